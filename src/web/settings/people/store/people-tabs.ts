import type { PageTab } from '../../views/page-head.ts';

/** The two pages about people, the one shown marked. */
export const peopleTabs = (current: 'users' | 'groups'): readonly PageTab[] => [
  { label: 'Users', href: '/settings/users', current: current === 'users' },
  { label: 'Groups', href: '/settings/groups', current: current === 'groups' },
];
