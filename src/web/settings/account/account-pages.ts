import type { SettingsPage } from '../page.ts';

/** Who is signed in. */
export const accountPages: readonly SettingsPage[] = [
  {
    path: '/settings/account',
    title: 'My account',
    place: 'account',
    open: async (context) => (await import('./open-my-account.ts')).openMyAccount(context),
  },
];
