import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CareDatumShape, SchemaFieldShape } from '../../../../api/mappings.ts';
import { CASE_STATUSES, type CaseStatus } from '../../../../domain/case.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import { fieldStyles } from '../../../elements/field-styles.ts';
import { arrowRightIcon } from '../../../elements/mapping-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { Source } from '../store/source-kinds.ts';
import { mapStyles } from './map-styles.ts';

type Variable = Extract<Source, { kind: 'variable' }>;

/**
 * What each value of a variable becomes in Salesforce, and what all others become.
 *
 * @fires care-source - It was changed; detail `{ source, aspect }`.
 */
@customElement('care-value-map')
export class CareValueMap extends LitElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    shapeStyles,
    mapStyles,
    css`
      .rest { grid-column: 1 / -1; margin-top: var(--care-space-2); padding-top: var(--care-space-3); border-top: 1px solid var(--care-border); }
      .rest .control { max-width: 280px; }
    `,
  ];

  @property({ attribute: false }) field!: SchemaFieldShape;
  @property({ attribute: false }) datum!: CareDatumShape;
  @property({ attribute: false }) source!: Variable;

  override render() {
    const { datum, source } = this;
    return html`<h4>Care sets Salesforce</h4>
      <ul>
        ${datum.options.map(({ value, label }) => {
          const mapped = Object.hasOwn(source.values, value) ? source.values[value]! : null;
          return html`<li>
            <label for="value-${value}"
              >${isStatus(datum, value) ? drawShape(value) : nothing}<span title=${label}>${label}</span></label
            >
            ${drawIcon(arrowRightIcon, 'small')}
            ${this.#renderControl(`value-${value}`, mapped, (to) => this.#map(value, to), 'As the rest')}
          </li>`;
        })}
        <li class="rest">
          <label for="rest"><span>Everything else</span></label>
          ${drawIcon(arrowRightIcon, 'small')}
          ${this.#renderControl('rest', source.otherwise, (to) => this.#tell({ ...source, otherwise: to }, 'otherwise'), this.#restWords)}
        </li>
      </ul>`;
  }

  get #restWords(): string {
    const { options, defaultValue } = this.field;
    const byItself = options.find(({ value }) => value === defaultValue);
    return byItself ? `Salesforce’s default: ${byItself.label}` : 'Leave it empty';
  }

  #renderControl(id: string, mapped: string | null, map: (to: string | null) => void, unmapped: string) {
    const options = valuesOf(this.field);
    if (options === null) {
      return html`<input
        class="control ${mapped === null ? 'open' : ''}"
        id=${id}
        .value=${live(mapped ?? '')}
        placeholder=${unmapped}
        @input=${(event: Event) => map((event.target as HTMLInputElement).value || null)}
      />`;
    }
    const gone = mapped !== null && !options.some(({ value }) => same(value, mapped));
    return html`<select
      class="control ${mapped === null ? 'open' : ''}"
      id=${id}
      aria-invalid=${gone ? 'true' : nothing}
      @change=${(event: Event) => map((event.target as HTMLSelectElement).value || null)}
    >
      <option value="" ?selected=${mapped === null}>${unmapped}</option>
      ${gone ? html`<option value=${mapped} selected>${mapped}, not a value here</option>` : nothing}
      ${options.map(({ value, label }) => html`<option value=${value} ?selected=${mapped !== null && same(value, mapped)}>${label}</option>`)}
    </select>`;
  }

  #map(value: string, to: string | null) {
    const { [value]: _before, ...rest } = this.source.values;
    this.#tell({ ...this.source, values: to === null ? rest : { ...rest, [value]: to } }, `value ${value}`);
  }

  #tell(source: Source, aspect: string) {
    tell(this, 'care-source', { source, aspect: valuesOf(this.field) === null ? aspect : '' });
  }
}

/** Salesforce tells the values of a picklist apart without their case. */
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const YES_NO = [
  { value: 'true', label: 'Checked' },
  { value: 'false', label: 'Not checked' },
];

/** Null: anything can be written. */
const valuesOf = ({ options, rule }: SchemaFieldShape): SchemaFieldShape['options'] | null =>
  rule === 'checkbox' ? YES_NO : options.length > 0 ? options : null;

const isStatus = ({ key }: CareDatumShape, value: string): value is CaseStatus =>
  key === 'case_status' && (CASE_STATUSES as readonly string[]).includes(value);

declare global {
  interface HTMLElementTagNameMap {
    'care-value-map': CareValueMap;
  }
  interface HTMLElementEventMap {
    /** Another source; `aspect`: what is typed on in the same place is one change, '' it is one by itself. */
    'care-source': CustomEvent<{ source: Source; aspect: string }>;
  }
}
