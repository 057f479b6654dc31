import { html, nothing, type TemplateResult } from 'lit';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { newRecords } from '../store/target-words.ts';
import type { MappingParts } from './mapping-page.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/tooltip.ts';

/** Which mapping this is, and whether new records are of its record type. Nothing, where there is but one. */
export function drawTarget(
  { targetsStore, targets }: MappingParts,
  { object, label, recordType, recordTypes }: MappingEditor,
  version: number,
): TemplateResult | typeof nothing {
  if (recordTypes.length < 2) return nothing;
  const { load } = targetsStore.getState();
  const listed =
    load.status === 'ready' ? load.value.objects.find((each) => each.object === object) : undefined;
  // A mapping from before the object had record types is there still, and new records are of none.
  const target = listed?.recordTypes.find((each) => each.recordType === recordType.recordType);
  const refused = version === 0 ? 'Nothing is saved for this record type yet. Save its mapping first.' : '';
  return html`<div class="target">
    <h2>${label}, ${recordType.label}</h2>
    ${
      target?.forNew
        ? html`<care-badge tone="accent">Used for ${newRecords(object)}</care-badge>`
        : target &&
          html`<care-tooltip .text=${refused}
            ><care-button
              size="small"
              .refused=${refused}
              @click=${() => targets.useForNew(object, recordType.recordType, recordType.label)}
              >Use for ${newRecords(object)}</care-button
            ></care-tooltip
          >`
    }
  </div>`;
}
