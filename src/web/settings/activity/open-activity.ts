import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainstAll } from '../store/reason-against.ts';
import { createActivityWork } from './activity-work.ts';
import { createActivityStore } from './store/activity-store.ts';
import './views/activity-page.ts';

/** The activity of the account, or of the connection the address names. */
export function openActivity({ api, store: settings, params }: SettingsContext): OpenPage {
  const store = createActivityStore();
  const connectionId = params.connectionId ?? null;
  const work = createActivityWork({ api, store, connectionId });
  const refused = reasonAgainstAll(settings.getState(), ['view_salesforce_accounts', 'manage_users']);
  if (!refused) {
    void work.load();
    void work.loadAround();
  }
  return {
    draw: () =>
      html`<care-activity-page
        .settings=${settings}
        .store=${store}
        .work=${work}
        .refused=${refused}
        ?whole-account=${connectionId === null}
      ></care-activity-page>`,
  };
}
