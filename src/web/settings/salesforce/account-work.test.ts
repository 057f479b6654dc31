import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ME, ORIGIN, OTHER, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID, connectedUser, connection } from '../testing/made-up.ts';
import { type AccountWork, createAccountWork } from './account-work.ts';
import { createAutomationWork } from './automation-work.ts';
import { createDoctorWork } from './doctor-work.ts';
import { createIdentityWork } from './identity-work.ts';
import { loadLately } from './load-lately.ts';
import { type AccountStore, createAccountStore } from './store/account-store.ts';
import { createAutomationStore } from './store/automation-store.ts';
import { type Check, createDoctorStore, findingsOf } from './store/doctor-store.ts';
import { createIdentityStore, type IdentityLink } from './store/identity-store.ts';
import { createLatelyStore } from './store/lately-store.ts';

const base = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`;

let care: FakeCare;
let store: AccountStore;
let work: AccountWork;
let shown: ReturnType<typeof connection>;
let went: string[];
let said: string[];

const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
const state = () => store.getState();

beforeEach(() => {
  care = startFakeCare();
  [went, said] = [[], []];
  shown = connection();
  care.use(http.get(base, () => HttpResponse.json({ connection: shown, suggestedUsers: [] })));
  store = createAccountStore();
  work = createAccountWork({
    api: api(),
    store,
    connectionId: CONNECTION_ID,
    go: (path) => went.push(path),
    say: (text) => said.push(text),
  });
});
afterEach(() => {
  work.end();
});

test('disconnecting oneself leaves the dialog open, where one is suggested now', async () => {
  care.use(
    http.delete(`${base}/users/user_1`, () => {
      shown = connection({ users: [] });
      return HttpResponse.json({ revoked: true });
    }),
  );
  work.showUser('user_1');
  await work.disconnectUser(connectedUser());
  expect(state()).toMatchObject({
    asking: { what: 'user', gone: 'Ines Okafor' },
    busy: false,
    problem: null,
  });
  expect(state().load).toMatchObject({ status: 'ready', value: { connection: { users: [] } } });
  expect(said).toEqual(['Ines Okafor is disconnected']);
});

test('says why somebody was not disconnected, and that nobody was', async () => {
  care.use(http.delete(`${base}/users/user_2`, () => problem(403, 'PERMISSION_MISSING')));
  work.showUser('user_2');
  await work.disconnectUser(connectedUser({ id: 'user_2', agent: OTHER }));
  expect(state()).toMatchObject({
    asking: { what: 'user', gone: null },
    problem: { code: 'PERMISSION_MISSING' },
  });
  expect(said).toEqual([]);
  work.close();
  expect(state()).toMatchObject({ asking: { what: 'nothing' }, problem: null });
});

test('another holds the default token', async () => {
  care.use(http.put(`${base}/default-user`, () => HttpResponse.json({ connection: shown })));
  await work.makeDefault(connectedUser({ id: 'user_2', agent: OTHER }));
  expect(care.requests('PUT', '/default-user')[0]?.body).toEqual({ userId: 'user_2' });
  expect(said).toEqual([`${OTHER.name} holds the default token`]);
});

test('rehearses, and says why when it cannot', async () => {
  const lines = [{ code: 'STANDS_IN', fact: 'Jonas Lind stands in.', who: OTHER }];
  care.use(http.post(`${base}/rehearsal`, () => HttpResponse.json({ lines }), { once: true }));
  await work.rehearse();
  expect(state().asking).toEqual({ what: 'rehearsal', lines: { status: 'ready', value: lines } });
  care.use(http.post(`${base}/rehearsal`, () => problem(404, 'NOT_FOUND')));
  await work.rehearse();
  expect(state().asking).toMatchObject({ lines: { status: 'failed', problem: { code: 'NOT_FOUND' } } });
});

test('status sync changes when it has been confirmed, not before', async () => {
  care.use(
    http.put(`${base}/status-sync`, () => {
      shown = connection({ statusSync: 'bidirectional' });
      return HttpResponse.json({ connection: shown });
    }),
  );
  work.chooseStatusSync('bidirectional');
  expect(care.requests('PUT', '/status-sync')).toEqual([]);
  await work.setStatusSync('bidirectional');
  expect(state()).toMatchObject({
    asking: { what: 'nothing' },
    load: { value: { connection: { statusSync: 'bidirectional' } } },
  });
});

test('what a new contact is made as is saved as it is chosen', async () => {
  care.use(
    http.put(`${base}/new-contacts`, () => {
      shown = connection({ newContacts: { as: 'Contact' } });
      return HttpResponse.json({ connection: shown });
    }),
  );
  await work.setNewContacts('Contact');
  expect(care.requests('PUT', '/new-contacts')[0]?.body).toEqual({ as: 'Contact' });
  expect(state()).toMatchObject({ load: { value: { connection: { newContacts: { as: 'Contact' } } } } });
});

test('the sync is paused when that has been confirmed, and resumed at once', async () => {
  care.use(
    http.put(`${base}/sync-pause`, async ({ request }) => {
      const { paused } = (await request.json()) as { paused: boolean };
      shown = connection({ paused: paused ? { at: shown.createdAt, by: ME, fact: 'All waits.' } : null });
      return HttpResponse.json({ connection: shown });
    }),
  );
  work.askToPause();
  expect(care.requests('PUT', '/sync-pause')).toEqual([]);
  await work.setPaused(true);
  expect(state()).toMatchObject({
    asking: { what: 'nothing' },
    load: { value: { connection: { paused: { by: ME } } } },
  });
  await work.setPaused(false);
  expect(state().load).toMatchObject({ value: { connection: { paused: null } } });
  expect(said).toEqual(['The sync is paused', 'The sync goes on: what has waited is sent in order']);
});

test('says why the sync was not paused', async () => {
  care.use(http.put(`${base}/sync-pause`, () => problem(403, 'PERMISSION_MISSING')));
  work.askToPause();
  await work.setPaused(true);
  expect(state()).toMatchObject({ asking: { what: 'pause' }, problem: { code: 'PERMISSION_MISSING' } });
});

test('says of Automated sync that it waits, once it is chosen', async () => {
  care.use(
    http.put(`${base}/status-sync`, () => {
      shown = connection({ statusSync: 'automated' });
      return HttpResponse.json({ connection: shown });
    }),
  );
  work.chooseStatusSync('automated');
  await work.setStatusSync('automated');
  expect(care.requests('PUT', '/status-sync')[0]?.body).toEqual({ mode: 'automated' });
  expect(state().load).toMatchObject({ value: { connection: { statusSync: 'automated' } } });
  expect(said).toEqual(['Automated sync is chosen, and waits for its setup']);
});

test.each([
  [2, 0, 'Disconnected. Salesforce has revoked 2 tokens.'],
  [0, 1, 'Disconnected here. Salesforce could not be told about 1 token'],
])('disconnecting the org tells what became of %i and %i tokens', async (revoked, notRevoked, words) => {
  care.use(http.delete(base, () => HttpResponse.json({ revoked, notRevoked })));
  work.askToDisconnect();
  await work.disconnect();
  expect(said[0]).toContain(words);
  expect(went).toEqual(['/settings/integrations/salesforce']);
});

const check = (change: Partial<Check>): Check => ({
  code: 'package',
  state: 'ok',
  title: 'Package',
  fact: null,
  remedy: null,
  mend: null,
  setup: null,
  ...change,
});

test('the doctor is absent where there is none, and counts what needs somebody', async () => {
  const doctorStore = createDoctorStore();
  const doctor = createDoctorWork({ api: api(), store: doctorStore, connectionId: CONNECTION_ID });
  care.use(http.get(`${base}/checks`, () => problem(404, 'NOT_FOUND'), { once: true }));
  await doctor.load();
  expect(doctorStore.getState().load).toEqual({ status: 'absent' });
  expect(findingsOf(doctorStore.getState())).toBeNull();
  care.use(
    http.get(`${base}/checks`, () => HttpResponse.json({ checkedAt: null, checks: [] }), { once: true }),
  );
  await doctor.load();
  expect(findingsOf(doctorStore.getState())).toBeNull();

  const checks = [
    check({}),
    check({ code: 'fields', state: 'trouble' }),
    check({ code: 'clocks', state: 'unknown' }),
  ];
  care.use(
    http.post(`${base}/checks`, () => HttpResponse.json({ checkedAt: '2026-11-20T09:00:00.000Z', checks })),
  );
  await doctor.checkAgain();
  expect(findingsOf(doctorStore.getState())).toBe(1);

  care.use(http.post(`${base}/checks/fields/mend`, () => HttpResponse.json({ checks: [check({})] })));
  doctor.unfold('fields');
  await doctor.mend('fields');
  expect(doctorStore.getState()).toMatchObject({ mending: null, unfolded: null, problem: null });
  expect(findingsOf(doctorStore.getState())).toBe(0);
});

test('names who acts for flows, and takes it back', async () => {
  const automationStore = createAutomationStore();
  const automation = createAutomationWork({
    api: api(),
    store: automationStore,
    connectionId: CONNECTION_ID,
    say: (text) => said.push(text),
    changed: () => work.load(),
  });
  const now = () => {
    const { load } = state();
    return load.status === 'ready' ? (load.value.connection.automationAgent ?? null) : null;
  };
  care.use(
    http.get(`${ORIGIN}/v1/agents`, () => HttpResponse.json({ agents: [ME, OTHER] })),
    http.put(`${base}/automation-agent`, async ({ request }) => {
      const { agentId } = (await request.json()) as { agentId: string | null };
      shown = connection({ automationAgent: agentId === OTHER.id ? OTHER : null });
      return HttpResponse.json({ connection: shown });
    }),
  );
  await automation.load();
  expect(automationStore.getState().load).toEqual({ status: 'ready', value: [ME, OTHER] });
  await automation.choose(OTHER, now());
  expect(now()).toEqual(OTHER);
  expect(automationStore.getState().before).toBeNull();
  await automation.undo(now());
  expect(now()).toBeNull();
  expect(automationStore.getState().before).toBeUndefined();
  expect(said).toEqual([`${OTHER.name} acts for flows`, 'Nobody acts for flows']);

  care.use(http.put(`${base}/automation-agent`, () => problem(422, 'AGENT_UNKNOWN')));
  await automation.choose(OTHER, now());
  expect(automationStore.getState()).toMatchObject({ before: undefined, problem: { code: 'AGENT_UNKNOWN' } });
  expect(now()).toBeNull();
});

test('links whom an e-mail suggests, and takes a link away', async () => {
  const identityStore = createIdentityStore();
  const links: IdentityLink[] = [];
  const identity = createIdentityWork({
    api: api(),
    store: identityStore,
    connectionId: CONNECTION_ID,
    say: (text) => said.push(text),
  });
  const user = { salesforceUserId: '005000000000009AAA', username: 'jonas@acme.example', name: 'Jonas Lind' };
  const link: IdentityLink = {
    ...user,
    agent: OTHER,
    madeBy: 'supervisor',
    madeAt: '2026-11-20T09:00:00.000Z',
  };
  care.use(
    http.get(`${base}/identity-links`, () => HttpResponse.json({ links, suggested: [] })),
    http.put(`${base}/identity-links/:id`, () => {
      links.push(link);
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete(`${base}/identity-links/:id`, () => problem(404, 'NOT_FOUND')),
  );
  await identity.link({ ...user, email: user.username, agent: OTHER });
  expect(identityStore.getState().load).toMatchObject({ value: { links: [link] } });
  identity.askToRemove(link);
  await identity.remove(link);
  expect(identityStore.getState()).toMatchObject({ removing: link, problem: { code: 'NOT_FOUND' } });
});

test('what happened lately is shown to whoever may know it', async () => {
  const lately = createLatelyStore();
  care.use(http.get(`${ORIGIN}/v1/audit`, () => problem(403, 'PERMISSION_MISSING'), { once: true }));
  await loadLately(api(), lately, CONNECTION_ID);
  expect(lately.getState().entries).toBeNull();
  const entry = {
    id: '1',
    at: '2026-11-20T09:00:00.000Z',
    kind: 'org.connected',
    actor: { kind: 'agent', ...ME },
    connection: null,
    fact: 'Ines Okafor connected Acme.',
  };
  care.use(http.get(`${ORIGIN}/v1/audit`, () => HttpResponse.json({ entries: [entry], next: null })));
  await loadLately(api(), lately, CONNECTION_ID);
  expect(lately.getState().entries).toEqual([entry]);
});
