import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst } from '../store/reason-against.ts';
import { createGroupsWork } from './groups-work.ts';
import { createGroupsStore } from './store/groups-store.ts';
import './views/groups-page.ts';

/** The groups of the account. */
export function openGroups({ api, store: settings, say }: SettingsContext): OpenPage {
  const store = createGroupsStore();
  const work = createGroupsWork({ api, store, say });
  const refused = reasonAgainst(settings.getState(), 'manage_users');
  if (!refused) void work.load();
  return {
    draw: () => html`<care-groups-page .store=${store} .work=${work} .refused=${refused}></care-groups-page>`,
  };
}
