import type { SettingsPage } from '../page.ts';

/** *Automatic escalation* of one connected org. */
export const automaticPages: readonly SettingsPage[] = [
  {
    path: '/settings/integrations/salesforce/:connectionId/automatic',
    title: 'Automatic escalation',
    place: 'salesforce',
    open: async (context) => (await import('./open-automatic.ts')).openAutomatic(context),
  },
];
