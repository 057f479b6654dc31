import type { GroupShape, UserShape } from '../../../api/people.ts';
import type { RoleShape } from '../../../api/roles.ts';
import { ME, OTHER } from '../../clients/testing/fake-care.ts';

/** People, roles and groups, made up; each takes what a test is about. */

export const role = (change: Partial<RoleShape> = {}): RoleShape => ({
  id: 'role_1',
  name: 'Agent',
  builtIn: true,
  permissions: ['manage_cases'],
  contactsAndCases: 'none',
  users: 1,
  ...change,
});

export const me = (change: Partial<UserShape> = {}): UserShape => ({
  ...ME,
  email: 'ines.okafor@acme.example',
  role: { id: 'role_0', name: 'Admin' },
  active: true,
  state: 'active',
  invitationWaits: false,
  groups: [],
  lastSeenAt: '2026-11-20T09:00:00.000Z',
  ...change,
});

export const other = (change: Partial<UserShape> = {}): UserShape =>
  me({ ...OTHER, email: 'jonas.lind@acme.example', role: { id: 'role_1', name: 'Agent' }, ...change });

export const group = (change: Partial<GroupShape> = {}): GroupShape => ({
  id: 'group_1',
  name: 'Returns',
  members: [OTHER],
  ...change,
});
