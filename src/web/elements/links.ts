import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { externalLinkIcon } from './icons.ts';
import { safeAddress } from './safe-address.ts';

export interface LinkItem {
  href: string;
  label: string;
  /** What is to be found there. */
  hint?: string;
  /** Opens in a tab of its own, and shows that. */
  external?: boolean;
}

/** Places to go, one a line. Only http and https are followed. */
@customElement('care-links')
export class CareLinks extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; font: var(--care-type-body); }
      li { padding: 2px 0; }
      a { display: inline-flex; align-items: center; gap: var(--care-space-2); min-height: var(--care-target); overflow-wrap: anywhere; }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
    `,
  ];

  @property({ attribute: false }) items: readonly LinkItem[] = [];

  override render() {
    return html`<ul>
      ${this.items.map(
        (item) => html`<li>
          <a
            href=${safeAddress(item.href, document.baseURI) ?? nothing}
            target=${item.external ? '_blank' : nothing}
            rel=${item.external ? 'noopener noreferrer' : nothing}
            ><bdi>${item.label}</bdi>${item.external ? drawIcon(externalLinkIcon, 'small') : nothing}</a
          >${item.hint ? html`<small>${item.hint}</small>` : nothing}
        </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-links': CareLinks;
  }
}
