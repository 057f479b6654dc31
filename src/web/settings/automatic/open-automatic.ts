import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst, reasonWithoutCare } from '../store/reason-against.ts';
import { createAutomaticWork } from './automatic-work.ts';
import { createAutomaticStore } from './store/automatic-store.ts';
import './views/automatic-page.ts';

/** The rules of the org the address names. */
export function openAutomatic({ api, store: settings, params, say }: SettingsContext): OpenPage {
  const store = createAutomaticStore();
  const connectionId = params.connectionId ?? '';
  const work = createAutomaticWork({ api, store, connectionId, say });
  const refused =
    reasonWithoutCare(settings.getState(), 'cases to escalate') ||
    reasonAgainst(settings.getState(), 'edit_salesforce_field_mapping');
  if (!refused) void work.load();
  void work.loadAround();
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (work.isChanged()) event.preventDefault();
  };
  addEventListener('beforeunload', beforeUnload);
  return {
    draw: () =>
      html`<care-automatic-page .settings=${settings} .store=${store} .work=${work} .refused=${refused}></care-automatic-page>`,
    holds: work.holds,
    end() {
      work.end();
      removeEventListener('beforeunload', beforeUnload);
    },
  };
}
