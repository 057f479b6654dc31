import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';
import type { ButtonVariant } from './button.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { drawShape, shapeStyles } from './draw-shape.ts';
import { checkIcon, chevronDownIcon } from './icons.ts';
import type { MenuItem } from './menu-item.ts';
import { placeBeside } from './place-beside.ts';
import { tell } from './tell.ts';

/**
 * A button that opens a list of choices above everything else. The list keeps its place and its choices
 * while it is open, whatever comes in meanwhile. Arrows, Home, End and first letters move, Escape and Tab close.
 *
 * @fires care-select - A choice was made; detail `{ value }`.
 * @slot - What the button says; with `icon` and no slot it is square and named by `label`.
 * @csspart button - The button.
 */
@customElement('care-menu')
export class CareMenu extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    buttonStyles,
    shapeStyles,
    css`
      :host { display: inline-flex; }
      .menu {
        position: fixed; inset: auto; margin: 0; min-width: 200px; max-width: min(320px, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow-y: auto;
        padding: var(--care-space-2); border: 1px solid var(--care-border); border-radius: var(--care-radius-card);
        background: var(--care-surface-raised); color: var(--care-text); font: var(--care-type-body); box-shadow: var(--care-shadow-2);
      }
      .item {
        display: flex; align-items: center; gap: var(--care-space-4); width: 100%; min-height: var(--care-row); padding: var(--care-space-2) var(--care-space-4);
        border: 0; border-radius: var(--care-radius); background: none; text-align: start; cursor: pointer;
      }
      .item:hover, .item:focus { background: var(--care-surface-selected); }
      .item:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
      .item[aria-disabled='true'] { color: var(--care-text-faint); cursor: not-allowed; }
      .item small { margin-inline-start: auto; font: var(--care-type-caption); color: var(--care-text-faint); }
      .item .icon { color: var(--care-text-quiet); }
      .item .check { margin-inline-start: auto; }
      .item small + .check { margin-inline-start: 0; }
    `,
  ];

  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Accessible name: what is chosen here. */
  @property() label = '';
  /** The choice in force; makes the list one of which one is always ticked. */
  @property() value: string | null = null;
  /** A path of icons.ts: a square button without a word. */
  @property({ attribute: false }) icon = '';
  @property() variant: ButtonVariant = 'secondary';
  @property() size: 'medium' | 'small' = 'small';
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private open = false;
  @query('button.button') private button!: HTMLButtonElement;
  @query('.menu') private menu!: HTMLElement;

  #frozen: readonly MenuItem[] = [];
  #pressedWhileOpen = false;

  protected override updated(changed: PropertyValues) {
    if (!changed.has('open')) return;
    if (this.open) this.#unfold();
    else if (changed.get('open') !== undefined) this.menu.hidePopover?.();
  }

  override render() {
    return html`
      <button
        type="button"
        part="button"
        class="button ${this.variant} ${this.size} ${this.icon ? 'icon-only' : ''}"
        ?disabled=${this.disabled}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-label=${this.icon ? this.label : nothing}
        title=${this.icon ? this.label : nothing}
        @pointerdown=${this.#pressed}
        @click=${this.#toggle}
        @keydown=${this.#keyOnButton}
      >
        ${
          this.icon
            ? drawIcon(this.icon)
            : html`<span class="visually-hidden">${this.label}: </span><slot></slot>${drawIcon(chevronDownIcon, 'small')}`
        }
      </button>
      <div class="menu" popover="manual" role="menu" aria-label=${this.label} @keydown=${this.#keyInMenu} @focusout=${this.#left}>
        ${this.open ? this.#frozen.map((item) => this.#renderItem(item)) : nothing}
      </div>
    `;
  }

  #renderItem(item: MenuItem) {
    const ticked = this.value === item.value;
    return html`<button
      type="button"
      class="item"
      tabindex="-1"
      role=${this.value === null ? 'menuitem' : 'menuitemradio'}
      aria-checked=${this.value === null ? nothing : String(ticked)}
      aria-disabled=${item.disabled ? 'true' : nothing}
      @click=${() => this.#choose(item)}
    >
      ${item.shape ? drawShape(item.shape) : item.icon ? drawIcon(item.icon) : nothing}
      <span>${item.label}</span>
      ${item.hint ? html`<small>${item.hint}</small>` : nothing}
      ${ticked ? html`<span class="check">${drawIcon(checkIcon, 'small')}</span>` : nothing}
    </button>`;
  }

  get #rows() {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.item')];
  }

  #pressed() {
    this.#pressedWhileOpen = this.open;
  }

  /** Pressing the button takes the focus out of the list, which closes it: the click must not open it again. */
  #toggle() {
    if (this.open || this.#pressedWhileOpen) this.#close();
    else this.#show();
    this.#pressedWhileOpen = false;
  }

  #show() {
    this.#frozen = this.items;
    this.open = true;
  }

  #close() {
    this.open = false;
  }

  #unfold() {
    this.menu.showPopover?.();
    placeBeside(this.menu, this.button);
    const chosen = this.#frozen.findIndex((item) => item.value === this.value);
    this.#rows[Math.max(0, chosen)]?.focus();
  }

  #choose(item: MenuItem) {
    if (item.disabled) return;
    this.#close();
    this.button.focus();
    tell(this, 'care-select', { value: item.value });
  }

  #keyOnButton(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#show();
  }

  #keyInMenu(event: KeyboardEvent) {
    const rows = this.#rows;
    const at = rows.indexOf(this.shadowRoot!.activeElement as HTMLButtonElement);
    if (event.key === 'ArrowDown') rows[(at + 1) % rows.length]?.focus();
    else if (event.key === 'ArrowUp') rows.at(at - 1)?.focus();
    else if (event.key === 'Home') rows[0]?.focus();
    else if (event.key === 'End') rows.at(-1)?.focus();
    else if (event.key === 'Escape') {
      this.#close();
      this.button.focus();
    } else if (event.key === 'Tab') return this.#close();
    else if (!this.#findByLetter(event, at)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #findByLetter(event: KeyboardEvent, at: number): boolean {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
      return false;
    const order = [...this.#frozen.keys()].map((index) => (at + 1 + index) % this.#frozen.length);
    const found = order.find((index) =>
      this.#frozen[index]!.label.toLowerCase().startsWith(event.key.toLowerCase()),
    );
    if (found !== undefined) this.#rows[found]?.focus();
    return true;
  }

  #left(event: FocusEvent) {
    const to = event.relatedTarget as Node | null;
    if (to !== null && (this.menu.contains(to) || this.button.contains(to))) return;
    this.#close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-menu': CareMenu;
  }
  interface HTMLElementEventMap {
    'care-select': CustomEvent<{ value: string }>;
  }
}
