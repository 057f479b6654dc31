import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
  type Tokens,
} from '../test-client.ts';

let org: SimulatedOrg;
beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());
beforeEach(async () => {
  await org.core.control.revokeGrants();
  org.core.control.clearFaults();
});

const refresh = (token: string) =>
  requestToken(org.url, { grant_type: 'refresh_token', refresh_token: token });
const tokensOf = async (reply: Response) => (await reply.json()) as Tokens;
const isAlive = async (token: string) => (await apiFor(org.url, token)('GET', '/limits')).status === 200;

async function exchange(code: string | null, extra: Record<string, string>) {
  const reply = await requestToken(org.url, {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: TEST_APP.callbackUrl,
    ...extra,
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, string> };
}

test('the web server flow with PKCE ends in tokens whose signature holds', async () => {
  const tokens = await connect(org.url, ADMIN);
  expect(Object.keys(tokens)).not.toContain('expires_in');
  expect(tokens.issued_at).toMatch(/^\d{13}$/);
  expect(tokens.instance_url).toBe(org.url);
  expect(tokens.id).toBe(`${org.url}/id/${org.orgId}/${org.core.users.byUsername(ADMIN)?.id}`);
  const signature = createHmac('sha256', TEST_APP.clientSecret)
    .update(tokens.id + tokens.issued_at)
    .digest('base64');
  expect(tokens.signature).toBe(signature);
  expect(await isAlive(tokens.access_token)).toBe(true);
});

test('an authorization without a challenge is sent back before anybody signs in', async () => {
  const url = new URL(authorizeUrl(org.url, newVerifier()));
  url.searchParams.delete('code_challenge');
  const reply = await fetch(url, { redirect: 'manual' });
  const location = new URL(reply.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(TEST_APP.callbackUrl);
  expect(Object.fromEntries(location.searchParams)).toEqual({
    error: 'invalid_request',
    error_description: 'missing required code challenge',
    state: 'st',
  });
});

test.each([
  ['another address to return to', { redirect_uri: 'http://127.0.0.1:9/elsewhere' }, 'redirect_uri_mismatch'],
  ['an unknown client', { client_id: 'nobody' }, 'invalid_client_id'],
])('%s is refused on a page of the org, without a redirect', async (_name, extra, code) => {
  const reply = await fetch(authorizeUrl(org.url, newVerifier(), extra), { redirect: 'manual' });
  expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
  expect(await reply.text()).toContain(code);
});

test('who presses Deny is sent back with access_denied', async () => {
  const cookie = await signIn(org.url, AGENT);
  const page = await (await fetch(authorizeUrl(org.url, newVerifier()), { headers: { cookie } })).text();
  const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const reply = await fetch(`${org.url}/services/oauth2/approve`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ id, decision: 'deny' }).toString(),
  });
  expect(new URL(reply.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
});

test('an approval belongs to the session it was shown to', async () => {
  const page = await (
    await fetch(authorizeUrl(org.url, newVerifier()), { headers: { cookie: await signIn(org.url, AGENT) } })
  ).text();
  const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const reply = await fetch(`${org.url}/services/oauth2/approve`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: await signIn(org.url, ADMIN), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ id, decision: 'allow' }).toString(),
  });
  expect([reply.status, reply.headers.get('location')]).toEqual([400, null]);
});

test('a code works once, for its own verifier', async () => {
  const verifier = newVerifier();
  const code = (await authorize(org.url, AGENT, verifier)).searchParams.get('code');
  expect((await exchange(code, { code_verifier: verifier })).status).toBe(200);
  expect((await exchange(code, { code_verifier: verifier })).body).toMatchObject({ error: 'invalid_grant' });
  const other = (await authorize(org.url, AGENT, verifier)).searchParams.get('code');
  expect((await exchange(other, { code_verifier: newVerifier() })).body).toMatchObject({
    error: 'invalid_request',
  });
  const third = (await authorize(org.url, AGENT, verifier)).searchParams.get('code');
  expect((await exchange(third, {})).body).toMatchObject({ error: 'invalid_grant' });
});

test('each refresh rotates the token, and a spent one that comes back ends the grant', async () => {
  const first = await connect(org.url, ADMIN);
  const second = await tokensOf(await refresh(first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await isAlive(second.access_token)).toBe(true);
  const reuse = await refresh(first.refresh_token);
  expect([reuse.status, await reuse.json()]).toEqual([
    400,
    { error: 'invalid_grant', error_description: 'expired access/refresh token' },
  ]);
  expect((await refresh(second.refresh_token)).status).toBe(400);
  expect(await isAlive(second.access_token)).toBe(false);
});

test('the sixth grant of a user ends the oldest', async () => {
  const grants: Tokens[] = [];
  for (let i = 0; i < 6; i++) grants.push(await connect(org.url, AGENT));
  const alive = await Promise.all(grants.map(({ access_token }) => isAlive(access_token)));
  expect(alive).toEqual([false, true, true, true, true, true]);
});

test('a wrong client secret gets nothing', async () => {
  const reply = await requestToken(org.url, {
    grant_type: 'refresh_token',
    refresh_token: 'x',
    client_secret: 'wrong',
  });
  expect([reply.status, await reply.json()]).toEqual([
    400,
    { error: 'invalid_client', error_description: 'invalid client credentials' },
  ]);
});

test('userinfo and the identity URL name the user; a bad token is a 403 in text', async () => {
  const { access_token, id } = await connect(org.url, ADMIN);
  const authorization = `Bearer ${access_token}`;
  const info = (await (
    await fetch(`${org.url}/services/oauth2/userinfo`, { headers: { authorization } })
  ).json()) as Record<string, unknown>;
  expect(info).toMatchObject({ organization_id: org.orgId, preferred_username: ADMIN, sub: id });
  const identity = (await (await fetch(id, { headers: { authorization } })).json()) as Record<
    string,
    unknown
  >;
  expect(identity).toMatchObject({ username: ADMIN, organization_id: org.orgId });
  const bad = await fetch(`${org.url}/services/oauth2/userinfo`, { headers: { authorization: 'Bearer no' } });
  expect([bad.status, await bad.text()]).toEqual([403, 'Bad_OAuth_Token']);
});

test('revoking a refresh token takes its access token along, and introspection says so', async () => {
  const tokens = await connect(org.url, ADMIN);
  const post = (path: string, fields: Record<string, string>) =>
    fetch(org.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: TEST_APP.clientId,
        client_secret: TEST_APP.clientSecret,
        ...fields,
      }).toString(),
    });
  const introspect = async () =>
    (await (await post('/services/oauth2/introspect', { token: tokens.access_token })).json()) as object;
  expect(await introspect()).toMatchObject({ active: true, username: ADMIN, client_id: TEST_APP.clientId });
  expect((await post('/services/oauth2/revoke', { token: tokens.refresh_token })).status).toBe(200);
  expect(await introspect()).toEqual({ active: false });
});

test('a user who is switched off can neither sign in nor refresh', async () => {
  const { refresh_token, access_token } = await connect(org.url, AGENT);
  org.core.setUserActive(AGENT, false);
  expect(await (await refresh(refresh_token)).json()).toMatchObject({ error: 'inactive_user' });
  expect(await isAlive(access_token)).toBe(false);
  expect(await signIn(org.url, AGENT)).toBe('');
  org.core.setUserActive(AGENT, true);
  expect(await signIn(org.url, AGENT)).not.toBe('');
});

test('a fault can refuse a refresh in OAuth words, and leave the token alone', async () => {
  const { refresh_token } = await connect(org.url, ADMIN);
  org.core.control.addFault({ operation: 'token', code: 'invalid_grant: ip restricted' });
  expect(await (await refresh(refresh_token)).json()).toEqual({
    error: 'invalid_grant',
    error_description: 'ip restricted',
  });
  expect((await refresh(refresh_token)).status).toBe(200);
});

test('an answer lost after the rotation leaves the client with a spent token', async () => {
  const { refresh_token } = await connect(org.url, ADMIN);
  org.core.control.addFault({ operation: 'token', drop: 'after' });
  await expect(refresh(refresh_token)).rejects.toThrow();
  expect((await refresh(refresh_token)).status).toBe(400);
});

test('signing in never leads to another site', async () => {
  const reply = await fetch(`${org.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username: ADMIN, pw: 'simulated-1', startURL: '//evil.example' }).toString(),
  });
  expect(reply.headers.get('location')).toBe('/');
});
