import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/**
 * A titled box.
 *
 * @slot - The body.
 * @slot actions - At the end of the title's line.
 * @slot foot - A sunken line at the bottom.
 * @csspart body
 */
@customElement('care-card')
export class CareCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
      header { display: flex; align-items: center; gap: var(--care-space-4); padding: 10px 14px; }
      h2, h3 { flex: 1; min-width: 0; font: var(--care-type-title); font-weight: var(--care-weight-strong); overflow-wrap: anywhere; }
      .body { padding: 12px 14px; }
      header + .body { padding-top: 0; }
      footer { display: flex; align-items: center; gap: 10px; padding: 10px 14px; border-top: 1px solid var(--care-border); border-radius: 0 0 var(--care-radius-card) var(--care-radius-card); background: var(--care-surface-sunken); font: var(--care-type-caption); color: var(--care-text-quiet); }
      .foot:not(.filled) { display: none; }
    `,
  ];

  @property() heading = '';
  /** Of the heading: 2 on a page whose title is the level above. */
  @property({ type: Number }) level: 2 | 3 = 3;

  override render() {
    const title = this.level === 2 ? html`<h2>${this.heading}</h2>` : html`<h3>${this.heading}</h3>`;
    return html`<section aria-label=${this.heading || nothing}>
      ${this.heading ? html`<header>${title}<slot name="actions"></slot></header>` : nothing}
      <div class="body" part="body"><slot></slot></div>
      <footer class="foot"><slot name="foot" @slotchange=${this.#footChanged}></slot></footer>
    </section>`;
  }

  #footChanged(event: Event) {
    const slot = event.target as HTMLSlotElement;
    slot.parentElement!.classList.toggle('filled', slot.assignedElements().length > 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-card': CareCard;
  }
}
