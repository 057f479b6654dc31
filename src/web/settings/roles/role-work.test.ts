import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { RoleShape } from '../../../api/roles.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { role } from '../testing/made-up-people.ts';
import { createRoleWork, type RoleWork } from './role-work.ts';
import { createRolesWork } from './roles-work.ts';
import { withCareAccess, withPermission } from './store/role-draft.ts';
import { createRoleStore, type RoleStore } from './store/role-store.ts';
import { createRolesStore } from './store/roles-store.ts';

let care: FakeCare;
let store: RoleStore;
let roles: RoleShape[];
let went: string[];
let said: string[];

const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
const draft = () => store.getState().draft;
const workOn = (roleId: string | null): RoleWork =>
  createRoleWork({
    api: api(),
    store,
    roleId,
    go: (path) => went.push(path),
    say: (text) => said.push(text),
  });

beforeEach(() => {
  care = startFakeCare();
  [went, said] = [[], []];
  roles = [role({ id: 'role_2', name: 'Reader', users: 0, builtIn: false })];
  care.use(http.get(`${ORIGIN}/v1/roles`, () => HttpResponse.json({ roles })));
  store = createRoleStore();
});

test('lists the roles, and says why when it cannot', async () => {
  const list = createRolesStore();
  await createRolesWork({ api: api(), store: list }).load();
  expect(list.getState().load).toEqual({ status: 'ready', value: roles });
  care.use(http.get(`${ORIGIN}/v1/roles`, () => problem(403, 'PERMISSION_MISSING')));
  await createRolesWork({ api: api(), store: list }).load();
  expect(list.getState().load).toMatchObject({ status: 'failed', problem: { code: 'PERMISSION_MISSING' } });
});

test('saves what was changed, and goes back to the list', async () => {
  care.use(http.put(`${ORIGIN}/v1/roles/role_2`, () => HttpResponse.json({ role: roles[0] })));
  const work = workOn('role_2');
  await work.load();
  expect(work.isChanged()).toBe(false);
  work.edit({
    ...withPermission(draft(), 'manage_users', true),
    name: ' Reader EU ',
    contactsAndCases: 'read',
  });
  expect(work.isChanged()).toBe(true);
  await work.save();
  expect(care.requests('PUT', '/roles/role_2')[0]?.body).toEqual({
    name: 'Reader EU',
    permissions: ['manage_cases', 'manage_users'],
    contactsAndCases: 'read',
  });
  expect(work.isChanged()).toBe(false);
  expect(went).toEqual(['/settings/roles']);
  expect(said).toEqual(['Role Reader EU saved']);
});

test('a name that is taken is said, and what was written stays', async () => {
  care.use(http.post(`${ORIGIN}/v1/roles`, () => problem(409, 'ROLE_NAME_TAKEN')));
  const work = workOn(null);
  await work.load();
  work.edit({ ...draft(), name: 'Agent' });
  await work.save();
  expect(store.getState()).toMatchObject({
    busy: false,
    problem: { code: 'ROLE_NAME_TAKEN' },
    draft: { name: 'Agent' },
  });
  expect(went).toEqual([]);
});

test('leaving asks while there is something to lose, and only then', async () => {
  const work = workOn('role_2');
  await work.load();
  let left = 0;
  expect(work.holds(() => left++)).toBe(false);
  work.edit({ ...draft(), name: 'Other' });
  expect(work.holds(() => left++)).toBe(true);
  expect(store.getState().asking).toBe('leave');
  expect(left).toBe(0);
  work.leave();
  expect(left).toBe(1);
  work.edit({ ...draft(), name: 'Reader' });
  expect(work.holds(() => left++)).toBe(false);
});

test('a role somebody has is not deleted, and who stands in the way is said', async () => {
  care.use(
    http.delete(`${ORIGIN}/v1/roles/role_2`, () => problem(409, 'ROLE_IN_USE', 'Jonas Lind has this role.')),
  );
  const work = workOn('role_2');
  await work.load();
  work.askToDelete();
  await work.remove();
  expect(store.getState()).toMatchObject({
    asking: 'delete',
    problem: { code: 'ROLE_IN_USE', fact: 'Jonas Lind has this role.' },
  });
  work.close();
  care.use(http.delete(`${ORIGIN}/v1/roles/role_2`, () => new HttpResponse(null, { status: 204 })));
  await work.remove();
  expect(said).toEqual(['Role Reader deleted']);
  expect(went).toEqual(['/settings/roles']);
});

test('a role that is gone is said to be', async () => {
  await workOn('role_9').load();
  expect(store.getState().load).toMatchObject({ status: 'failed', problem: { code: 'NOT_FOUND' } });
});

test('a choice of Care access changes the permissions of Care alone', async () => {
  await workOn(null).load();
  const changed = withCareAccess(withPermission(draft(), 'manage_roles', true), 'none');
  expect([...changed.permissions]).toEqual(['manage_roles']);
});
