import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { createAccountsWork } from './accounts-work.ts';
import { createAccountsStore } from './store/accounts-store.ts';
import './views/accounts-page.ts';

/** The list of connected orgs. */
export function openAccounts({ api, store: settings, say }: SettingsContext): OpenPage {
  const store = createAccountsStore();
  const work = createAccountsWork({ api, store, say });
  if (settings.getState().salesforce?.state === 'enabled') void work.load();
  return {
    draw: () =>
      html`<care-accounts-page .settings=${settings} .store=${store} .work=${work}></care-accounts-page>`,
  };
}
