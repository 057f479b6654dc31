import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst } from '../store/reason-against.ts';
import { createDraftWork } from './draft-work.ts';
import { openPanels } from './open-panels.ts';
import { createDraftStore } from './store/draft-store.ts';
import { mappingPath } from './store/mapping-path.ts';
import { createTargetsStore } from './store/targets-store.ts';
import { createTargetsWork, knownTargets } from './targets-work.ts';
import type { MappingParts } from './views/mapping-page.ts';
import './views/mapping-page.ts';

/** *Mapping with Care* of the org the address names, at the record type it names or at the first one. */
export function openMapping({ api, store: settings, params, go, say }: SettingsContext): OpenPage {
  const { connectionId = '', object = '', recordType = '' } = params;
  const targetsStore = createTargetsStore(knownTargets(connectionId));
  const targets = createTargetsWork({ api, store: targetsStore, connectionId, say });
  const store = createDraftStore();
  const panels = openPanels(api, { connectionId, object, recordType });
  const work = createDraftWork({
    api,
    store,
    connectionId,
    object,
    recordType,
    say,
    saved: () => {
      void targets.load();
      void panels.health.load();
    },
  });
  const refused = reasonAgainst(settings.getState(), 'edit_salesforce_field_mapping');
  const parts: MappingParts = {
    settings,
    connectionId,
    object,
    recordType,
    refused,
    mayNotPreview: reasonAgainst(settings.getState(), 'manage_cases'),
    targetsStore,
    targets,
    store,
    work,
    panels,
  };
  const toFirst = () => {
    const { load } = targetsStore.getState();
    const first = load.status === 'ready' ? load.value.objects[0] : undefined;
    const type = first?.recordTypes.find(({ forNew }) => forNew) ?? first?.recordTypes[0];
    if (first && type) go(mappingPath(connectionId, first.object, type.recordType), { replace: true });
  };
  let isOpen = true;
  if (!refused) {
    void panels.health.load();
    void targets.load().then(() => isOpen && object === '' && toFirst());
    if (object !== '') void work.load();
  }
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (work.isChanged()) event.preventDefault();
  };
  addEventListener('beforeunload', beforeUnload);
  return {
    draw: () => html`<care-mapping-page .parts=${parts}></care-mapping-page>`,
    holds: work.holds,
    end() {
      isOpen = false;
      panels.end();
      removeEventListener('beforeunload', beforeUnload);
    },
  };
}
