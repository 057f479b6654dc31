import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Platform } from '../../domain/profile.ts';
import { baseStyles } from './base-styles.ts';
import { initials } from './initials.ts';
import './platform.ts';

/** A person's initials, with the platform they write on. Decoration: the name stands beside it. */
@customElement('care-avatar')
export class CareAvatar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative; display: inline-grid; place-items: center; width: 28px; height: 28px; flex: none;
        border-radius: 50%; background: var(--care-neutral-quiet); color: var(--care-neutral-text);
        font: var(--care-type-micro); font-weight: var(--care-weight-strong);
      }
      :host([size='small']) { width: 20px; height: 20px; font-size: 0.5625rem; }
      :host([size='row']) { width: 32px; height: 32px; }
      :host([size='large']) { width: 40px; height: 40px; font: var(--care-type-body); font-weight: var(--care-weight-strong); }
      :host([me]) { background: var(--care-accent-quiet); color: var(--care-accent-text); }
      care-platform { position: absolute; right: -6px; bottom: -4px; min-width: 15px; height: 15px; box-shadow: 0 0 0 2px var(--care-surface); }
    `,
  ];

  @property() name = '';
  @property() platform: Platform | null = null;
  @property({ reflect: true }) size: 'small' | 'medium' | 'row' | 'large' = 'medium';
  /** The reader themself. */
  @property({ type: Boolean, reflect: true }) me = false;

  override render() {
    return html`<span aria-hidden="true">${initials(this.name)}</span>${
      this.platform ? html`<care-platform .platform=${this.platform}></care-platform>` : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-avatar': CareAvatar;
  }
}
