import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelMessage } from '../../api/channel.ts';
import type { Actor } from '../../domain/agent.ts';
import { rightsOfRole } from '../../domain/role.ts';
import { createVault } from '../salesforce/vault.ts';
import { listAudit } from '../storage/audit.ts';
import { carePorts } from '../storage/care-store.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { addField, changeField, changeLabel, manageCareData, removeField } from './case-fields.ts';
import { readProperties, setProperties } from './case-properties.ts';
import { setAssignee, setStatus } from './change-case.ts';
import { addNote } from './note.ts';
import { listViews, openCase } from './read-case.ts';
import { receiveMessage } from './receive-message.ts';
import { sendReply } from './reply.ts';

let database: TestDatabase;
let db: Database;
let account: SeededAccount;
let clock = Date.parse('2026-11-20T09:00:00Z');
const care = () => carePorts(db, () => new Date(clock));
const agent = (who: 'ines' | 'jonas' | 'priya'): Actor => ({
  kind: 'agent',
  accountId: account.accountId,
  agentId: account.agents[who],
  via: 'session',
  roleName: who,
  modules: new Set(['care']),
  ...rightsOfRole({
    builtIn: who === 'ines' ? 'supervisor' : 'agent',
    permissions: [],
    contactsAndCases: 'none',
  }),
});
let next = 0;
const incoming = (customer: string, text: string, id = `m${next++}`): ChannelMessage => ({
  id,
  customer: { id: customer, handle: customer, name: customer },
  kind: 'public_reply',
  text,
  attachments: [],
  inReplyTo: null,
  permalink: null,
  sentAt: new Date(clock).toISOString(),
  sentiment: null,
  language: null,
});
const receive = (message: ChannelMessage) =>
  receiveMessage(care(), account.accountId, account.profileId, message);
const statusOf = async (caseId: string) => (await openCase(care(), agent('ines'), caseId, 0)).case.status;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl);
  account = await seedAccount(db, createVault(randomBytes(32)));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('a customer who writes gets one case, and the same platform id twice is one message', async () => {
  const first = await receive(incoming('maya', 'Where is my parcel?', 'same-id'));
  const again = await receive(incoming('maya', 'Where is my parcel?', 'same-id'));
  const second = await receive(incoming('maya', 'Hello?'));

  expect(again).toMatchObject({ messageId: first.messageId, duplicate: true });
  expect(second.caseId).toBe(first.caseId);
  const opened = await openCase(care(), agent('ines'), first.caseId, 10);
  expect(opened.entries.map((entry) => entry.text)).toEqual(['Hello?', 'Where is my parcel?']);
  expect(opened.case).toMatchObject({ status: 'new', messageCount: 2, priority: 'medium', assignee: null });
});

test('fifty messages at once from one customer make one case with every message once', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, i) => receive(incoming('crowd', `line ${i}`))),
  );

  expect(new Set(results.map((result) => result.caseId)).size).toBe(1);
  const { entries } = await openCase(care(), agent('ines'), results[0]!.caseId, 100);
  expect(new Set(entries.map((entry) => entry.seq)).size).toBe(50);
  expect(new Set(entries.map((entry) => entry.text)).size).toBe(50);
});

test('assigning opens a new case and taking it away makes it new again', async () => {
  const { caseId } = await receive(incoming('lee', 'Hi'));
  await setAssignee(care(), agent('jonas'), caseId, account.agents.jonas);
  expect(await statusOf(caseId)).toBe('open');
  await setAssignee(care(), agent('jonas'), caseId, null);
  expect(await statusOf(caseId)).toBe('new');
});

test('only the assigned agent replies, and a note needs no assignment', async () => {
  const { caseId } = await receive(incoming('kim', 'Hi'));
  await setAssignee(care(), agent('jonas'), caseId, account.agents.jonas);
  const reply = {
    caseId,
    kind: 'public_reply',
    text: 'Hello Kim',
    attachments: [],
    inReplyTo: null,
    thenStatus: null,
  } as const;

  await expect(sendReply(care(), agent('priya'), reply)).rejects.toMatchObject({
    code: 'REPLY_NOT_ASSIGNED',
  });
  await addNote(care(), agent('priya'), caseId, 'Ask for the order number.');
  await sendReply(care(), agent('jonas'), { ...reply, thenStatus: 'pending' });

  expect(await statusOf(caseId)).toBe('pending');
  await receive(incoming('kim', 'Thanks'));
  expect(await statusOf(caseId)).toBe('open');
});

test('within the grace period the customer reopens the case, after it a new one starts', async () => {
  const { caseId } = await receive(incoming('ana', 'Broken lid'));
  await setAssignee(care(), agent('jonas'), caseId, account.agents.jonas);
  await setStatus(care(), agent('jonas'), caseId, 'done');
  clock += 4 * 86_400_000;
  expect(await receive(incoming('ana', 'Still broken'))).toMatchObject({ caseId });
  expect(await statusOf(caseId)).toBe('open');

  await setStatus(care(), agent('jonas'), caseId, 'done');
  clock += 6 * 86_400_000;
  const later = await receive(incoming('ana', 'Another thing'));
  expect(later.caseId).not.toBe(caseId);
  await expect(setStatus(care(), agent('jonas'), caseId, 'open')).rejects.toMatchObject({
    code: 'CASE_OPEN_ELSEWHERE',
  });
});

test('a case keeps what the channel says of the customer until an agent knows better', async () => {
  const said = { ...incoming('mo', 'Ich warte'), sentiment: 'negative', language: 'de-AT' } as const;
  const { caseId } = await receive(said);
  await receive(incoming('mo', 'Hallo?'));
  // Written before what is known already, and brought after it.
  const sentAt = new Date(Date.parse(said.sentAt) - 60_000).toISOString();
  await receive({ ...incoming('mo', 'Hello'), sentAt, sentiment: 'positive', language: 'en' });
  const { key } = await addField(care(), agent('ines'), {
    name: 'Team ownership',
    type: 'single_select',
    options: ['Billing', 'Returns'],
  });
  expect(await readProperties(care(), agent('jonas'), caseId)).toMatchObject({
    sentiment: 'negative',
    language: 'de',
    labels: [],
    fields: [{ key, name: 'Team ownership', value: null }],
  });

  const changed = { sentiment: 'neutral', labels: ['VIP', 'Refund'], fields: { [key]: 'returns' } } as const;
  expect(await setProperties(care(), agent('jonas'), caseId, changed)).toMatchObject({
    sentiment: 'neutral',
    language: 'de',
    labels: ['Refund', 'VIP'],
    fields: [{ value: 'returns' }],
    knownLabels: ['Refund', 'VIP'],
  });
  await expect(
    setProperties(care(), agent('jonas'), caseId, { fields: { [key]: 'nobody' } }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: `fields.${key}` }] });
  await expect(setProperties(care(), agent('jonas'), 'case_0', changed)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(
    addField(care(), agent('ines'), { name: 'Team ownership', type: 'text', options: ['x'] }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('what a case field or a label loses, the cases lose with it, and nothing else', async () => {
  const said = async (customer: string, change: Parameters<typeof setProperties>[3]) => {
    const { caseId } = await receive(incoming(customer, 'Hi'));
    await setProperties(care(), agent('ines'), caseId, change);
    return caseId;
  };
  const { key } = await addField(care(), agent('ines'), {
    name: 'Colours',
    type: 'multi_select',
    options: ['Red', 'Green', 'Blue'],
  });
  const both = await said('dye', { labels: ['Dye', 'Ink'], fields: { [key]: ['red', 'green'] } });
  const one = await said('ink', { labels: ['Ink'], fields: { [key]: ['red'] } });
  const colours = async () =>
    (await manageCareData(care(), agent('ines'))).fields.find((each) => each.key === key);
  const of = async (caseId: string) => {
    const { labels, fields } = await readProperties(care(), agent('ines'), caseId);
    return { labels, value: fields.find((each) => each.key === key)?.value };
  };
  expect(await colours()).toMatchObject({
    cases: 2,
    options: [
      { value: 'red', cases: 2 },
      { value: 'green', cases: 1 },
      { value: 'blue', cases: 0 },
    ],
  });

  await changeField(care(), agent('ines'), key, {
    name: 'Colour',
    options: [
      { value: null, label: 'Violet' },
      { value: 'green', label: 'Lime' },
      { value: 'blue', label: 'Blue' },
    ],
  });
  expect(await colours()).toMatchObject({
    name: 'Colour',
    cases: 1,
    options: [{ value: 'violet' }, { value: 'green', label: 'Lime', cases: 1 }, { value: 'blue' }],
  });
  expect(await of(one)).toEqual({ labels: ['Ink'], value: null });

  await changeLabel(care(), agent('ines'), 'Dye', 'Ink');
  expect(await of(both)).toEqual({ labels: ['Ink'], value: ['green'] });
  await changeLabel(care(), agent('ines'), 'Ink', null);
  expect(await of(both)).toMatchObject({ labels: [] });
  await removeField(care(), agent('ines'), key);
  expect(await colours()).toBeUndefined();
  expect(await of(both)).toEqual({ labels: [], value: undefined });

  const { entries } = await db.forAccount(account.accountId, (tx) => listAudit(tx, {}, null, 50));
  const own = entries.filter(({ fact }) => /Colour|Dye|Ink/.test(fact));
  expect(own.map(({ fact }) => fact).reverse()).toEqual([
    'Ines Okafor added the case field Colours',
    'Ines Okafor added the label Dye',
    'Ines Okafor added the label Ink',
    'Ines Okafor changed the case field Colours: now Colour; options Violet, Lime, Blue',
    'Ines Okafor renamed the label Dye: now one with Ink',
    'Ines Okafor deleted the label Ink',
    'Ines Okafor deleted the case field Colour',
  ]);
});

test('two case fields are not called the same, and what is not there is not changed', async () => {
  const add = (name: string) => addField(care(), agent('ines'), { name, type: 'text', options: [] });
  const { key } = await add('Order number');
  await expect(add(' order NUMBER')).rejects.toMatchObject({ code: 'CASE_FIELD_NAME_TAKEN' });
  const [again, other] = await Promise.allSettled([add('Serial number'), add('Serial number')]);
  expect([again.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
  await expect(
    changeField(care(), agent('ines'), key, { name: 'Serial number', options: [] }),
  ).rejects.toMatchObject({ code: 'CASE_FIELD_NAME_TAKEN' });
  for (const ask of [
    () => changeField(care(), agent('ines'), 'field_nobody', { name: 'X', options: [] }),
    () => removeField(care(), agent('ines'), 'field_nobody'),
    () => changeLabel(care(), agent('ines'), 'Nobody', 'X'),
  ]) {
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('every change is an event without gaps, and an outgoing reply waits in the channel lane', async () => {
  const { caseId } = await receive(incoming('eve', 'Hi'));
  await setAssignee(care(), agent('jonas'), caseId, account.agents.jonas);
  const { messageId } = await sendReply(care(), agent('jonas'), {
    caseId,
    kind: 'direct_message',
    text: 'Hello',
    attachments: [],
    inReplyTo: null,
    thenStatus: 'done',
  });
  const events = await care().inAccount(account.accountId, (store) => store.events(caseId, 0, 100));

  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
  expect(events.map((event) => event.type)).toEqual([
    'case_created',
    'message_added',
    'case_changed',
    'message_added',
    'case_changed',
  ]);
  const queued = await db.forAccount(account.accountId, (tx) =>
    tx.selectFrom('outbox').select(['target', 'kind']).where('message_id', '=', messageId).execute(),
  );
  expect(queued).toEqual([{ target: 'channel', kind: 'deliver' }]);
});

test('views hold what their names say for an agent and for a supervisor', async () => {
  const { caseId } = await receive(incoming('zed', 'Hi'));
  await setAssignee(care(), agent('priya'), caseId, account.agents.priya);
  const count = async (who: 'ines' | 'jonas' | 'priya', view: string) =>
    (await listViews(care(), agent(who))).find((each) => each.view === view)!.count;

  expect(await count('priya', 'my_open')).toBe(1);
  expect(await count('ines', 'inbox')).toBeGreaterThan(await count('jonas', 'inbox'));
});

test('the latest cases are of every status, newest first, and only those one may see', async () => {
  clock += 1_000;
  const { caseId: done } = await receive(incoming('yan', 'Solved'));
  await setAssignee(care(), agent('priya'), done, account.agents.priya);
  await setStatus(care(), agent('priya'), done, 'done');
  clock += 1_000;
  const { caseId: newest } = await receive(incoming('xia', 'Anybody?'));
  const latest = (agentId: string, all: boolean) =>
    care().inAccount(account.accountId, async (store) => {
      const query = { view: 'latest', agentId, all, search: null, cursor: null, limit: 200 } as const;
      return (await store.list(query)).cases.map(({ id }) => id);
    });
  expect((await latest(account.agents.priya, false)).slice(0, 2)).toEqual([newest, done]);
  const jonas = await latest(account.agents.jonas, false);
  expect(jonas[0]).toBe(newest);
  expect(jonas).not.toContain(done);
  expect(await latest(account.agents.ines, true)).toContain(done);
});

test('no table shows another account a row, or takes one for it', async () => {
  const other = await seedAccount(db, createVault(randomBytes(32)), 'instagram');
  const tables = await sql<{ name: string; forced: boolean }>`
    select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migration'`.execute(db.lookup);
  expect(tables.rows.length).toBeGreaterThan(20);

  for (const { name, forced } of tables.rows) {
    expect(forced, name).toBe(true);
    const seen = await db.forAccount(other.accountId, (tx) =>
      sql<{
        n: number;
      }>`select count(*)::int as n from ${sql.table(name)} where account_id = ${account.accountId}`.execute(
        tx,
      ),
    );
    expect(seen.rows[0]!.n, name).toBe(0);
    const unnamed = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(
      db.lookup,
    );
    expect(unnamed.rows[0]!.n, name).toBe(0);
  }
  const owned = await sql<{ n: number }>`
    select count(*)::int as n from pg_class where relowner = 'care_service'::regrole`.execute(db.lookup);
  expect(owned.rows[0]!.n).toBe(0);
  await expect(
    db.forAccount(other.accountId, (tx) =>
      tx
        .insertInto('agent')
        .values({ id: 'agent_x', account_id: account.accountId, name: 'X', email: 'x', role_id: 'role_x' })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/);
});
