import type { SettingsPage } from '../page.ts';

/** The people of the account, and their groups. */
export const peoplePages: readonly SettingsPage[] = [
  {
    path: '/settings/users',
    title: 'Users',
    place: 'people',
    open: async (context) => (await import('./open-users.ts')).openUsers(context),
  },
  {
    path: '/settings/groups',
    title: 'Groups',
    place: 'people',
    open: async (context) => (await import('./open-groups.ts')).openGroups(context),
  },
];
