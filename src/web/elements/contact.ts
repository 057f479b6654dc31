import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import './avatar.ts';

/**
 * A contact of the org: as the one linked, or as one that could be.
 *
 * @slot - What can be done with it: a button or a menu.
 */
@customElement('care-contact')
export class CareContact extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: flex; align-items: center; gap: 10px; padding: 10px 14px; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
      :host([bare]) { border: 0; border-radius: 0; padding-inline: 0; background: none; }
      .who { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      p { font: var(--care-type-caption); color: var(--care-text-faint); }
      b { font-weight: var(--care-weight-strong); }
    `,
  ];

  @property() name = '';
  /** Account, e-mail, phone: whatever tells this one from another of the same name. */
  @property({ attribute: false }) lines: readonly string[] = [];
  /** How it stands to the customer: Linked contact, Same e-mail address, … */
  @property() reason = '';
  /** One of a list: no box of its own. */
  @property({ type: Boolean, reflect: true }) bare = false;

  override render() {
    return html`
      <care-avatar .name=${this.name}></care-avatar>
      <div class="who">
        <b><bdi>${this.name}</bdi></b>
        ${this.lines.length > 0 ? html`<p>${this.lines.join(' · ')}</p>` : nothing}
        ${this.reason ? html`<p>${this.reason}</p>` : nothing}
      </div>
      <slot></slot>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-contact': CareContact;
  }
}
