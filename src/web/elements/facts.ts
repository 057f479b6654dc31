import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

export interface Fact {
  label: string;
  /** Words, or a template with an element in it. */
  value: unknown;
  /** Where the value comes from, at the end of the line. */
  source?: string;
}

/** Labels and their values: the properties of a case, the fields of a form that need nobody. */
@customElement('care-facts')
export class CareFacts extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; font: var(--care-type-body); color: var(--care-text); }
      dl { display: grid; grid-template-columns: minmax(88px, auto) 1fr; gap: var(--care-space-3) var(--care-space-5); }
      dl.sources { grid-template-columns: minmax(88px, auto) 1fr fit-content(45%); font: var(--care-type-caption); }
      dl > div { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: baseline; }
      dt, .source { color: var(--care-text-faint); }
      dd { min-width: 0; overflow-wrap: anywhere; }
      .source { text-align: end; }
      .sources care-button { margin-block: -3px; }
    `,
  ];

  @property({ attribute: false }) items: readonly Fact[] = [];

  override render() {
    const sources = this.items.some((item) => item.source);
    return html`<dl class=${sources ? 'sources' : ''}>
      ${this.items.map(
        (item) => html`<div>
          <dt>${item.label}</dt>
          <dd dir="auto">${item.value}</dd>
          ${sources ? html`<dd class="source">${item.source ?? nothing}</dd>` : nothing}
        </div>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-facts': CareFacts;
  }
}
