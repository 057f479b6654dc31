import type { SettingsPage } from '../page.ts';

const BASE = '/settings/roles';

/** The roles of the account, and the editor of one. */
export const rolePages: readonly SettingsPage[] = [
  {
    path: BASE,
    title: 'Roles & permissions',
    place: 'roles',
    open: async (context) => (await import('./open-roles.ts')).openRoles(context),
  },
  {
    path: `${BASE}/new`,
    title: 'Add account role',
    place: 'roles',
    open: async (context) => (await import('./open-role.ts')).openRole(context),
  },
  {
    path: `${BASE}/:roleId`,
    title: 'Role',
    place: 'roles',
    open: async (context) => (await import('./open-role.ts')).openRole(context),
  },
];
