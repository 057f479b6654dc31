import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { countCharacters } from '../../domain/text.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { fieldStyles } from './field-styles.ts';
import { octagonAlertIcon } from './icons.ts';
import { tell } from './tell.ts';

/** How full it is matters near its end only. */
const COUNTED_FROM = 0.8;

export interface FieldOption {
  value: string;
  label: string;
}

/**
 * A labelled control: one line, several lines, or a choice. A problem stands under the control it belongs to:
 * the fact, then the remedy, then the remedy as a button.
 *
 * @fires care-change - The value changed, on every key; detail `{ value }`.
 * @fires care-fix - The problem's `fix` was pressed.
 * @slot remedy - Words after the fix button.
 * @csspart control - The native control.
 */
@customElement('care-field')
export class CareField extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, buttonStyles, fieldStyles];

  @property() type:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'number'
    | 'date'
    | 'password'
    | 'textarea'
    | 'select' = 'text';
  @property() label = '';
  @property() name = '';
  @property() value = '';
  /** Choices of a select. */
  @property({ attribute: false }) options: readonly FieldOption[] = [];
  /** The first, empty line of a select. */
  @property({ attribute: 'empty-option' }) emptyOption = '';
  @property() placeholder = '';
  @property() hint = '';
  /** What is wrong. */
  @property() problem = '';
  /** Word of the button that mends it. */
  @property() fix = '';
  /** Longest value, counted beside the label; longer is allowed to stand and shown as too long. */
  @property({ type: Number }) limit = 0;
  @property({ type: Boolean }) required = false;
  @property({ type: Boolean, reflect: true }) disabled = false;

  @query('.control') private control!: HTMLInputElement;

  /** Its options must be there before a select can show one of them. */
  protected override updated() {
    if (this.type === 'select') this.control.value = this.value;
  }

  override render() {
    const count = this.limit > 0 ? countCharacters(this.value) : 0;
    const over = count > this.limit;
    return html`<div class="field">
      <label class="label" for="control"
        >${this.label}${this.required ? html`<span class="required">required</span>` : nothing}${
          count > this.limit * COUNTED_FROM
            ? html`<span class="count ${over ? 'over' : ''}">${count} / ${this.limit}</span>`
            : nothing
        }</label
      >
      ${this.#renderControl(this.problem !== '' || over)}
      ${this.problem ? this.#renderProblem() : this.hint ? html`<span class="hint" id="hint">${this.hint}</span>` : nothing}
    </div>`;
  }

  #renderControl(invalid: boolean): TemplateResult {
    const bad = invalid ? 'true' : nothing;
    const described = this.problem ? 'problem' : this.hint ? 'hint' : nothing;
    if (this.type === 'select') {
      return html`<select
        id="control"
        part="control"
        class="control"
        name=${this.name || nothing}
        ?required=${this.required}
        ?disabled=${this.disabled}
        aria-invalid=${bad}
        aria-describedby=${described}
        @change=${this.#changed}
      >
        ${this.emptyOption ? html`<option value="">${this.emptyOption}</option>` : nothing}
        ${this.options.map((option) => html`<option value=${option.value}>${option.label}</option>`)}
      </select>`;
    }
    if (this.type === 'textarea') {
      return html`<textarea
        id="control"
        part="control"
        class="control"
        rows="2"
        dir="auto"
        name=${this.name || nothing}
        placeholder=${this.placeholder || nothing}
        ?required=${this.required}
        ?disabled=${this.disabled}
        aria-invalid=${bad}
        aria-describedby=${described}
        .value=${live(this.value)}
        @input=${this.#changed}
      ></textarea>`;
    }
    return html`<input
      id="control"
      part="control"
      class="control"
      dir="auto"
      type=${this.type}
      name=${this.name || nothing}
      placeholder=${this.placeholder || nothing}
      ?required=${this.required}
      ?disabled=${this.disabled}
      aria-invalid=${bad}
      aria-describedby=${described}
      .value=${live(this.value)}
      @input=${this.#changed}
      @keydown=${this.#keyPressed}
    />`;
  }

  #renderProblem() {
    return html`<div class="problem" id="problem">
      ${drawIcon(octagonAlertIcon, 'small')}
      <div>
        <p><b>${this.problem}</b></p>
        <p class="remedy">
          ${this.fix ? html`<button type="button" class="button link small" @click=${this.#fix}>${this.fix}</button>` : nothing}
          <slot name="remedy"></slot>
        </p>
      </div>
    </div>`;
  }

  #changed() {
    this.value = this.control.value;
    tell(this, 'care-change', { value: this.value });
  }

  /** Enter sends the form around it, as it would without a shadow root. */
  #keyPressed(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.isComposing) this.closest('form')?.requestSubmit();
  }

  #fix() {
    tell(this, 'care-fix');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-field': CareField;
  }
  interface HTMLElementEventMap {
    'care-change': CustomEvent<{ value: string }>;
    'care-fix': CustomEvent<undefined>;
  }
}
