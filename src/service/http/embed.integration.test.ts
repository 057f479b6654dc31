import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret } from '../care/sign-in.ts';
import { newId, newSecret } from '../ids.ts';
import type { RunningService } from '../main.ts';
import { embedStore } from '../storage/embed-store.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { customerWrites } from '../sync/testing/sync-stage.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';
import { builtWidget } from './testing/built-widget.ts';
import { openFrame as askForFrame } from './testing/open-frame.ts';

const ORG = '00DHs0000000001MAA';
const OTHER_ORG = '00DHs0000000002MAA';
const LINKED = '005Hs0000000001AAA';
const STRANGER = '005Hs0000000002AAA';
const RECORD = '500Hs0000000001AAA';
const HOSTS = ['https://acme.lightning.force.com', 'https://acme.my.salesforce.com'];
const LINK_PAGE = 'https://care.acme.example/link';
const nonce = () => randomBytes(16).toString('base64url');

let database: TestDatabase;
let service: RunningService;
let account: SeededAccount;
let base: string;
let clockOffset = 0;
let caseId: string | undefined;
const credential = newSecret();
const orgKey = newSecret();
const otherOrgKey = newSecret();

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(
    database,
    { identityLinkUrl: LINK_PAGE, webRoot: builtWidget() },
    { now: () => new Date(Date.now() + clockOffset) },
  );
  base = `http://127.0.0.1:${service.address.port}`;
  const { db } = service.parts.services;
  account = await seedAccount(db, service.parts.vault);
  await db.forAccount(account.accountId, async (tx) => {
    const connection = { id: newId('conn'), account_id: account.accountId };
    await tx
      .insertInto('connection')
      .values({
        ...connection,
        environment: 'production',
        org_id: ORG,
        org_name: 'ACME',
        instance_url: 'https://acme.my.salesforce.com',
        login_url: 'https://login.salesforce.com',
        org_key: orgKey,
        frame_hosts: JSON.stringify(HOSTS),
      })
      .execute();
    await tx
      .insertInto('connection')
      .values({
        id: newId('conn'),
        account_id: account.accountId,
        environment: 'sandbox',
        org_id: OTHER_ORG,
        org_name: 'ACME',
        instance_url: 'https://acme--dev.sandbox.my.salesforce.com',
        login_url: 'https://test.salesforce.com',
        org_key: otherOrgKey,
        frame_hosts: JSON.stringify(HOSTS),
      })
      .execute();
    await tx
      .insertInto('embed_credential')
      .values({
        credential_hash: hashSecret(credential),
        account_id: account.accountId,
        connection_id: connection.id,
      })
      .execute();
    await tx
      .insertInto('identity_link')
      .values({
        account_id: account.accountId,
        connection_id: connection.id,
        salesforce_user_id: LINKED,
        agent_id: account.agents.jonas,
        made_by: 'supervisor',
      })
      .execute();
  });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const asked = { orgId: ORG, userId: LINKED, recordId: null, hosts: HOSTS };
const mint = (changes: Record<string, unknown> = {}, secret = credential) =>
  post('/v1/embed/codes', { ...asked, nonce: nonce(), ...changes }, { authorization: `Bearer ${secret}` });

const refusals: [name: string, ask: () => ReturnType<typeof mint>, status: number, code: string][] = [
  ['a credential nobody was given', () => mint({}, newSecret()), 401, 'EMBED_CREDENTIAL_INVALID'],
  ['a copy of the org', () => mint({ orgId: '00DHs0000000009MAA' }), 403, 'EMBED_ORG_MISMATCH'],
  ['a user without an identity link', () => mint({ userId: STRANGER }), 403, 'EMBED_NO_IDENTITY_LINK'],
  ['a record nobody can ask about', () => mint({ recordId: RECORD }), 503, 'SALESFORCE_UNAVAILABLE'],
  [
    'a host outside Salesforce',
    () => mint({ hosts: ['https://acme.my.salesforce.com.evil.example'] }),
    400,
    'VALIDATION_FAILED',
  ],
  [
    'a host with a path',
    () => mint({ hosts: ['https://acme.my.salesforce.com/x'] }),
    400,
    'VALIDATION_FAILED',
  ],
  ['a wildcard host', () => mint({ hosts: ['https://*.lightning.force.com'] }), 400, 'VALIDATION_FAILED'],
  ['a short nonce', () => mint({ nonce: 'short' }), 400, 'VALIDATION_FAILED'],
];

test.each(refusals)('no code for %s', async (_name, ask, status, code) => {
  expect(await ask()).toMatchObject({ status, body: { code } });
});

test('a copy of the org is told what it is a copy of, and is remembered', async () => {
  const copy = '00DHs0000000009MAA';
  expect(await mint({ orgId: copy })).toMatchObject({
    body: { detail: 'This is a copy of ACME production: connect it.' },
  });
  await mint({ orgId: copy });
  const rows = await service.parts.services.db.forAccount(account.accountId, (tx) =>
    tx.selectFrom('copied_org').select('org_id').execute(),
  );
  expect(rows).toEqual([{ org_id: copy }]);
});

test('whoever is not linked is told where to link themselves', async () => {
  expect(await mint({ userId: STRANGER })).toMatchObject({ body: { linkUrl: LINK_PAGE } });
});

test('a code works once, with its nonce, and its token sees the session and nothing of other cases', async () => {
  const mine = nonce();
  const { body: code } = await mint({ nonce: mine });
  const first = await post('/v1/embed/redeem', { code: code.code, nonce: mine });
  const second = await post('/v1/embed/redeem', { code: code.code, nonce: mine });
  expect(first).toMatchObject({ status: 201, body: { agent: { name: 'Jonas Lind' } } });
  expect(second).toMatchObject({ status: 401, body: { code: 'EMBED_CODE_INVALID' } });

  const headers = { authorization: `Bearer ${first.body.token}` };
  expect((await fetch(`${base}/v1/session`, { headers })).status).toBe(200);
  expect((await fetch(`${base}/v1/cases`, { headers })).status).toBe(401);
});

test('a code older than a minute is worth nothing', async () => {
  const mine = nonce();
  clockOffset = -61_000;
  const { body: code } = await mint({ nonce: mine });
  clockOffset = 0;
  expect(await post('/v1/embed/redeem', { code: code.code, nonce: mine })).toMatchObject({
    status: 401,
    body: { code: 'EMBED_CODE_INVALID' },
  });
});

test('a token older than a quarter of an hour is worth nothing', async () => {
  const mine = nonce();
  const { body: code } = await mint({ nonce: mine });
  clockOffset = -15 * 60_000;
  const { body: redeemed } = await post('/v1/embed/redeem', { code: code.code, nonce: mine });
  clockOffset = 0;
  const response = await fetch(`${base}/v1/session`, {
    headers: { authorization: `Bearer ${redeemed.token}` },
  });
  expect(response.status).toBe(401);
});

test('a deactivated agent gets no code, and the token they hold ends', async () => {
  const mine = nonce();
  const { body: code } = await mint({ nonce: mine });
  const { body: redeemed } = await post('/v1/embed/redeem', { code: code.code, nonce: mine });
  const setActive = (active: boolean) =>
    service.parts.services.db.forAccount(account.accountId, (tx) =>
      tx.updateTable('agent').set({ active }).where('id', '=', account.agents.jonas).execute(),
    );
  await setActive(false);
  expect(await mint()).toMatchObject({ status: 403, body: { code: 'EMBED_AGENT_INACTIVE' } });
  const response = await fetch(`${base}/v1/session`, {
    headers: { authorization: `Bearer ${redeemed.token}` },
  });
  expect(response.status).toBe(401);
  await setActive(true);
});

test('exactly the hosts the org named may frame its address, and its page names no secret', async () => {
  const { body } = await mint();
  const response = await fetch(base + new URL(body.frameUrl!).pathname);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(response.status).toBe(200);
  expect(policy.split('; ')).toContain(`frame-ancestors ${HOSTS.join(' ')}`);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('origin-agent-cluster')).toBeNull();
  expect(await response.text()).not.toContain(body.code);
  expect((await fetch(`${base}/embed/${newSecret()}`)).status).toBe(404);
});

test('the page of a frame begins with the case, the moment its code is made, and once', async () => {
  const mine = nonce();
  const waiting = openFrame(mine);
  await saveCode(mine);
  const html = await waiting;
  expect(html).toContain('>Is the sofa in stock?</p>');
  expect(await openFrame(mine)).not.toContain('sofa');
});

test('what comes at once stands ahead of the page’s script, and what one waits for behind it', async () => {
  const [soon, late] = [nonce(), nonce()];
  await saveCode(soon);
  const early = await openFrame(soon);
  expect(early.indexOf('first-sight')).toBeLessThan(early.indexOf('/* js */'));

  const frame = askForFrame(base, { orgKey, nonce: late });
  await expect.poll(frame.soFar).toContain('/* js */');
  await saveCode(late);
  const html = await frame.html;
  expect(html.indexOf('/* js */')).toBeLessThan(html.indexOf('first-sight'));
});

test('the page of a frame begins with the case also when the code was there first', async () => {
  const mine = nonce();
  await saveCode(mine);
  expect(await openFrame(mine)).toContain('sofa');
});

const withoutSight: [name: string, open: (mine: string) => Promise<string>][] = [
  ['in a window of its own', (mine) => openFrame(mine, { dest: 'document' })],
  ['for a script', (mine) => openFrame(mine, { dest: 'empty' })],
  ['at the address of another org', (mine) => openFrame(mine, { orgKey: otherOrgKey })],
  ['with half a name', (mine) => openFrame(mine.slice(0, 10))],
];
test.each(withoutSight)('it shows nothing %s, and is not used up by that', async (_name, open) => {
  const mine = nonce();
  await saveCode(mine);
  expect(await open(mine)).not.toContain('sofa');
  expect(await openFrame(mine)).toContain('sofa');
});

test('it shows nothing once the code is redeemed, or has run out, or to an agent who was deactivated', async () => {
  const [redeemed, late, inactive] = [nonce(), nonce(), nonce()];
  await post('/v1/embed/redeem', { code: await saveCode(redeemed), nonce: redeemed });
  expect(await openFrame(redeemed)).not.toContain('sofa');

  await saveCode(late, { expiresAt: new Date(Date.now() - 1_000).toISOString() });
  expect(await openFrame(late)).not.toContain('sofa');

  const { db } = service.parts.services;
  const setActive = (active: boolean) =>
    db.forAccount(account.accountId, (tx) =>
      tx.updateTable('agent').set({ active }).where('id', '=', account.agents.jonas).execute(),
    );
  await saveCode(inactive);
  await setActive(false);
  expect(await openFrame(inactive)).not.toContain('sofa');
  await setActive(true);
});

/** The HTML of a frame with this nonce. Nobody waits for a code longer than the tests. */
const openFrame = (mine: string, { dest = 'iframe', orgKey: key = orgKey } = {}): Promise<string> =>
  askForFrame(base, { orgKey: key, nonce: mine, dest }).html;

/** A code for Jonas and a case of the account, as Apex gets it. */
async function saveCode(mine: string, change: { expiresAt?: string } = {}): Promise<string> {
  const { db } = service.parts.services;
  caseId ??= await customerWrites(db, account, 'maya', 'Is the sofa in stock?');
  const connection = await embedStore(db).connectionOfCredential(hashSecret(credential));
  const code = newSecret();
  await embedStore(db).saveCode({
    hash: hashSecret(code),
    connection: connection!,
    agentId: account.agents.jonas,
    userId: LINKED,
    recordId: RECORD,
    caseId,
    nonce: mine,
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
    isSeen: false,
    ...change,
  });
  return code;
}
