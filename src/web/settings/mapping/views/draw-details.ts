import { html, nothing, type TemplateResult } from 'lit';
import type { CareDatumShape, MappedFieldInput } from '../../../../api/mappings.ts';
import type { Loaded } from '../../store/loaded.ts';
import type { ExternalId } from '../store/draft-store.ts';
import type { FieldRow } from '../store/field-groups.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/field.ts';
import './back-map.ts';
import './value-map.ts';

interface DetailsInput {
  readonly row: FieldRow;
  readonly mapped: MappedFieldInput;
  readonly careData: readonly CareDatumShape[];
  readonly externalIds: Loaded<readonly ExternalId[]> | null;
  edit(change: Partial<MappedFieldInput>, aspect: string): void;
}

/** Whether a lookup has to be told by what its record is found. */
export function isFoundById({ field, mapped }: FieldRow): boolean {
  if (!mapped || (field.rule !== 'lookup' && field.rule !== 'contact')) return false;
  const { source } = mapped;
  return source.kind === 'template' || ('data' in source && source.data !== 'linked_contact');
}

/** What else there is to say of a mapped field. */
export function drawDetails({ row, mapped, careData, externalIds, edit }: DetailsInput): TemplateResult {
  const { field } = row;
  const { source } = mapped;
  const datum = source.kind === 'variable' ? careData.find(({ key }) => key === source.data) : undefined;
  return html`${
    source.kind === 'variable' && datum
      ? html`<care-value-map
            .field=${field}
            .datum=${datum}
            .source=${source}
            @care-source=${(event: HTMLElementEventMap['care-source']) => {
              event.stopPropagation();
              edit({ source: event.detail.source }, event.detail.aspect);
            }}
          ></care-value-map>`
      : nothing
  }
    ${
      field.comesBack
        ? html`<care-back-map
            .field=${field}
            .mapped=${mapped}
            .careData=${careData}
            @care-back=${(event: HTMLElementEventMap['care-back']) => {
              event.stopPropagation();
              edit({ back: event.detail.back }, '');
            }}
          ></care-back-map>`
        : nothing
    }
    ${isFoundById(row) ? drawBy({ row, mapped, careData, externalIds, edit }) : nothing}
    ${
      field.rule === 'name'
        ? html`<small>Split into first and last name: the last word is the last name, and a single word is the last name.</small>`
        : nothing
    }
    ${
      isDayOfTime(field, source, careData)
        ? html`<small>The day in UTC, so that it is the same whoever writes it.</small>`
        : nothing
    }
    <div class="ticks">
      <care-checkbox
        label="Agents can change it"
        hint="Before the record is created"
        .checked=${mapped.editable}
        @care-toggle=${({ detail }: HTMLElementEventMap['care-toggle']) => edit({ editable: detail.checked }, '')}
      ></care-checkbox>
      ${
        field.rule === 'text' && field.length !== null
          ? html`<care-checkbox
              label="Shorten what is too long"
              hint="To ${field.length.toLocaleString('en-US')} characters, with an ellipsis"
              .checked=${mapped.shorten}
              @care-toggle=${({ detail }: HTMLElementEventMap['care-toggle']) => edit({ shorten: detail.checked }, '')}
            ></care-checkbox>`
          : nothing
      }
    </div>`;
}

const isDayOfTime = (
  { rule }: FieldRow['field'],
  source: MappedFieldInput['source'],
  careData: readonly CareDatumShape[],
): boolean =>
  rule === 'date' &&
  'data' in source &&
  careData.some(({ key, type }) => key === source.data && type === 'datetime');

function drawBy({ row: { field }, mapped, externalIds, edit }: DetailsInput) {
  const object = field.referenceTo[0];
  const found = externalIds?.status === 'ready' ? externalIds.value : [];
  const options = found.map(({ name, label }) => ({ value: name, label: `${label} (${name})` }));
  const known = mapped.by === null || found.some(({ name }) => name === mapped.by);
  return html`<div class="by">
    <care-field
      type="select"
      label="Find the ${object ?? 'record'} by"
      empty-option="Choose an external id"
      .options=${known ? options : [...options, { value: mapped.by ?? '', label: mapped.by ?? '' }]}
      .value=${mapped.by ?? ''}
      .hint=${hintOf(externalIds, object ?? 'The object')}
      @care-change=${(event: HTMLElementEventMap['care-change']) => edit({ by: event.detail.value || null }, '')}
    ></care-field>
  </div>`;
}

function hintOf(externalIds: Loaded<readonly ExternalId[]> | null, object: string): string {
  if (externalIds === null || externalIds.status === 'loading') return 'Reading what there is …';
  if (externalIds.status === 'failed') return `${externalIds.problem.fact} ${externalIds.problem.remedy}`;
  return externalIds.value.length === 0
    ? `${object} has no external id. A Salesforce admin can mark a field as one.`
    : 'The record whose external id holds the same as the Care data';
}
