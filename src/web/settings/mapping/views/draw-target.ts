import { html, nothing, type TemplateResult } from 'lit';
import type { MappingEditor } from '../../../../api/mappings.ts';
import type { DraftState } from '../store/draft-store.ts';
import { newRecords } from '../store/target-words.ts';
import type { MappingParts } from './mapping-page.ts';
import '../../../elements/age.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/tooltip.ts';

interface TargetInput {
  readonly parts: MappingParts;
  readonly editor: MappingEditor;
  readonly state: DraftState;
  readonly dirty: boolean;
  readonly save: () => void;
}

/** Which mapping this is: its version, and whether new records are of its record type. */
export function drawTarget({ parts, editor, state, dirty, save }: TargetInput): TemplateResult {
  const { saved } = state;
  const { label, recordType, recordTypes } = editor;
  return html`<div class="target">
    <h2>${recordTypes.length > 1 ? `${label}, ${recordType.label}` : label}</h2>
    <span class="faint">
      ${
        saved.version === 0
          ? 'Care’s own start. Nothing is saved yet.'
          : html`Version ${saved.version}, saved by ${saved.author?.name ?? 'somebody who has left'}${
              saved.savedAt ? html`, <care-age .at=${saved.savedAt}></care-age>` : nothing
            }`
      }
    </span>
    ${recordTypes.length > 1 ? drawForNew(parts, editor, saved.version) : nothing}
    ${
      saved.version === 0 && !dirty
        ? html`<care-button ?disabled=${state.busy} @click=${save}>Save it as version 1</care-button>`
        : nothing
    }
  </div>`;
}

function drawForNew(
  { targetsStore, targets }: MappingParts,
  { object, recordType }: MappingEditor,
  version: number,
) {
  const { load } = targetsStore.getState();
  const listed =
    load.status === 'ready' ? load.value.objects.find((each) => each.object === object) : undefined;
  const used = listed?.recordTypes.find((each) => each.recordType === recordType.recordType)?.forNew ?? false;
  if (used) return html`<care-badge tone="accent">Used for ${newRecords(object)}</care-badge>`;
  const refused = version === 0 ? 'Nothing is saved for this record type yet. Save its mapping first.' : '';
  return html`<care-tooltip .text=${refused}
    ><care-button
      size="small"
      .refused=${refused}
      @click=${() => targets.useForNew(object, recordType.recordType, recordType.label)}
      >Use for ${newRecords(object)}</care-button
    ></care-tooltip
  >`;
}
