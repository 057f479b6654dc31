import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { fieldStyles } from '../../../elements/field-styles.ts';
import { checkIcon, chevronDownIcon } from '../../../elements/icons.ts';
import { placeBeside } from '../../../elements/place-beside.ts';
import { tell } from '../../../elements/tell.ts';
import type { Option, OptionGroup } from '../store/source-kinds.ts';
import { pickStyles } from './pick-styles.ts';

/**
 * One of many, in groups, each with what it is or why it cannot be chosen. With `find` the list is searched by typing;
 * arrows move, Enter chooses, Escape closes. What cannot be chosen can be read, too.
 *
 * @fires care-select - A choice was made; detail `{ value }`.
 * @csspart button - The control.
 */
@customElement('care-pick')
export class CarePick extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, fieldStyles, pickStyles];

  /** Accessible name: what is chosen here. */
  @property() label = '';
  /** What the control says. */
  @property() text = '';
  /** What it says while nothing is chosen. */
  @property() placeholder = 'Choose';
  @property() value = '';
  @property({ attribute: false }) groups: readonly OptionGroup[] = [];
  /** Words of the search box; none, no search box. */
  @property() find = '';
  @property({ type: Boolean }) invalid = false;

  @state() private isOpen = false;
  @state() private words = '';
  @state() private at = 0;
  @query('.opens') private button!: HTMLButtonElement;
  @query('.list') private list!: HTMLElement;

  #pressedWhileOpen = false;

  protected override updated(changed: PropertyValues) {
    if (changed.has('isOpen')) {
      if (this.isOpen) this.#unfold();
      else if (changed.get('isOpen')) this.list.hidePopover?.();
    }
    if (this.isOpen) this.renderRoot.querySelector('.at')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    return html`<button
        type="button"
        part="button"
        class="control opens"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-invalid=${this.invalid ? 'true' : nothing}
        aria-label="${this.label}: ${this.text || this.placeholder}"
        title=${this.text || nothing}
        @pointerdown=${() => (this.#pressedWhileOpen = this.isOpen)}
        @click=${this.#toggle}
        @keydown=${this.#keyOnButton}
      >
        <span class=${this.text ? '' : 'none'}>${this.text || this.placeholder}</span>${drawIcon(chevronDownIcon, 'small')}
      </button>
      <div class="list" popover="manual" @focusout=${this.#left} @keydown=${this.#keyInList}>
        ${this.isOpen ? this.#renderList() : nothing}
      </div>`;
  }

  /** Opens the list, so that something is chosen next. */
  show(): void {
    this.words = '';
    const chosen = this.#options.findIndex(({ value }) => value === this.value);
    this.at = Math.max(0, chosen);
    this.isOpen = true;
  }

  #renderList() {
    const shown = this.#shown;
    const active = this.#options[this.at] ? `option-${this.at}` : nothing;
    let index = -1;
    return html`${
      this.find
        ? html`<div class="find">
              <input
                class="control"
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls="options"
                aria-activedescendant=${active}
                aria-label=${this.find}
                placeholder=${this.find}
                .value=${this.words}
                @input=${this.#typed}
              />
            </div>`
        : nothing
    }
      <div
        class="options"
        id="options"
        role="listbox"
        aria-label=${this.label}
        tabindex=${this.find ? '-1' : '0'}
        aria-activedescendant=${this.find ? nothing : active}
      >
        ${shown.map(
          (
            group,
            number,
          ) => html`<div role="group" aria-labelledby=${group.label ? `group-${number}` : nothing} aria-label=${group.label ? nothing : this.label}>
            ${group.label ? html`<div class="label" id="group-${number}">${group.label}</div>` : nothing}
            ${group.options.map((option) => this.#renderOption(option, ++index))}
          </div>`,
        )}
      </div>
      ${shown.length === 0 ? html`<p class="nothing" role="status">Nothing is called “${this.words}”.</p>` : nothing}`;
  }

  #renderOption(option: Option, index: number) {
    return html`<div
      class="option ${index === this.at ? 'at' : ''}"
      id="option-${index}"
      role="option"
      aria-selected=${option.value === this.value}
      aria-disabled=${option.refused ? 'true' : nothing}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(option)}
    >
      <span>${option.label}</span>${option.value === this.value ? drawIcon(checkIcon, 'small') : nothing}
      ${option.refused ? html`<small class="why">${option.refused}</small>` : option.hint ? html`<small>${option.hint}</small>` : nothing}
    </div>`;
  }

  get #shown(): readonly OptionGroup[] {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.groups;
    return this.groups
      .map(({ label, options }) => ({
        label,
        options: options.filter((option) => {
          const text = `${option.label} ${option.value} ${option.hint}`.toLowerCase();
          return words.every((word) => text.includes(word));
        }),
      }))
      .filter(({ options }) => options.length > 0);
  }

  get #options(): readonly Option[] {
    return this.#shown.flatMap(({ options }) => options);
  }

  /** Whose name begins with what is typed, or holds it; else the first one. */
  get #best(): number {
    const words = this.words.trim().toLowerCase();
    const names = this.#options.map(({ label }) => label.toLowerCase());
    const begins = names.findIndex((name) => name.startsWith(words));
    return Math.max(0, begins === -1 ? names.findIndex((name) => name.includes(words)) : begins);
  }

  #unfold() {
    this.list.style.minWidth = `${this.button.offsetWidth}px`;
    this.list.showPopover?.();
    placeBeside(this.list, this.button);
    this.renderRoot.querySelector<HTMLElement>(this.find ? '.find input' : '.options')?.focus();
  }

  /** Pressing the button takes the focus out of the list, which closes it: the click must not open it again. */
  #toggle() {
    if (this.isOpen || this.#pressedWhileOpen) this.isOpen = false;
    else this.show();
    this.#pressedWhileOpen = false;
  }

  #close() {
    this.isOpen = false;
    this.button.focus();
  }

  #choose({ value, refused }: Option) {
    if (refused) return;
    this.#close();
    tell(this, 'care-select', { value });
  }

  #typed(event: Event) {
    this.words = (event.target as HTMLInputElement).value;
    this.at = this.#best;
  }

  #keyOnButton(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show();
  }

  #keyInList(event: KeyboardEvent) {
    const count = this.#options.length;
    const option = this.#options[this.at];
    if (event.key === 'ArrowDown') this.at = count === 0 ? 0 : (this.at + 1) % count;
    else if (event.key === 'ArrowUp') this.at = count === 0 ? 0 : (this.at - 1 + count) % count;
    else if (event.key === 'Home' && !this.find) this.at = 0;
    else if (event.key === 'End' && !this.find) this.at = Math.max(0, count - 1);
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && !event.isComposing) option && this.#choose(option);
    else if (event.key === ' ' && !this.find) option && this.#choose(option);
    else if (event.key === 'Tab') {
      this.isOpen = false;
      return;
    } else return this.#keepToItself(event);
    event.preventDefault();
    event.stopPropagation();
  }

  /** What is typed here is no shortcut of the page. */
  #keepToItself(event: KeyboardEvent) {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }

  #left(event: FocusEvent) {
    const to = event.relatedTarget as Node | null;
    if (to !== null && (this.list.contains(to) || this.button.contains(to))) return;
    this.isOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-pick': CarePick;
  }
}
