import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';

/**
 * Where there is nothing to show: what that means, why, and the ways on.
 *
 * @slot - Why, in a sentence or two.
 * @slot actions - The ways on, one below the other.
 */
@customElement('care-empty')
export class CareEmpty extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; align-content: center; justify-items: center; gap: var(--care-space-4); padding: var(--care-space-9) var(--care-space-8); text-align: center; color: var(--care-text); font: var(--care-type-body); }
      .mark { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; background: var(--care-neutral-quiet); color: var(--care-neutral-text); }
      .mark .icon { width: 20px; height: 20px; }
      :host([tone='danger']) .mark { background: var(--care-danger-quiet); color: var(--care-danger-text); }
      :host([tone='warning']) .mark { background: var(--care-warning-quiet); color: var(--care-warning-text); }
      :host([tone='success']) .mark { background: var(--care-success-quiet); color: var(--care-success-text); }
      h2, h3 { margin: 0; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
      .why { max-width: 38ch; color: var(--care-text-quiet); overflow-wrap: anywhere; text-wrap: pretty; }
      .ways { display: grid; justify-items: center; gap: var(--care-space-3); }
    `,
  ];

  @property({ reflect: true }) tone: 'neutral' | 'success' | 'warning' | 'danger' = 'neutral';
  @property() heading = '';
  /** Of the heading: 2 on a page whose title is the level above. */
  @property({ type: Number }) level: 2 | 3 = 3;
  /** A path of icons.ts. */
  @property({ attribute: false }) icon = '';

  override render() {
    return html`
      ${this.icon ? html`<span class="mark">${drawIcon(this.icon)}</span>` : nothing}
      ${this.level === 2 ? html`<h2>${this.heading}</h2>` : html`<h3>${this.heading}</h3>`}
      <div class="why"><slot></slot></div>
      <div class="ways"><slot name="actions"></slot></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-empty': CareEmpty;
  }
}
