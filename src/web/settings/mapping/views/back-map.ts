import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CareDatumShape, MappedFieldInput, SchemaFieldShape } from '../../../../api/mappings.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { fieldStyles } from '../../../elements/field-styles.ts';
import { arrowRightIcon } from '../../../elements/mapping-icons.ts';
import { tell } from '../../../elements/tell.ts';
import { type Back, backOf, backwards, settable } from '../store/back-values.ts';
import { mapStyles } from './map-styles.ts';
import '../../../elements/button.ts';

/**
 * What each value chosen in Salesforce sets in Care.
 *
 * @fires care-back - It was changed; detail `{ back }`, null for the mapping read backwards.
 */
@customElement('care-back-map')
export class CareBackMap extends LitElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    mapStyles,
    css`
      p { margin: 0; padding-bottom: var(--care-space-3); color: var(--care-text-quiet); font: var(--care-type-caption); }
      .what { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3); padding-bottom: var(--care-space-3); }
      .what .control { width: auto; }
    `,
  ];

  @property({ attribute: false }) field!: SchemaFieldShape;
  @property({ attribute: false }) mapped!: MappedFieldInput;
  @property({ attribute: false }) careData: readonly CareDatumShape[] = [];

  override render() {
    const back = backOf(this.mapped, this.careData);
    const data = settable(this.careData);
    const datum = data.find(({ key }) => key === back.data);
    return html`<h4>Salesforce sets Care</h4>
      <p>When somebody chooses a status in Salesforce, with <i>Bi-direction sync</i> on the Overview.${datum?.key === 'case_status' ? '' : ' The status of the Care case stays then.'}</p>
      <div class="what">
        <label for="what">It sets</label>
        <select class="control" id="what" @change=${(event: Event) => this.#chooseData((event.target as HTMLSelectElement).value)}>
          ${data.map(({ key, label }) => html`<option value=${key} ?selected=${key === back.data}>${label}</option>`)}
        </select>
        ${
          this.mapped.back
            ? html`<care-button size="small" @click=${() => this.#tell(null)}>Read it backwards again</care-button>`
            : html`<small>As it is mapped, read backwards</small>`
        }
      </div>
      <ul>
        ${this.field.options.map(
          ({ value, label }, index) => html`<li>
            <label for="back-${index}"><span title=${label}>${label}</span></label>
            ${drawIcon(arrowRightIcon, 'small')}
            <select
              class="control ${back.values[value] === undefined ? 'open' : ''}"
              id="back-${index}"
              @change=${(event: Event) => this.#set(back, value, (event.target as HTMLSelectElement).value)}
            >
              <option value="" ?selected=${back.values[value] === undefined}>Changes nothing</option>
              ${datum?.options.map((option) => html`<option value=${option.value} ?selected=${back.values[value] === option.value}>${option.label}</option>`)}
            </select>
          </li>`,
        )}
      </ul>`;
  }

  #chooseData(data: string) {
    this.#tell(backwards(this.mapped, data, this.careData));
  }

  #set({ data, values }: Back, salesforce: string, care: string) {
    const { [salesforce]: _before, ...rest } = values;
    this.#tell({ data, values: care === '' ? rest : { ...rest, [salesforce]: care } });
  }

  #tell(back: Back | null) {
    tell(this, 'care-back', { back });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-back-map': CareBackMap;
  }
  interface HTMLElementEventMap {
    'care-back': CustomEvent<{ back: Back | null }>;
  }
}
