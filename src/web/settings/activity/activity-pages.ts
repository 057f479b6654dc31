import type { SettingsPage } from '../page.ts';

/** Who changed what: in the whole account, and around one connected org. */
export const activityPages: readonly SettingsPage[] = [
  {
    path: '/settings/activity',
    title: 'Activity',
    place: 'activity',
    open: async (context) => (await import('./open-activity.ts')).openActivity(context),
  },
  {
    path: '/settings/integrations/salesforce/:connectionId/activity',
    title: 'Salesforce account, activity',
    place: 'salesforce',
    open: async (context) => (await import('./open-activity.ts')).openActivity(context),
  },
];
