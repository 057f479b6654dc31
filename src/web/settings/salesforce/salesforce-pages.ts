import { html } from 'lit';
import type { SettingsPage } from '../page.ts';

/** The connected orgs, each with its pages, and the way to connect one. */
export const salesforcePages: readonly SettingsPage[] = [
  {
    path: '/settings/integrations/salesforce',
    title: 'Salesforce',
    place: 'salesforce',
    async open({ api }) {
      const [{ createAccountsStore }, { createAccountsWork }] = await Promise.all([
        import('./store/accounts-store.ts'),
        import('./accounts-work.ts'),
        import('./views/accounts-page.ts'),
      ]);
      const store = createAccountsStore();
      const work = createAccountsWork({ api, store });
      void work.load();
      return {
        draw: () => html`<care-accounts-page .store=${store} .work=${work}></care-accounts-page>`,
      };
    },
  },
];
