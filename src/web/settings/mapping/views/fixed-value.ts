import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { SchemaFieldShape } from '../../../../api/mappings.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { fieldStyles } from '../../../elements/field-styles.ts';
import { tell } from '../../../elements/tell.ts';

/** A longer text gets a box of several lines. */
const LINE = 255;
const SEPARATOR = ';';

/**
 * One value for every record, with the control of the field's type.
 *
 * @fires care-source - It was changed; detail `{ source, aspect }`.
 */
@customElement('care-fixed-value')
export class CareFixedValue extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .control { min-height: 30px; padding-block: 4px; }
      fieldset { display: flex; flex-wrap: wrap; gap: 2px var(--care-space-5); margin: 0; padding: 0; border: 0; }
      fieldset label { display: inline-flex; align-items: center; gap: var(--care-space-3); min-height: var(--care-target); }
      fieldset input { width: 16px; height: 16px; margin: 0; accent-color: var(--care-accent); }
    `,
  ];

  @property({ attribute: false }) field!: SchemaFieldShape;
  @property() value = '';
  @property({ type: Boolean }) invalid = false;

  override render() {
    const { field } = this;
    switch (field.rule) {
      case 'picklist':
        return this.#renderSelect(field.options, 'Choose a value');
      case 'multipicklist':
        return this.#renderTicks();
      case 'checkbox':
        return this.#renderSelect(
          [
            { value: 'true', label: 'Checked' },
            { value: 'false', label: 'Not checked' },
          ],
          'Choose',
        );
      case 'datetime':
        return this.#renderInput('datetime-local', this.value.replace(/:\d\d(\.\d+)?Z$/, ''), (value) =>
          value === '' ? '' : `${value}:00Z`,
        );
      case 'date':
        return this.#renderInput('date', this.value);
      case 'number':
        return this.#renderInput('number', this.value);
      case 'text':
        return (field.length ?? 0) > LINE ? this.#renderLines() : this.#renderInput('text', this.value);
      default:
        return this.#renderInput('text', this.value);
    }
  }

  get #label() {
    return `${this.field.label}, fixed value${this.field.rule === 'datetime' ? ', UTC' : ''}`;
  }

  #renderInput(type: string, value: string, write: (value: string) => string = (same) => same) {
    return html`<input
      class="control"
      type=${type}
      step=${type === 'number' ? 'any' : nothing}
      aria-label=${this.#label}
      aria-invalid=${this.invalid ? 'true' : nothing}
      title=${type === 'datetime-local' ? 'UTC' : nothing}
      placeholder=${this.field.rule === 'lookup' || this.field.rule === 'contact' ? 'Id of a record' : 'Value'}
      .value=${live(value)}
      @input=${(event: Event) => this.#tell(write((event.target as HTMLInputElement).value), 'value')}
    />`;
  }

  #renderLines() {
    return html`<textarea
      class="control"
      rows="2"
      aria-label=${this.#label}
      aria-invalid=${this.invalid ? 'true' : nothing}
      placeholder="Value"
      .value=${live(this.value)}
      @input=${(event: Event) => this.#tell((event.target as HTMLTextAreaElement).value, 'value')}
    ></textarea>`;
  }

  #renderSelect(options: SchemaFieldShape['options'], none: string) {
    const gone = this.value !== '' && !options.some(({ value }) => value === this.value);
    return html`<select
      class="control"
      aria-label=${this.#label}
      aria-invalid=${gone || this.invalid ? 'true' : nothing}
      @change=${(event: Event) => this.#tell((event.target as HTMLSelectElement).value, '')}
    >
      ${this.value === '' ? html`<option value="" selected>${none}</option>` : nothing}
      ${gone ? html`<option value=${this.value} selected>${this.value}, not a value here</option>` : nothing}
      ${options.map(({ value, label }) => html`<option value=${value} ?selected=${value === this.value}>${label}</option>`)}
    </select>`;
  }

  #renderTicks() {
    const chosen = this.value.split(SEPARATOR).filter(Boolean);
    const values = this.field.options.map(({ value }) => value);
    const toggle = (value: string, on: boolean) =>
      this.#tell(values.filter((each) => (each === value ? on : chosen.includes(each))).join(SEPARATOR), '');
    return html`<fieldset>
      <legend class="visually-hidden">${this.#label}</legend>
      ${this.field.options.map(
        ({ value, label }) => html`<label
          ><input
            type="checkbox"
            .checked=${live(chosen.includes(value))}
            @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}
          />${label}</label
        >`,
      )}
    </fieldset>`;
  }

  #tell(value: string, aspect: string) {
    tell(this, 'care-source', { source: { kind: 'fixed', value }, aspect });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-fixed-value': CareFixedValue;
  }
}
