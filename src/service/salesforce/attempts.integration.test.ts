import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { noteCopiedOrg } from '../storage/copied-org.ts';
import {
  ADMIN,
  JONAS,
  openSalesforceStage,
  type Person,
  PRIYA,
  PUBLIC_URL,
  type SalesforceStage,
} from './testing/salesforce-stage.ts';
import { walkSignIn } from './testing/walk-sign-in.ts';

let stage: SalesforceStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage({ sandbox: true });
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.org.core.setup.changeApp({ presence: 'installed', isBlocked: false });
});

const attempts = () => stage.replicas[0]!.integration.attempts;
const start = (person: Person = stage.supervisor, more = {}) =>
  attempts().start(person.actor, person.sessionHash, {
    environment: 'production',
    loginUrl: null,
    connectionId: null,
    ...more,
  });
const view = (id: string, person: Person = stage.supervisor) =>
  attempts().get(person.actor, person.sessionHash, id);
const confirm = (id: string, person: Person = stage.supervisor) =>
  attempts().confirm(person.actor, person.sessionHash, id);

/** Signs in at Salesforce as somebody and comes back in the same browser. */
async function goAndReturn(username: string, person: Person = stage.supervisor, more = {}) {
  const { attemptId, authorizeUrl, browserSecret } = await start(person, more);
  const callback = await walkSignIn(authorizeUrl, username);
  await attempts().comeBack(callback, () => browserSecret);
  return { attemptId, callback, browserSecret };
}

async function asOwner<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: stage.adminUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const grantsOf = (username: string) => stage.org.core.setup.grants(username).length;
const connectedUsernames = async () =>
  (await asOwner<{ username: string }>('select username from connected_user order by created_at')).map(
    ({ username }) => username,
  );
const ageBy = (id: string, age: string) =>
  asOwner(`update oauth_attempt set created_at = created_at - interval '${age}',
    expires_at = expires_at - interval '${age}', used_at = used_at - interval '${age}' where id = '${id}'`);

/** As the daemon would, now. */
async function sweep(): Promise<void> {
  const watch = attempts().watch();
  await watch.stop();
}

it('shows the org and the user that were found, and saves neither before they are confirmed', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'confirm',
    environment: 'production',
    forConnection: { id: connectionId, orgName: stage.org.core.orgName },
    beganHere: true,
    found: {
      orgId: stage.org.orgId,
      orgName: stage.org.core.orgName,
      environment: 'production',
      username: JONAS,
      displayName: 'Jonas Lind',
      email: JONAS,
      emailMatches: false,
      alreadyConnected: true,
      copyOf: null,
      otherSalesforceUser: false,
      heldBy: null,
    },
    problem: null,
    connectionId: null,
  });
  expect(await connectedUsernames()).toEqual([ADMIN]);

  expect(await confirm(attemptId, stage.agent)).toBe(connectionId);
  expect(await connectedUsernames()).toEqual([ADMIN, JONAS]);
  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'done', connectionId });
});

it('answers a second confirmation as the first, and stores nothing twice', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  const [first, second] = await Promise.all([
    confirm(attemptId, stage.agent),
    confirm(attemptId, stage.agent),
  ]);

  expect([first, second]).toEqual([connectionId, connectionId]);
  expect(grantsOf(JONAS)).toBe(1);
});

it('keeps what was granted sealed in the attempt, and nowhere once it is confirmed', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  const sealed = async () =>
    (
      await asOwner<{ sealed_grant: Buffer | null }>(
        `select sealed_grant from oauth_attempt where id = '${attemptId}'`,
      )
    )[0]!.sealed_grant;
  const before = await sealed();
  const context = { kind: 'attempt_grant' as const, accountId: stage.accountId, attemptId };
  const { refreshToken, accessToken } = JSON.parse(stage.vault.open(before!, context));

  for (const token of [refreshToken, accessToken]) {
    expect(before!.includes(token)).toBe(false);
    expect(stage.logged()).not.toContain(token);
  }
  expect(() => stage.vault.open(before!, { ...context, attemptId: 'attempt_other' })).toThrow();
  await confirm(attemptId, stage.agent);
  expect(await sealed()).toBeNull();
});

it('says so when the person pressed Deny', async () => {
  const { attemptId, authorizeUrl, browserSecret } = await start();
  const callback = await walkSignIn(authorizeUrl, 'tom.weber@acme.example', 'deny');
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId)).toMatchObject({ state: 'refused', problem: { code: 'OAUTH_DENIED' } });
});

it('gives back what was granted when it is cancelled', async () => {
  const before = grantsOf(PRIYA);
  const { attemptId } = await goAndReturn(PRIYA, stage.agent, { connectionId });
  expect(grantsOf(PRIYA)).toBe(before + 1);
  await attempts().cancel(stage.agent.actor, attemptId);

  expect(grantsOf(PRIYA)).toBe(before);
  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'cancelled' });
  await expect(confirm(attemptId, stage.agent)).rejects.toMatchObject({ code: 'ATTEMPT_NOT_OPEN' });
  await attempts().cancel(stage.agent.actor, attemptId);
});

it('gives back what comes in after it was cancelled', async () => {
  const { attemptId, authorizeUrl, browserSecret } = await start(stage.agent, { connectionId });
  const callback = await walkSignIn(authorizeUrl, PRIYA);
  await attempts().cancel(stage.agent.actor, attemptId);
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'cancelled', found: null });
  expect(grantsOf(PRIYA)).toBe(0);
});

it('cannot cancel what was confirmed', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  await confirm(attemptId, stage.agent);

  await expect(attempts().cancel(stage.agent.actor, attemptId)).rejects.toMatchObject({
    code: 'ATTEMPT_NOT_OPEN',
  });
  expect(grantsOf(JONAS)).toBe(1);
});

it('expires unconfirmed after ten minutes, and gives the grant back', async () => {
  const { attemptId } = await goAndReturn(PRIYA, stage.agent, { connectionId });
  await ageBy(attemptId, '11 minutes');

  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'expired' });
  await expect(confirm(attemptId, stage.agent)).rejects.toMatchObject({ code: 'ATTEMPT_NOT_OPEN' });
  expect(grantsOf(PRIYA)).toBe(1);
  await sweep();
  expect(grantsOf(PRIYA)).toBe(0);
});

it('tries again to give back what Salesforce did not take back', async () => {
  const { attemptId } = await goAndReturn(PRIYA, stage.agent, { connectionId });
  stage.org.core.control.addFault({ operation: 'revoke', code: 'temporarily_unavailable: later' });
  await attempts().cancel(stage.agent.actor, attemptId);
  expect(grantsOf(PRIYA)).toBe(1);

  await asOwner('update oauth_attempt set give_back_after = now() where give_back_after is not null');
  await sweep();
  expect(grantsOf(PRIYA)).toBe(0);
});

it('waits for Salesforce, and after a minute says what its pages may have shown, to the letter', async () => {
  const { attemptId, authorizeUrl } = await start(stage.agent, { connectionId });
  await stage.org.core.setup.changeApp({ presence: 'uninstalled' });
  const stranded = await walkSignIn(authorizeUrl, 'tom.weber@acme.example').catch(String);
  const elsewhere = async (name: string) => {
    const address = new URL(authorizeUrl);
    address.searchParams.set(name, 'https://another.example/');
    return (await fetch(address)).text();
  };
  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'waiting', mayHaveShown: [] });

  await ageBy(attemptId, '61 seconds');
  const { state, mayHaveShown } = await view(attemptId, stage.agent);
  expect(state).toBe('waiting');
  for (const [page, helps] of [
    [stranded, 'installs the external client app'],
    [await elsewhere('redirect_uri'), `${PUBLIC_URL}/v1/salesforce/callback`],
    [await elsewhere('client_id'), 'half an hour'],
  ] as const) {
    const shown = mayHaveShown.filter(({ words }) => String(page).replaceAll('&amp;', '&').includes(words));
    expect(shown.map(({ remedy }) => remedy)).toEqual([expect.stringContaining(helps)]);
  }
});

it('lists who waits, and leaves out what is over', async () => {
  const { attemptId } = await start(stage.agent, { connectionId });
  const open = await attempts().list(stage.agent.actor, stage.agent.sessionHash, true);
  const all = await attempts().list(stage.agent.actor, stage.agent.sessionHash, false);

  expect(open[0]).toMatchObject({ id: attemptId, state: 'waiting' });
  expect(new Set(open.map(({ state }) => state))).toEqual(new Set(['waiting']));
  expect(all.length).toBeGreaterThan(open.length);
});

it.each([
  [{ isBlocked: true }, /blocked .*OAUTH_APP_BLOCKED/, /Unblock/],
  [
    { presence: 'absent' as const },
    /not installed .*OAUTH_EC_APP_NOT_FOUND/,
    /installs the external client app/,
  ],
  [
    { permittedUsers: 'AdminApprovedPreAuthorized' as const, approvedPermissionSets: ['Care_Admin'] },
    /approved .*OAUTH_APP_ACCESS_DENIED/,
    /permission set/,
  ],
])('names what an admin of the org has to do when the app is %o', async (app, fact, remedy) => {
  await stage.org.core.setup.changeApp(app);
  const { attemptId } = await goAndReturn(PRIYA, stage.agent, { connectionId });
  await stage.org.core.setup.changeApp({ permittedUsers: 'AllSelfAuthorized' });

  const { state, problem } = await view(attemptId, stage.agent);
  expect([state, problem?.code]).toEqual(['refused', 'OAUTH_FAILED']);
  expect(problem?.fact).toMatch(fact);
  expect(problem?.remedy).toMatch(remedy);
});

it('refuses a sandbox where production was asked for, and gives the grant back', async () => {
  const before = grantsOf(ADMIN);
  const { attemptId } = await goAndReturn(ADMIN, stage.supervisor, { environment: 'sandbox' });

  expect(await view(attemptId)).toMatchObject({
    state: 'refused',
    problem: { code: 'ORG_TYPE_DIFFERS', fact: expect.stringMatching(/sandbox.*is a production org/) },
    found: { environment: 'production' },
  });
  expect(grantsOf(ADMIN)).toBe(before);
});

it('finds a sandbox by its own word, and does not connect it as production', async () => {
  const loginUrl = stage.sandbox!.url;
  const wrong = await goAndReturn(`${ADMIN}.uat`, stage.supervisor, { loginUrl });
  expect(await view(wrong.attemptId)).toMatchObject({
    state: 'refused',
    problem: { code: 'ORG_TYPE_DIFFERS', fact: expect.stringMatching(/production org.*is a sandbox org/) },
    found: { orgId: stage.sandbox!.orgId, environment: 'sandbox' },
  });
  expect(stage.sandbox!.core.setup.grants()).toEqual([]);
});

it('knows a copy by the key it has shown, and its users by their addresses without .invalid', async () => {
  const { sandbox } = stage;
  await stage.db.forAccount(stage.accountId, (tx) =>
    noteCopiedOrg(tx, { accountId: stage.accountId, connectionId, orgId: sandbox!.orgId }),
  );
  await asOwner(`update agent set email = '${ADMIN}' where id = '${stage.supervisor.actor.agentId}'`);
  const more = { loginUrl: sandbox!.url, environment: 'sandbox' };
  const { attemptId } = await goAndReturn(`${ADMIN}.uat`, stage.supervisor, more);

  expect((await view(attemptId)).found).toMatchObject({
    environment: 'sandbox',
    email: `${ADMIN}.invalid`,
    emailMatches: true,
    alreadyConnected: false,
    copyOf: { orgName: stage.org.core.orgName },
  });
  await attempts().cancel(stage.supervisor.actor, attemptId);
});

it('refuses another org than the one of the connection', async () => {
  const more = { connectionId, loginUrl: stage.sandbox!.url };
  const { attemptId } = await goAndReturn(`${JONAS}.uat`, stage.agent, more);

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'refused',
    problem: { code: 'ORG_DIFFERS', fact: expect.stringContaining(stage.org.orgId) },
  });
  expect(stage.sandbox!.core.setup.grants()).toEqual([]);
});

it('says so when the org keeps its API to itself', async () => {
  stage.org.core.control.addFault({ operation: 'query', code: 'API_DISABLED_FOR_ORG' });
  const { attemptId } = await goAndReturn(PRIYA, stage.agent, { connectionId });

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'refused',
    problem: {
      code: 'ORG_ACCESS_MISSING',
      fact: expect.stringContaining('API_DISABLED_FOR_ORG'),
      remedy: expect.stringContaining('API Enabled'),
    },
  });
  expect(grantsOf(PRIYA)).toBe(0);
});

it('goes by one answer: the back button, a reload and a second tab change nothing', async () => {
  const { attemptId, callback, browserSecret } = await goAndReturn(JONAS, stage.agent, { connectionId });
  expect(await attempts().comeBack(callback, () => browserSecret)).toBe(attemptId);
  expect(await attempts().comeBack(callback, () => null)).toBe(attemptId);
  const other = new URLSearchParams({ state: callback.get('state')!, error: 'access_denied' });
  expect(await attempts().comeBack(other, () => browserSecret)).toBe(attemptId);
  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'confirm' });

  await confirm(attemptId, stage.agent);
  expect(await attempts().comeBack(callback, () => browserSecret)).toBe(attemptId);
  expect(await view(attemptId, stage.agent)).toMatchObject({ state: 'done' });
});

it('lets two attempts of one browser come back in any order', async () => {
  const one = await start(stage.agent, { connectionId });
  const two = await start(stage.agent, { connectionId });
  const secrets = new Map([one, two].map((each) => [each.attemptId, each.browserSecret]));
  for (const each of [two, one]) {
    const callback = await walkSignIn(each.authorizeUrl, JONAS);
    expect(await attempts().comeBack(callback, (id) => secrets.get(id) ?? null)).toBe(each.attemptId);
    expect(await view(each.attemptId, stage.agent)).toMatchObject({ state: 'confirm' });
  }
  await attempts().cancel(stage.agent.actor, two.attemptId);
  await confirm(one.attemptId, stage.agent);
  expect(grantsOf(JONAS)).toBe(1);
});

it.each([
  ['in another browser', (secret: string) => `${secret.slice(1)}A`],
  ['without a cookie', () => null],
])('refuses an answer %s, and burns it', async (_where, cookie) => {
  const { attemptId, authorizeUrl, browserSecret } = await start();
  const callback = await walkSignIn(authorizeUrl, ADMIN);
  const before = grantsOf(ADMIN);
  await attempts().comeBack(callback, () => cookie(browserSecret));
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId)).toMatchObject({
    state: 'refused',
    found: null,
    problem: { code: 'OAUTH_STATE_INVALID', fact: expect.stringContaining('Another browser') },
  });
  expect(grantsOf(ADMIN)).toBe(before);
});

it('refuses what belongs to no attempt', async () => {
  const refused = { code: 'OAUTH_STATE_INVALID' };
  const comeBack = (query: string) => attempts().comeBack(new URLSearchParams(query), () => null);
  await expect(comeBack('code=x&state=y')).rejects.toMatchObject(refused);
  await expect(comeBack('code=x')).rejects.toMatchObject(refused);
});

it('takes no answer after ten minutes', async () => {
  const { attemptId, authorizeUrl, browserSecret } = await start();
  const callback = await walkSignIn(authorizeUrl, ADMIN);
  await ageBy(attemptId, '11 minutes');
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId)).toMatchObject({ state: 'expired', found: null });
});

it('takes no answer with two codes or two states', async () => {
  for (const twice of ['code', 'state']) {
    const { attemptId, authorizeUrl, browserSecret } = await start();
    const callback = await walkSignIn(authorizeUrl, ADMIN);
    callback.append(twice, 'another');
    await attempts().comeBack(callback, () => browserSecret);
    expect(await view(attemptId)).toMatchObject({ state: 'refused', problem: { code: 'OAUTH_FAILED' } });
  }
});

it('refuses a code that was swapped for another', async () => {
  const { attemptId, authorizeUrl, browserSecret } = await start();
  const callback = await walkSignIn(authorizeUrl, ADMIN);
  callback.set('code', 'stolen');
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId)).toMatchObject({
    state: 'refused',
    problem: { code: 'OAUTH_FAILED', fact: expect.stringContaining('invalid authorization code') },
  });
});

it('ends an attempt whose answer was not taken in to the end', async () => {
  const { attemptId } = await start(stage.agent, { connectionId });
  await asOwner(`update oauth_attempt set used_at = now() - interval '3 minutes' where id = '${attemptId}'`);
  await sweep();

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'refused',
    problem: {
      code: 'OAUTH_FAILED',
      fact: expect.stringContaining('interrupted'),
      remedy: expect.stringContaining('Connected Apps OAuth Usage'),
    },
  });
  const trail = await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .selectFrom('audit_entry')
      .select(['actor_name', 'subject'])
      .where('kind', '=', 'grant.unsure')
      .execute(),
  );
  expect(trail).toEqual([{ actor_name: 'Care', subject: expect.stringMatching(/^agent at /) }]);
});

it('gives back the grant of an attempt that broke off once it was here', async () => {
  const grants = () => stage.org.core.setup.grants(JONAS).length;
  const before = grants();
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  expect(grants()).toBe(before + 1);
  await asOwner(
    `update oauth_attempt set state = 'waiting', found = null, used_at = now() - interval '3 minutes' where id = '${attemptId}'`,
  );
  await sweep();

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'refused',
    problem: { fact: expect.stringContaining('given back') },
  });
  expect(grants()).toBe(before);
});

it('shows and gives an attempt to nobody but the one who made it', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  const missing = { code: 'NOT_FOUND' };

  await expect(view(attemptId, stage.supervisor)).rejects.toMatchObject(missing);
  await expect(confirm(attemptId, stage.supervisor)).rejects.toMatchObject(missing);
  await expect(attempts().cancel(stage.supervisor.actor, attemptId)).rejects.toMatchObject(missing);
  await attempts().cancel(stage.agent.actor, attemptId);
});

it('is confirmed in the session that began it, and looked at in any of the person', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  const elsewhere = { ...stage.agent, sessionHash: Buffer.alloc(32, 7) };

  expect(await view(attemptId, elsewhere)).toMatchObject({ state: 'confirm', beganHere: false });
  await expect(confirm(attemptId, elsewhere)).rejects.toMatchObject({ code: 'ATTEMPT_OF_OTHER_BROWSER' });
  await attempts().cancel(elsewhere.actor, attemptId);
});

it('warns of replacing oneself, and of taking the user somebody else is', async () => {
  const again = await goAndReturn(PRIYA, stage.agent, { connectionId });
  expect((await view(again.attemptId, stage.agent)).found).toMatchObject({
    otherSalesforceUser: true,
    heldBy: null,
  });
  await attempts().cancel(stage.agent.actor, again.attemptId);

  const taken = await goAndReturn(JONAS, stage.supervisor, { connectionId });
  expect((await view(taken.attemptId)).found).toMatchObject({
    otherSalesforceUser: true,
    heldBy: { id: stage.agent.actor.agentId, name: 'agent' },
  });
  await attempts().cancel(stage.supervisor.actor, taken.attemptId);
});

it('lets only who may add accounts connect a new org, and nobody a foreign host', async () => {
  await expect(start(stage.agent)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
  await expect(start(stage.supervisor, { loginUrl: 'https://evil.example' })).rejects.toMatchObject({
    code: 'ORG_HOST_REFUSED',
  });
});

it('saves nothing for somebody who has lost the permission since', async () => {
  const { attemptId } = await goAndReturn(ADMIN, stage.supervisor);
  const { permissions } = stage.agent.actor;
  const lesser = { ...stage.supervisor, actor: { ...stage.supervisor.actor, permissions } };

  await expect(confirm(attemptId, lesser)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
  expect(await view(attemptId)).toMatchObject({ state: 'confirm', connectionId: null });
  await attempts().cancel(stage.supervisor.actor, attemptId);
});

it('lets nobody bring back an org that was disconnected who could not bring it in', async () => {
  const { attemptId } = await goAndReturn(JONAS, stage.agent, { connectionId });
  const before = await asOwner<{ id: string; cause: string | null }>('select id, cause from connected_user');
  await asOwner("update connected_user set cause = 'disconnected'");

  const missing = { code: 'PERMISSION_MISSING', message: expect.stringContaining('Add Salesforce accounts') };
  await expect(start(stage.agent, { connectionId })).rejects.toMatchObject(missing);
  await expect(confirm(attemptId, stage.agent)).rejects.toMatchObject(missing);
  expect((await start(stage.supervisor, { connectionId })).attemptId).toMatch(/^attempt_/);
  for (const { id, cause } of before) {
    await asOwner(
      `update connected_user set cause = ${cause === null ? 'null' : `'${cause}'`} where id = '${id}'`,
    );
  }
  await attempts().cancel(stage.agent.actor, attemptId);
});

it('takes the address of an org without its scheme', async () => {
  const { authorizeUrl } = await start(stage.supervisor, { loginUrl: new URL(stage.org.url).host });
  expect(new URL(authorizeUrl).origin).toBe(stage.org.url);
});

it('asks for the scopes it gives a reason for, and no more', async () => {
  const { authorizeUrl, scopes } = await start();
  const asked = new URL(authorizeUrl).searchParams.get('scope')!.split(' ');

  expect(asked).toHaveLength(scopes.length);
  for (const scope of asked) expect(scopes.some((each) => each.scope.includes(scope))).toBe(true);
});

it('refuses to connect before the integration is enabled', async () => {
  await asOwner('update integration_request set enabled_at = null');
  await expect(start()).rejects.toMatchObject({ code: 'INTEGRATION_NOT_ENABLED' });
  await asOwner('update integration_request set enabled_at = now()');
});

it('refuses an answer after signing out of Care', async () => {
  const { attemptId, authorizeUrl, browserSecret } = await start(stage.agent, { connectionId });
  const callback = await walkSignIn(authorizeUrl, JONAS);
  const before = grantsOf(JONAS);
  await asOwner(`delete from session where agent_id = '${stage.agent.actor.agentId}'`);
  await attempts().comeBack(callback, () => browserSecret);

  expect(await view(attemptId, stage.agent)).toMatchObject({
    state: 'refused',
    problem: { code: 'OAUTH_STATE_INVALID', fact: expect.stringContaining('signed out') },
  });
  expect(grantsOf(JONAS)).toBe(before);
});
