import type { SettingsPage } from '../page.ts';

const BASE = '/settings/integrations/salesforce';

/** The connected orgs, each with its pages, and the way to connect one. */
export const salesforcePages: readonly SettingsPage[] = [
  {
    path: BASE,
    title: 'Salesforce',
    place: 'salesforce',
    open: async (context) => (await import('./open-accounts.ts')).openAccounts(context),
  },
  {
    path: `${BASE}/connect`,
    title: 'Connect Salesforce',
    place: 'salesforce',
    open: async (context) => (await import('./open-connect.ts')).openConnect(context),
  },
  {
    path: `${BASE}/connect/:attemptId`,
    title: 'Connect Salesforce',
    place: 'salesforce',
    open: async (context) => (await import('./open-attempt.ts')).openAttempt(context),
  },
  {
    path: `${BASE}/:connectionId`,
    title: 'Salesforce account',
    place: 'salesforce',
    open: async (context) => (await import('./open-account.ts')).openAccount(context),
  },
];
