import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/** An icon beside a word, or with a label of its own. */
@customElement('care-icon')
export class CareIcon extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: inline-flex; flex: none; vertical-align: -3px; }
    `,
  ];

  /** One of the paths in icons.ts. */
  @property({ attribute: false }) path = '';
  @property() size: 'medium' | 'small' | 'tiny' = 'medium';
  /** Accessible name; without one the icon is decoration. */
  @property() label = '';

  override render() {
    return html`<svg
      class="icon ${this.size}"
      viewBox="0 0 24 24"
      role=${this.label ? 'img' : nothing}
      aria-label=${this.label || nothing}
      aria-hidden=${this.label ? nothing : 'true'}
    >
      <path d=${this.path}></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-icon': CareIcon;
  }
}
