import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { baseStyles } from './base-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { fieldStyles } from './field-styles.ts';
import { searchIcon } from './page-icons.ts';
import { tell } from './tell.ts';

/**
 * A search box. Enter searches at once; Escape empties it.
 *
 * @fires care-change - The words changed, on every key; detail `{ value }`.
 * @fires care-search - Enter; detail `{ value }`.
 */
@customElement('care-search')
export class CareSearch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      div { position: relative; }
      .icon { position: absolute; inset-inline-start: 9px; top: 50%; translate: 0 -50%; color: var(--care-text-faint); pointer-events: none; }
      .control { padding-inline: 30px var(--care-space-4); appearance: none; }
      .control::-webkit-search-cancel-button { display: none; }
      :host([shortcut]) .control { padding-inline-end: 32px; }
      kbd {
        position: absolute; inset-inline-end: 7px; top: 50%; translate: 0 -50%; min-width: 18px; padding: 0 4px; border: 1px solid var(--care-border);
        border-radius: var(--care-radius-small); background: var(--care-surface-sunken); color: var(--care-text-faint); font: var(--care-type-micro); text-align: center;
      }
    `,
  ];

  @property() value = '';
  /** What is searched, as accessible name and as hint. */
  @property() label = 'Search';
  /** What the empty box says, where its name is too long for it. */
  @property() hint = '';
  /** The key that leads here, shown at the end; the app listens for it. */
  @property({ reflect: true }) shortcut: string | null = null;

  @query('input') private input!: HTMLInputElement;

  override render() {
    return html`<div>
      ${drawIcon(searchIcon)}
      <input
        class="control"
        type="search"
        dir="auto"
        aria-label=${this.label}
        placeholder=${this.hint || this.label}
        .value=${live(this.value)}
        @input=${this.#typed}
        @keydown=${this.#keyPressed}
      />
      ${this.shortcut ? html`<kbd aria-hidden="true">${this.shortcut}</kbd>` : nothing}
    </div>`;
  }

  #typed() {
    this.value = this.input.value;
    tell(this, 'care-change', { value: this.value });
  }

  #keyPressed(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.isComposing) tell(this, 'care-search', { value: this.value });
    if (event.key !== 'Escape' || this.value === '') return;
    event.preventDefault();
    event.stopPropagation();
    this.value = '';
    tell(this, 'care-change', { value: this.value });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-search': CareSearch;
  }
  interface HTMLElementEventMap {
    'care-search': CustomEvent<{ value: string }>;
  }
}
