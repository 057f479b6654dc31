import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { GroupShape, UserShape } from '../../../api/people.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { createSettingsStore, type SettingsStore } from '../store/settings-store.ts';
import { session } from '../testing/made-up.ts';
import { group, me, other, role } from '../testing/made-up-people.ts';
import { createGroupsWork } from './groups-work.ts';
import { findUsers } from './store/find-users.ts';
import { createGroupsStore } from './store/groups-store.ts';
import { createUsersStore, type UsersStore } from './store/users-store.ts';
import { createUsersWork, type UsersWork } from './users-work.ts';

const EXPIRES = '2026-11-27T09:00:00.000Z';
const LINK = 'http://care.test/sign-in#ticket';

let care: FakeCare;
let settings: SettingsStore;
let store: UsersStore;
let work: UsersWork;
let groups: GroupShape[];
let said: string[];

const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
const state = () => store.getState();
const shown = (id: string): UserShape | undefined => {
  const { load } = state();
  return load.status === 'ready' ? load.value.users.find((user) => user.id === id) : undefined;
};

beforeEach(async () => {
  care = startFakeCare();
  said = [];
  groups = [group()];
  care.use(
    http.get(`${ORIGIN}/v1/users`, () =>
      HttpResponse.json({ users: [me(), other()], invitationsBy: 'link' }),
    ),
    http.get(`${ORIGIN}/v1/roles`, () => HttpResponse.json({ roles: [role()] })),
    http.get(`${ORIGIN}/v1/groups`, () => HttpResponse.json({ groups })),
  );
  settings = createSettingsStore();
  settings.getState().set({ start: { status: 'signed_in', who: session() } });
  store = createUsersStore();
  work = createUsersWork({ api: api(), settings, store, say: (text) => said.push(text) });
  await work.load();
});

test('whoever is invited stands in the list, and their link is shown until it is put away', async () => {
  const user = me({ id: 'agent_3', name: 'Noor Haddad', state: 'invited' });
  care.use(
    http.post(`${ORIGIN}/v1/invitations`, () =>
      HttpResponse.json({ user, link: LINK, expiresAt: EXPIRES }, { status: 201 }),
    ),
  );
  const invitee = { name: 'Noor Haddad', email: 'noor@acme.example', roleId: 'role_1' };
  work.ask({ what: 'invite' });
  await work.invite(invitee);
  expect(care.requests('POST', '/invitations')[0]?.body).toEqual(invitee);
  expect(state().asking).toMatchObject({ what: 'link', invitation: { link: LINK } });
  expect(shown('agent_3')).toEqual(user);
  work.close();
  expect(JSON.stringify(state())).not.toContain(LINK);
});

test('an invitation that goes by e-mail shows nobody a link, and says where it went', async () => {
  const user = me({ id: 'agent_3', email: 'noor@acme.example', state: 'invited', invitationWaits: true });
  const sent = { user, link: null, expiresAt: null };
  care.use(
    http.post(`${ORIGIN}/v1/invitations`, () => HttpResponse.json(sent, { status: 201 })),
    http.post(`${ORIGIN}/v1/users/agent_3/invitation`, () => HttpResponse.json(sent, { status: 201 })),
  );
  work.ask({ what: 'invite' });
  await work.invite({ name: 'Noor Haddad', email: 'noor@acme.example', roleId: 'role_1' });
  expect(state().asking).toEqual({ what: 'nothing' });
  expect(shown('agent_3')).toEqual(user);
  await work.inviteAgain(user);
  expect(said).toEqual(Array(2).fill('An invitation is on its way to noor@acme.example'));
});

test('says who is in the account already, and keeps the form', async () => {
  care.use(http.post(`${ORIGIN}/v1/invitations`, () => problem(409, 'USER_EXISTS')));
  work.ask({ what: 'invite' });
  await work.invite({ name: 'Jonas Lind', email: 'jonas.lind@acme.example', roleId: 'role_1' });
  expect(state()).toMatchObject({
    asking: { what: 'invite' },
    problem: { code: 'USER_EXISTS' },
    busy: false,
  });
});

test('another’s role changes at once', async () => {
  const changed = other({ role: { id: 'role_5', name: 'Reader' } });
  care.use(http.put(`${ORIGIN}/v1/users/${changed.id}`, () => HttpResponse.json({ user: changed })));
  await work.chooseRole(other(), role({ id: 'role_5', name: 'Reader' }));
  expect(care.requests('PUT', changed.id)[0]?.body).toEqual({ roleId: 'role_5' });
  expect(shown(changed.id)?.role.name).toBe('Reader');
  expect(said).toEqual(['Jonas Lind has the role Reader']);
});

test('one’s own role changes after a question, and what one may do is asked anew', async () => {
  const changed = me({ role: { id: 'role_1', name: 'Agent' } });
  care.use(
    http.put(`${ORIGIN}/v1/users/${changed.id}`, () => HttpResponse.json({ user: changed })),
    http.get(`${ORIGIN}/v1/session`, () => HttpResponse.json(session({ permissions: [] }))),
  );
  await work.chooseRole(me(), role());
  expect(state().asking).toMatchObject({ what: 'role' });
  expect(care.requests('PUT', changed.id)).toEqual([]);
  await work.changeRole(me(), role());
  expect(state().asking).toEqual({ what: 'nothing' });
  expect(settings.getState().start).toMatchObject({ who: { permissions: [] } });
});

test('the last Admin stays, and the question says why', async () => {
  care.use(http.put(`${ORIGIN}/v1/users/${me().id}`, () => problem(409, 'LAST_ADMIN')));
  work.ask({ what: 'active', user: me(), active: false });
  await work.setActive(me(), false);
  expect(state()).toMatchObject({ asking: { what: 'active' }, problem: { code: 'LAST_ADMIN' } });
  expect(shown(me().id)?.state).toBe('active');
});

test('people are found by name, e-mail, role or group, by each of the words', () => {
  const all = [me(), other({ groups: [{ id: 'group_1', name: 'Returns' }] })];
  expect(findUsers(all, ' jonas RETURNS').map(({ name }) => name)).toEqual(['Jonas Lind']);
  expect(findUsers(all, 'acme').length).toBe(2);
  expect(findUsers(all, 'admin returns')).toEqual([]);
});

test('groups are added, changed and deleted', async () => {
  const store = createGroupsStore();
  const work = createGroupsWork({ api: api(), store, say: (text) => said.push(text) });
  care.use(
    http.post(`${ORIGIN}/v1/groups`, () => problem(409, 'GROUP_NAME_TAKEN')),
    http.put(`${ORIGIN}/v1/groups/group_1`, () => {
      groups = [group({ name: 'Refunds' })];
      return HttpResponse.json({ group: groups[0] });
    }),
    http.delete(`${ORIGIN}/v1/groups/group_1`, () => {
      groups = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  work.ask({ what: 'edit', group: null });
  await work.save(null, { name: 'Returns', memberIds: [] });
  expect(store.getState()).toMatchObject({ asking: { what: 'edit' }, problem: { code: 'GROUP_NAME_TAKEN' } });
  await work.save(group(), { name: 'Refunds', memberIds: [] });
  expect(store.getState()).toMatchObject({
    asking: { what: 'nothing' },
    load: { value: { groups: [{ name: 'Refunds' }] } },
  });
  await work.remove(group({ name: 'Refunds' }));
  expect(store.getState()).toMatchObject({ load: { value: { groups: [] } } });
  expect(said).toEqual(['Group Refunds saved', 'Group Refunds deleted']);
});
