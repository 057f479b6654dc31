import { html, type TemplateResult } from 'lit';
import type { MappingEditor } from '../../../../api/mappings.ts';
import type { DraftState } from '../store/draft-store.ts';
import type { MappingParts } from './mapping-page.ts';
import './drift-banner.ts';
import './mapping-file.ts';
import './mapping-preview.ts';
import './mapping-suggestions.ts';
import './mapping-versions.ts';
import './required-permissions.ts';
import '../store/mapping-events.ts';

/** What every panel is given: where it is, and the draft as it stands. */
interface PanelInput {
  readonly parts: MappingParts;
  readonly editor: MappingEditor;
  readonly state: DraftState;
  readonly dirty: boolean;
}

/** Beside the table: a real case, and the record the draft would make of it. */
export const drawPreview = ({ parts, editor, state }: PanelInput): TemplateResult =>
  html`<care-mapping-preview
    .store=${parts.panels.previewStore}
    .work=${parts.panels.preview}
    .schema=${editor.schema}
    .fields=${state.fields}
    .refused=${parts.mayNotPreview}
  ></care-mapping-preview>`;

/** Over the page: what would fit, to be taken one by one or all at once. */
export const drawSuggestions = ({ parts, editor, state }: PanelInput): TemplateResult =>
  html`<care-mapping-suggestions
    .store=${parts.panels.suggestionsStore}
    .work=${parts.panels.suggestions}
    .schema=${editor.schema}
    .fields=${state.fields}
    .open=${state.asking === 'suggestions'}
    @care-close=${() => parts.work.ask('nothing')}
  ></care-mapping-suggestions>`;

/** Above everything: what the org has changed under its mappings. */
export const drawHealth = ({ panels, connectionId }: MappingParts): TemplateResult =>
  html`<care-drift-banner .store=${panels.healthStore} .work=${panels.health} connection-id=${connectionId}></care-drift-banner>`;

/** Over the page: what a token must be allowed, and the same as a permission set. */
export const drawPermissions = ({ parts, state }: Pick<PanelInput, 'parts' | 'state'>): TemplateResult =>
  html`<care-required-permissions
    .store=${parts.panels.permissionsStore}
    .work=${parts.panels.permissions}
    .open=${state.asking === 'permissions'}
    @care-close=${() => parts.work.ask('nothing')}
  ></care-required-permissions>`;

/** Over the page: the versions, what differs, and the way back to one. */
export const drawVersions = ({ parts, state, dirty }: Omit<PanelInput, 'editor'>): TemplateResult =>
  html`<care-mapping-versions
    .store=${parts.panels.versionsStore}
    .work=${parts.panels.versions}
    .dirty=${dirty}
    .open=${state.asking === 'versions'}
    @care-close=${() => parts.work.ask('nothing')}
  ></care-mapping-versions>`;

/** Over the page: all mappings of the org as a file, and those of another org's file. */
export const drawFile = ({ parts, state, dirty }: Omit<PanelInput, 'editor'>): TemplateResult =>
  html`<care-mapping-file
    .store=${parts.panels.fileStore}
    .work=${parts.panels.file}
    .place=${parts.panels.place}
    .dirty=${dirty}
    .open=${state.asking === 'file'}
    @care-close=${() => parts.work.ask('nothing')}
  ></care-mapping-file>`;
