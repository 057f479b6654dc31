import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GroupShape, UserShape } from '../../api/people.ts';
import type { RoleShape } from '../../api/roles.ts';
import { startSession } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';
import { SESSION_COOKIE } from './actor.ts';
import { HEARTBEAT_MS } from './live.ts';

let database: TestDatabase;
let service: RunningService;
let base: string;
let account: SeededAccount;
let roles: Record<string, RoleShape>;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, {}, { every: { heartbeat: 500 } });
  base = `http://127.0.0.1:${service.address.port}`;
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});
beforeEach(async () => {
  const { services, vault } = service.parts;
  account = await seedAccount(services.db, vault);
  const { body } = await as('ines', 'GET', '/v1/roles');
  roles = Object.fromEntries((body as { roles: RoleShape[] }).roles.map((role) => [role.name, role]));
});

type Who = keyof SeededAccount['agents'];
interface Answer {
  status: number;
  body: unknown;
}

const sessionOf = async (agentId: string): Promise<string> => {
  const { token } = await startSession(service.parts.signIn, account.accountId, agentId);
  return `${SESSION_COOKIE}=${token}`;
};
const call = async (cookie: string, method: string, path: string, body?: unknown): Promise<Answer> => {
  const response = await fetch(base + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
};
const as = async (who: Who, method: string, path: string, body?: unknown): Promise<Answer> =>
  call(await sessionOf(account.agents[who]), method, path, body);
const change = (who: Who, of: Who, body: unknown) => as(who, 'PUT', `/v1/users/${account.agents[of]}`, body);
const addRole = async (permissions: string[], contactsAndCases = 'none'): Promise<RoleShape> => {
  const name = `Role ${randomUUID()}`;
  const { body } = await as('ines', 'POST', '/v1/roles', { name, permissions, contactsAndCases });
  return (body as { role: RoleShape }).role;
};

it('lists the roles every account has, with what they allow and how many have them', () => {
  expect(Object.keys(roles)).toEqual(['Admin', 'Supervisor', 'Agent']);
  expect(roles.Admin).toMatchObject({ builtIn: true, users: 1, contactsAndCases: 'modify' });
  expect(roles.Agent).toMatchObject({
    users: 2,
    permissions: ['manage_cases', 'delete_cases', 'access_care_reporting', 'view_salesforce_accounts'],
  });
});

it('gives those who have a changed role what it says from the next request on', async () => {
  const role = await addRole(['view_salesforce_accounts']);
  await change('ines', 'jonas', { roleId: role.id });
  const cookie = await sessionOf(account.agents.jonas);
  expect((await call(cookie, 'GET', '/v1/cases')).status).toBe(403);

  const wider = { name: role.name, permissions: ['manage_cases'], contactsAndCases: 'none' };
  expect((await as('ines', 'PUT', `/v1/roles/${role.id}`, wider)).status).toBe(200);
  expect((await call(cookie, 'GET', '/v1/cases')).status).toBe(200);
});

it('says which permission a role lacks, and who can change that', async () => {
  const { status, body } = await as('jonas', 'GET', '/v1/users');
  expect(status).toBe(403);
  expect(body).toMatchObject({
    code: 'PERMISSION_MISSING',
    detail: 'It takes *Manage users*, and your role, Agent, is without it.',
    remedy: 'Ines Okafor (Admin) can change what you may do.',
  });
});

it('refuses to change or delete built-in roles, names that are taken, and to delete a role somebody has', async () => {
  const role = await addRole(['manage_cases']);
  const same = { name: role.name.toUpperCase(), permissions: [], contactsAndCases: 'none' };
  expect(await as('ines', 'POST', '/v1/roles', same)).toMatchObject({ body: { code: 'ROLE_NAME_TAKEN' } });
  for (const [method, body] of [
    ['PUT', same],
    ['DELETE', undefined],
  ] as const) {
    const answer = await as('ines', method, `/v1/roles/${roles.Agent!.id}`, body);
    expect(answer.body).toMatchObject({ code: 'ROLE_BUILT_IN' });
  }
  await change('ines', 'jonas', { roleId: role.id });
  expect((await as('ines', 'DELETE', `/v1/roles/${role.id}`)).body).toMatchObject({
    code: 'ROLE_IN_USE',
    detail: 'Jonas Lind has it.',
  });
  await change('ines', 'jonas', { roleId: roles.Agent!.id });
  expect((await as('ines', 'DELETE', `/v1/roles/${role.id}`)).status).toBe(204);
});

it('lets nobody give or take what they do not have themselves', async () => {
  const role = await addRole(['manage_users', 'manage_roles', 'manage_cases']);
  await change('ines', 'jonas', { roleId: role.id });
  const refused = [
    await change('jonas', 'jonas', { roleId: roles.Admin!.id }),
    await change('jonas', 'ines', { active: false }),
    await as('jonas', 'POST', '/v1/invitations', {
      email: 'x@acme.example',
      name: 'X',
      roleId: roles.Admin!.id,
    }),
    await as('jonas', 'PUT', `/v1/roles/${role.id}`, { ...role, permissions: ['delete_cases'] }),
    await as('jonas', 'POST', '/v1/roles', { name: 'More', permissions: [], contactsAndCases: 'read' }),
  ];
  expect(refused.map(({ body }) => (body as { code: string }).code)).toEqual(
    refused.map(() => 'ROLE_EXCEEDS_YOURS'),
  );
  expect((await as('jonas', 'POST', '/v1/roles', { ...role, name: 'As much' })).status).toBe(201);
});

it.each([
  ['demoted', () => ({ roleId: roles.Agent!.id })],
  ['deactivated', () => ({ active: false })],
])('keeps the last Admin from being %s', async (_how, body) => {
  expect(await change('ines', 'ines', body())).toMatchObject({ status: 409, body: { code: 'LAST_ADMIN' } });
  await change('ines', 'jonas', { roleId: roles.Admin!.id });
  expect((await change('ines', 'ines', body())).status).toBe(200);
});

it('leaves one Admin of two who demote each other at the same moment', async () => {
  await change('ines', 'jonas', { roleId: roles.Admin!.id });
  const answers = await Promise.all([
    change('ines', 'jonas', { roleId: roles.Agent!.id }),
    change('jonas', 'ines', { roleId: roles.Agent!.id }),
  ]);
  // The one who comes second is no Admin any more, or would be the last one.
  expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
});

it('ends what a deactivated person has open at once, and keeps it ended when they come back', async () => {
  const cookie = await sessionOf(account.agents.jonas);
  expect((await call(cookie, 'GET', '/v1/session')).status).toBe(200);

  expect((await change('ines', 'jonas', { active: false })).body).toMatchObject({
    user: { state: 'deactivated', active: false },
  });
  expect((await call(cookie, 'GET', '/v1/session')).status).toBe(401);
  await change('ines', 'jonas', { active: true });
  expect((await call(cookie, 'GET', '/v1/session')).status).toBe(401);
  expect((await as('jonas', 'GET', '/v1/session')).status).toBe(200);
});

it('ends the open streams of who was deactivated and of whose role lost the cases, within a minute', async () => {
  expect(HEARTBEAT_MS).toBeLessThan(60_000);
  const open = async (who: Who) =>
    fetch(`${base}/v1/live`, { headers: { cookie: await sessionOf(account.agents[who]) } });
  const streams = [await open('jonas'), await open('priya')];
  await change('ines', 'jonas', { active: false });
  await change('ines', 'priya', { roleId: (await addRole([])).id });
  for (const text of await Promise.all(streams.map((stream) => stream.text()))) {
    expect(text).toContain('event: end');
  }
});

it('invites somebody by a link that works once, and a newer link ends the one before', async () => {
  const input = { email: 'New@Acme.example', name: 'Nia Roy', roleId: roles.Agent!.id };
  const { status, body } = await as('ines', 'POST', '/v1/invitations', input);
  const first = body as { user: UserShape; link: string };
  expect(status).toBe(201);
  expect(first.user).toMatchObject({ state: 'invited', active: false, email: 'new@acme.example' });
  expect((await as('ines', 'POST', '/v1/invitations', input)).body).toMatchObject({ code: 'USER_EXISTS' });

  const again = await as('ines', 'POST', `/v1/users/${first.user.id}/invitation`);
  const ticketOf = (link: string) => new URL(link).hash.slice(1);
  const accept = (link: string) => call('', 'POST', '/v1/session', { ticket: ticketOf(link) });
  expect((await accept(first.link)).status).toBe(401);
  const { link } = again.body as { link: string };
  expect(await accept(link)).toMatchObject({ status: 201, body: { agent: { name: 'Nia Roy' } } });
  expect((await accept(link)).status).toBe(401);
  expect((await as('ines', 'POST', `/v1/users/${first.user.id}/invitation`)).body).toMatchObject({
    code: 'USER_NOT_INVITED',
  });
});

it('lets no invitation open after its person was deactivated', async () => {
  const input = { email: 'x@acme.example', name: 'X', roleId: roles.Agent!.id };
  const { body } = await as('ines', 'POST', '/v1/invitations', input);
  const { user, link } = body as { user: UserShape; link: string };
  await as('ines', 'PUT', `/v1/users/${user.id}`, { active: false });
  expect((await call('', 'POST', '/v1/session', { ticket: new URL(link).hash.slice(1) })).status).toBe(401);
});

it('keeps groups of people, seen from both sides', async () => {
  const { jonas, priya } = account.agents;
  const made = await as('ines', 'POST', '/v1/groups', { name: 'Berlin', memberIds: [jonas, jonas] });
  const { group } = made.body as { group: GroupShape };
  expect(group).toMatchObject({ name: 'Berlin', members: [{ name: 'Jonas Lind' }] });

  expect((await change('ines', 'priya', { groupIds: [group.id] })).body).toMatchObject({
    user: { groups: [{ name: 'Berlin' }] },
  });
  const renamed = await as('ines', 'PUT', `/v1/groups/${group.id}`, { name: 'Paris', memberIds: [priya] });
  expect(renamed.body).toMatchObject({ group: { name: 'Paris', members: [{ id: priya }] } });
  expect((await as('ines', 'POST', '/v1/groups', { name: 'paris', memberIds: [] })).body).toMatchObject({
    code: 'GROUP_NAME_TAKEN',
  });
  expect((await as('ines', 'DELETE', `/v1/groups/${group.id}`)).status).toBe(204);
  expect((await as('ines', 'GET', '/v1/groups')).body).toEqual({ groups: [] });
});

it('writes down who changed which role and which person', async () => {
  const role = await addRole(['manage_cases']);
  await change('ines', 'jonas', { roleId: role.id });
  const { body } = await as('ines', 'GET', '/v1/audit');
  expect((body as { entries: { fact: string }[] }).entries.map(({ fact }) => fact)).toEqual([
    `Ines Okafor changed Jonas Lind: role ${role.name}`,
    `Ines Okafor added the role ${role.name}`,
  ]);
});

it('says when somebody was seen last', async () => {
  await as('jonas', 'GET', '/v1/session');
  const { body } = await as('ines', 'GET', '/v1/users');
  const { users } = body as { users: UserShape[] };
  const seen = (name: string) => users.find((user) => user.name === name)!.lastSeenAt;
  expect(Math.abs(Date.now() - Date.parse(seen('Jonas Lind')!))).toBeLessThan(300_000);
  expect(seen('Priya Raman')).toBeNull();
});
