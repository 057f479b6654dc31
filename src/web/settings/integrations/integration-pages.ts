import type { SettingsPage } from '../page.ts';

/** What Care can be connected with. */
export const integrationPages: readonly SettingsPage[] = [
  {
    path: '/settings/integrations',
    title: 'Integrations & API',
    place: 'integrations',
    open: async (context) => (await import('./open-integrations.ts')).openIntegrations(context),
  },
];
