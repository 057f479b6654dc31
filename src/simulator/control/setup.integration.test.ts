import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, connect, startTestOrg } from '../test-client.ts';

let org: SimulatedOrg;
beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

async function control(method: string, path: string, body?: unknown) {
  const reply = await fetch(`${org.url}/__simulator${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
}

test('users, the app, the org and its clock are changed over HTTP', async () => {
  const user = await control('PATCH', `/users/${AGENT}`, { isFrozen: true });
  expect(user.body).toMatchObject({ username: AGENT, isActive: true, isFrozen: true, grants: 0 });
  await control('PATCH', `/users/${AGENT}`, { isFrozen: false });
  const app = await control('PATCH', '/app', { isBlocked: true, refreshIps: ['10.0.0.0/8'] });
  expect(app.body).toMatchObject({ presence: 'installed', isBlocked: true, refreshIps: ['10.0.0.0/8'] });
  await control('PATCH', '/app', { isBlocked: false, refreshIps: [] });
  const locked = await control('PATCH', '/org', { isLocked: true, trialExpirationDate: '2027-01-31' });
  expect(locked.body).toMatchObject({ orgId: org.orgId, isLocked: true, isSandbox: false });
  expect((await control('GET', '/org')).body.trialExpirationDate).toBe('2027-01-31T00:00:00.000Z');
  await control('PATCH', '/org', { isLocked: false, trialExpirationDate: null });
  const clock = await control('PATCH', '/clock', { offsetMs: 86_400_000 });
  expect(Date.parse(clock.body.now)).toBeGreaterThan(Date.now() + 86_000_000);
  expect((await control('PATCH', '/clock', { offsetMs: 0 })).body.offsetMs).toBe(0);
});

test('grants are listed and ended over HTTP: one, one user’s, all', async () => {
  await connect(org.url, ADMIN);
  await connect(org.url, ADMIN);
  await connect(org.url, AGENT);
  const { body } = await control('GET', `/grants?username=${ADMIN}`);
  expect(body).toHaveLength(2);
  const [{ usedAt, expiresAt }] = body;
  expect(Date.parse(expiresAt) - Date.parse(usedAt)).toBe(30 * 86_400_000);
  expect((await control('DELETE', `/grants/${body[0].id}`)).status).toBe(204);
  expect((await control('GET', '/users')).body).toContainEqual(
    expect.objectContaining({ username: ADMIN, grants: 1 }),
  );
  expect((await control('DELETE', `/grants?username=${ADMIN}`)).status).toBe(204);
  expect((await control('GET', '/grants')).body).toMatchObject([{ username: AGENT }]);
  await control('DELETE', '/grants');
  expect((await control('GET', '/grants')).body).toEqual([]);
});

test.each([
  ['/app', { presence: 'gone' }, 'installed, uninstalled, absent'],
  ['/app', { refreshTokenPolicy: 'specific_lifetime:2:YEARS' }, 'specific_inactivity:30:DAYS'],
  ['/app', { refreshIps: ['somewhere'] }, '203.0.113.0/24'],
  ['/app', { blocked: true }, 'found blocked'],
  ['/app', {}, 'found nothing'],
  [`/users/nobody@acme.example`, { isActive: false }, ADMIN],
  ['/org', { isLocked: 'yes' }, 'true or false'],
  ['/clock', { offsetMs: 'tomorrow' }, 'milliseconds'],
])('PATCH %s with %j is refused and says what may be', async (path, change, words) => {
  const { status, body } = await control('PATCH', path, change);
  expect([status, body[0].errorCode]).toEqual([400, 'BAD_CONTROL_REQUEST']);
  expect(body[0].message).toContain(words);
});

test('what was decided outlives a restart of the org', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'org-setup-'));
  const first = await startTestOrg({ dataDir });
  await first.core.setup.changeApp({ presence: 'uninstalled' });
  await first.core.setup.changeUser(AGENT, { isFrozen: true });
  await first.core.setup.changeOrganization({ isLocked: true });
  await first.core.setup.moveClock(5000);
  await first.stop();
  const second = await startTestOrg({ dataDir });
  const { setup } = second.core;
  expect(setup.app().presence).toBe('uninstalled');
  expect(setup.users()).toContainEqual(expect.objectContaining({ username: AGENT, isFrozen: true }));
  expect([setup.organization().isLocked, setup.clockOffsetMs()]).toEqual([true, 5000]);
  await second.stop();
  rmSync(dataDir, { recursive: true });
});
