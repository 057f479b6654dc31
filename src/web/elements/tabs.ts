import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from './base-styles.ts';
import { drawShape, type ShapeName, shapeStyles } from './draw-shape.ts';
import { tell } from './tell.ts';

export interface Tab {
  id: string;
  label: string;
  /** There is something to do behind it, and what. */
  mark?: { shape: ShapeName; label: string };
}

/**
 * Tabs over one panel. Arrows, Home and End move and choose.
 *
 * @fires care-tab-change - Another tab was chosen; detail `{ id }`.
 * @slot - What the chosen tab shows.
 * @csspart panel - The box around it.
 */
@customElement('care-tabs')
export class CareTabs extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: flex; flex-direction: column; min-height: 0; }
      [role='tablist'] { display: flex; gap: var(--care-space-6); padding: 0 var(--care-space-6); border-bottom: 1px solid var(--care-border); background: var(--care-surface); overflow-x: auto; flex: none; }
      [role='tab'] {
        position: relative; display: inline-flex; align-items: center; gap: var(--care-space-3); min-height: 40px; padding: 0; border: 0; background: none;
        color: var(--care-text-quiet); font: var(--care-type-body); font-weight: var(--care-weight-medium); white-space: nowrap; cursor: pointer;
      }
      [role='tab']:hover { color: var(--care-text); }
      [role='tab']:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
      [aria-selected='true'] { color: var(--care-text); }
      [aria-selected='true']::after { content: ''; position: absolute; inset: auto 0 0; height: 2px; border-radius: 2px 2px 0 0; background: var(--care-accent); }
      [role='tabpanel'] { flex: 1; min-height: 0; overflow-y: auto; }
      @media (forced-colors: active) { [aria-selected='true']::after { background: Highlight; } }
    `,
  ];

  @property({ attribute: false }) tabs: readonly Tab[] = [];
  @property() selected = '';
  @property() label = '';

  override render() {
    return html`
      <div role="tablist" aria-label=${this.label || nothing} @keydown=${this.#keyPressed}>
        ${repeat(
          this.tabs,
          (tab) => tab.id,
          (tab) => html`<button
            type="button"
            role="tab"
            id="tab-${tab.id}"
            aria-controls="panel"
            aria-selected=${tab.id === this.selected}
            tabindex=${tab.id === this.selected ? '0' : '-1'}
            @click=${() => this.#choose(tab)}
          >
            ${tab.label}${tab.mark ? html`${drawShape(tab.mark.shape)}<span class="visually-hidden">, ${tab.mark.label}</span>` : nothing}
          </button>`,
        )}
      </div>
      <div part="panel" id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.selected}"><slot></slot></div>
    `;
  }

  #choose(tab: Tab) {
    if (tab.id === this.selected) return;
    this.selected = tab.id;
    tell(this, 'care-tab-change', { id: tab.id });
  }

  #keyPressed(event: KeyboardEvent) {
    const at = this.tabs.findIndex((tab) => tab.id === this.selected);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? this.tabs.length - 1
          : step === 0
            ? at
            : (at + step + this.tabs.length) % this.tabs.length;
    const tab = this.tabs[to];
    if (to === at || !tab) return;
    event.preventDefault();
    this.#choose(tab);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${CSS.escape(tab.id)}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-tabs': CareTabs;
  }
  interface HTMLElementEventMap {
    'care-tab-change': CustomEvent<{ id: string }>;
  }
}
