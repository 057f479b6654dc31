import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import {
  ADMIN,
  AGENT,
  apiFor,
  authorize,
  authorizeUrl,
  connect,
  newVerifier,
  requestToken,
  signIn,
  startTestOrg,
  TEST_APP,
} from '../test-client.ts';

const DAY = 24 * 3600_000;
const EXPIRED = { error: 'invalid_grant', error_description: 'expired access/refresh token' };

let org: SimulatedOrg;
beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());
afterEach(async () => {
  const { setup, control } = org.core;
  await setup.moveClock(0);
  await setup.changeOrganization({ isLocked: false });
  await setup.changeUser(AGENT, { isActive: true, isFrozen: false });
  await setup.changeApp({
    presence: 'installed',
    isBlocked: false,
    permittedUsers: 'AllSelfAuthorized',
    refreshTokenPolicy: 'infinite',
    idleDays: 30,
    refreshIps: [],
  });
  await control.revokeGrants();
});

async function refresh(token: string) {
  const reply = await requestToken(org.url, { grant_type: 'refresh_token', refresh_token: token });
  return { status: reply.status, body: (await reply.json()) as Record<string, string> };
}
const refusal = async (token: string) => {
  const { status, body } = await refresh(token);
  return status === 400 ? body : { status };
};
const api = async (token: string) => {
  const { status, body } = await apiFor(org.url, token)('GET', '/limits');
  return status === 200 ? 200 : body[0].errorCode;
};
const parametersOf = (url: URL) => Object.fromEntries(url.searchParams);
const daysLater = (days: number) => org.core.setup.moveClock(Math.round(days * DAY));

test.each([
  ['deactivated', { isActive: false }],
  ['frozen', { isFrozen: true }],
])(
  'a %s user can neither sign in, nor refresh, nor call, until an admin takes it back',
  async (_, change) => {
    const { refresh_token, access_token } = await connect(org.url, AGENT);
    await org.core.setup.changeUser(AGENT, change);
    expect(await refusal(refresh_token)).toEqual({
      error: 'inactive_user',
      error_description: 'user is inactive',
    });
    expect(await api(access_token)).toBe('INVALID_SESSION_ID');
    expect(await signIn(org.url, AGENT)).toBe('');
    await org.core.setup.changeUser(AGENT, { isActive: true, isFrozen: false });
    expect((await refresh(refresh_token)).status).toBe(200);
  },
);

test('a session of the pages ends when its user is frozen', async () => {
  const cookie = await signIn(org.url, AGENT);
  const asks = () => fetch(authorizeUrl(org.url, newVerifier()), { redirect: 'manual', headers: { cookie } });
  expect((await asks()).status).toBe(200);
  await org.core.setup.changeUser(AGENT, { isFrozen: true });
  expect((await asks()).headers.get('location')).toMatch(/^\/login\?/);
});

test('the login page tells a frozen user no more than anybody else', async () => {
  await org.core.setup.changeUser(AGENT, { isFrozen: true });
  const reply = await fetch(`${org.url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username: AGENT, pw: 'simulated-1' }).toString(),
  });
  expect(await reply.text()).toContain('contact your Salesforce administrator');
});

test('a locked org lets nobody in, and keeps the tokens for when it is unlocked', async () => {
  const { refresh_token, access_token } = await connect(org.url, ADMIN);
  await org.core.setup.changeOrganization({ isLocked: true });
  expect(await refusal(refresh_token)).toMatchObject({ error: 'inactive_org' });
  expect(await api(access_token)).toBe('INVALID_SESSION_ID');
  expect(await signIn(org.url, ADMIN)).toBe('');
  await org.core.setup.changeOrganization({ isLocked: false });
  expect((await refresh(refresh_token)).status).toBe(200);
});

test('a refresh from an address outside the allowed ranges is refused, and the token is kept', async () => {
  const { refresh_token } = await connect(org.url, ADMIN);
  await org.core.setup.changeApp({ refreshIps: ['203.0.113.0/24'] });
  expect(await refusal(refresh_token)).toEqual({
    error: 'invalid_grant',
    error_description: 'ip restricted',
  });
  await org.core.setup.changeApp({ refreshIps: ['203.0.113.0/24', '127.0.0.1', '::1'] });
  expect((await refresh(refresh_token)).status).toBe(200);
});

test('blocking the app ends its sessions and refuses new ones until it is unblocked', async () => {
  const { refresh_token, access_token } = await connect(org.url, ADMIN);
  await org.core.setup.changeApp({ isBlocked: true });
  const blocked = { error: 'OAUTH_APP_BLOCKED', error_description: 'this app is blocked by admin' };
  expect(await api(access_token)).toBe('INVALID_SESSION_ID');
  expect(await refusal(refresh_token)).toEqual(blocked);
  const back = await authorize(org.url, ADMIN, newVerifier());
  expect(back.href.startsWith(TEST_APP.callbackUrl)).toBe(true);
  expect(parametersOf(back)).toEqual({ ...blocked, state: 'st' });
  await org.core.setup.changeApp({ isBlocked: false });
  expect(await api(access_token)).toBe('INVALID_SESSION_ID');
  expect((await refresh(refresh_token)).status).toBe(200);
});

async function asksWithoutInstall(username: string) {
  const cookie = await signIn(org.url, username);
  return fetch(authorizeUrl(org.url, newVerifier()), { redirect: 'manual', headers: { cookie } });
}

test('an app that is not installed ends on a page of the org, and the callback never hears of it', async () => {
  await org.core.setup.changeApp({ presence: 'uninstalled' });
  const location = new URL((await asksWithoutInstall(AGENT)).headers.get('location') ?? '', org.url);
  expect(location.origin + location.pathname).toBe(`${org.url}/setup/secur/RemoteAccessErrorPage.apexp`);
  expect(parametersOf(location)).toEqual({
    error: 'invalid_client',
    error_description: 'app must be installed into org',
  });
  const page = await (await fetch(location)).text();
  expect(page).toContain('OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred');
  expect(page).not.toContain(TEST_APP.callbackUrl);
});

test('who may approve uninstalled apps is asked, and who authorized before goes on', async () => {
  const { refresh_token } = await connect(org.url, AGENT);
  await org.core.setup.changeApp({ presence: 'uninstalled' });
  expect(await (await asksWithoutInstall(ADMIN)).text()).toContain('Allow access?');
  expect((await refresh(refresh_token)).status).toBe(200);
});

test('an app whose package is not in the org is refused at the callback', async () => {
  await org.core.setup.changeApp({ presence: 'absent' });
  expect(parametersOf(await authorize(org.url, ADMIN, newVerifier()))).toMatchObject({
    error: 'OAUTH_EC_APP_NOT_FOUND',
    state: 'st',
  });
});

test('with users approved by the admin, a permission set decides and nobody is asked', async () => {
  await org.core.setup.changeApp({
    permittedUsers: 'AdminApprovedPreAuthorized',
    approvedPermissionSets: ['Care_Admin'],
  });
  expect(parametersOf(await authorize(org.url, AGENT, newVerifier()))).toMatchObject({
    error: 'OAUTH_APP_ACCESS_DENIED',
    error_description: 'user is not admin approved to access this app',
  });
  const straight = await asksWithoutInstall(ADMIN);
  expect(straight.headers.get('location')).toMatch(/\?code=/);
});

test.each([
  ['redirect_uri=http://127.0.0.1:9/other', 'redirect_uri_mismatch', 'redirect_uri must match configuration'],
  ['client_id=nobody', 'invalid_client_id', 'client identifier invalid'],
])('a request with %s is answered with the two values, on the spot', async (changed, error, description) => {
  const [name = '', value = ''] = changed.split('=');
  const reply = await fetch(authorizeUrl(org.url, newVerifier(), { [name]: value }), { redirect: 'manual' });
  expect(await reply.text()).toContain(
    `error=${error}&amp;error_description=${encodeURIComponent(description)}`,
  );
});

test('thirty days without use end a refresh token, and each use begins them anew', async () => {
  const first = await connect(org.url, ADMIN);
  await daysLater(29);
  const second = (await refresh(first.refresh_token)).body;
  await daysLater(58);
  const third = (await refresh(second.refresh_token ?? '')).body;
  expect(org.core.setup.grants()).toMatchObject([{ username: ADMIN }]);
  await daysLater(88);
  expect(await refusal(third.refresh_token ?? '')).toEqual(EXPIRED);
  expect(org.core.setup.grants()).toEqual([]);
});

test.each([
  ['zero', 0, 0],
  ['specific_lifetime:2:DAYS', 1, 2],
  ['specific_inactivity:12:HOURS', 0.4, 0.91],
])('the policy %s ends a refresh token by itself', async (refreshTokenPolicy, before, after) => {
  await org.core.setup.changeApp({ refreshTokenPolicy });
  let { refresh_token } = await connect(org.url, ADMIN);
  await daysLater(before);
  if (refreshTokenPolicy !== 'zero') refresh_token = (await refresh(refresh_token)).body.refresh_token ?? '';
  await daysLater(after);
  expect(await refusal(refresh_token)).toEqual({
    error: 'invalid_grant',
    error_description: 'token validity expired',
  });
});

test('an access token ends with its session, two hours on', async () => {
  const { access_token } = await connect(org.url, ADMIN);
  await daysLater(1.9 / 24);
  expect(await api(access_token)).toBe(200);
  await daysLater(2.1 / 24);
  expect(await api(access_token)).toBe('INVALID_SESSION_ID');
});

test('every answer is dated by the org’s clock, and records are too', async () => {
  const { access_token } = await connect(org.url, ADMIN);
  const skew = 10 * 60_000;
  await org.core.setup.moveClock(skew);
  const call = apiFor(org.url, access_token);
  const { headers, body } = await call('POST', '/sobjects/Case', { Subject: 'Later' });
  expect(Date.parse(headers.get('date') ?? '')).toBeGreaterThan(Date.now() + skew - 5000);
  const { CreatedDate } = (await call('GET', `/sobjects/Case/${body.id}`)).body;
  expect(Date.parse(CreatedDate)).toBeGreaterThan(Date.now() + skew - 5000);
});

test('one grant, one user’s or all of the app’s can be revoked', async () => {
  const agent = await connect(org.url, AGENT);
  const admin = await connect(org.url, ADMIN);
  const other = await connect(org.url, ADMIN);
  const [first] = org.core.setup.grants(ADMIN);
  await org.core.setup.endGrant(first?.id ?? '');
  expect(await refusal(admin.refresh_token)).toEqual(EXPIRED);
  await org.core.control.revokeGrants(AGENT);
  expect(await refusal(agent.refresh_token)).toEqual(EXPIRED);
  expect(await api(agent.access_token)).toBe('INVALID_SESSION_ID');
  expect((await refresh(other.refresh_token)).status).toBe(200);
  await org.core.control.revokeGrants();
  expect(org.core.setup.grants()).toEqual([]);
});
