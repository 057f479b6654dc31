import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { importConversations } from '../care/import-conversations.ts';
import type { ImportPorts, ImportSource } from '../care/import-ports.ts';
import { newId } from '../ids.ts';
import { type Database, openDatabase } from './database.ts';
import { importPorts } from './import-store.ts';
import { addCaseField } from './own-care-data.ts';
import { idOfBuiltIn } from './role-rights.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const REAL_CONVERSATIONS = '../shared/data/conversations-x.jsonl';

let database: TestDatabase;
let db: Database;
let ports: ImportPorts;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl, { max: 4 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  accountId = newId('acct');
  ports = importPorts(
    db,
    () => NOW,
    () => Buffer.from('sealed'),
  );
  await db.forAccount(accountId, (tx) =>
    tx.insertInto('account').values({ account_id: accountId, name: 'Acme' }).execute(),
  );
});

interface Said {
  id: string;
  at: string;
  by?: 'incoming' | 'outgoing';
  text?: string;
}

const conversation = (customer: string, messages: Said[]) =>
  JSON.stringify({
    platform: 'x',
    profile: 'acme',
    customer: { id: customer, handle: customer, name: customer },
    messages: messages.map(({ id, at, by = 'incoming', text = 'Hello' }) => ({
      ...{ id, direction: by, author: customer, kind: 'public_reply', text, sentAt: at },
    })),
  });

const importLines = (lines: (string | Uint8Array)[], recent = false) =>
  importConversations(ports, {
    accountId,
    recent,
    source: {
      async *open() {
        for (const line of lines) {
          yield typeof line === 'string' ? Buffer.from(line) : line;
          yield Buffer.from('\n');
        }
      },
    },
  });

const cases = () =>
  db.forAccount(accountId, (tx) => tx.selectFrom('care_case').selectAll().orderBy('created_at').execute());
const messages = () =>
  db.forAccount(accountId, (tx) => tx.selectFrom('message').selectAll().orderBy('sent_at').execute());

const asked: Said = { id: 'a', at: '2026-11-01T10:00:00.000Z' };
const answered: Said = { id: 'b', at: '2026-11-01T11:00:00.000Z', by: 'outgoing' };

it('leaves a case New when the customer wrote last', async () => {
  const result = await importLines([conversation('ann', [asked])]);

  expect(result).toEqual({
    conversations: { imported: 1, unchanged: 0, rejected: 0 },
    messages: { imported: 1, unchanged: 0, rejected: 0 },
    rejections: [],
  });
  expect(await cases()).toMatchObject([{ number: 1, status: 'new', done_at: null, created_at: asked.at }]);
});

it('leaves a case Done as of an answer that came last, and queues nothing for a channel', async () => {
  await importLines([conversation('ann', [asked, answered])]);

  expect(await cases()).toMatchObject([
    { status: 'done', done_at: answered.at, last_customer_message_at: asked.at, message_count: 2 },
  ]);
  expect(await messages()).toMatchObject([
    { seq: 2, imported: true, delivery: null },
    { seq: 3, imported: true, delivery: null },
  ]);
  const queued = await db.forAccount(accountId, (tx) => tx.selectFrom('outbox').selectAll().execute());
  expect(queued).toEqual([]);
});

it('changes nothing when the same conversations come again', async () => {
  const lines = [conversation('ann', [asked, answered]), conversation('bob', [{ ...asked, id: 'c' }])];
  await importLines(lines);
  const before = await cases();

  expect(await importLines(lines)).toMatchObject({
    conversations: { imported: 0, unchanged: 2 },
    messages: { imported: 0, unchanged: 3 },
  });
  expect(await cases()).toEqual(before);
});

it('lets a conversation whose first message is known join the case of that message', async () => {
  await importLines([conversation('ann', [asked, answered])]);

  const thanked: Said = { id: 'c', at: '2026-11-09T09:00:00.000Z' };
  const result = await importLines([conversation('ann', [asked, thanked])]);

  expect(result.messages).toMatchObject({ imported: 1, unchanged: 1 });
  expect(await cases()).toMatchObject([{ status: 'new', done_at: null, message_count: 3, last_seq: 6 }]);
});

it('keeps one open case per customer and profile', async () => {
  await importLines([conversation('ann', [asked])]);
  await importLines([conversation('ann', [{ id: 'z', at: '2026-11-03T10:00:00.000Z' }])]);

  expect(await cases()).toMatchObject([{ status: 'new', message_count: 2 }]);
});

it('starts another case for a customer who comes back after the grace period, and reopens one within it', async () => {
  const later: Said = { id: 'c', at: '2026-11-10T10:00:00.000Z' };
  await importLines([conversation('ann', [asked, answered]), conversation('ann', [later])]);
  await importLines([
    conversation('bob', [
      { ...asked, id: 'd' },
      { ...answered, id: 'e' },
    ]),
    conversation('bob', [{ id: 'f', at: '2026-11-03T10:00:00.000Z' }]),
  ]);

  expect((await cases()).map(({ status, message_count }) => [status, message_count])).toEqual([
    ['done', 2],
    ['new', 3],
    ['new', 1],
  ]);
});

it('makes older history a case of its own', async () => {
  await importLines([conversation('ann', [asked])]);
  await importLines([
    conversation('ann', [
      { id: 'y', at: '2025-01-01T10:00:00.000Z' },
      { id: 'z', at: '2025-01-01T11:00:00.000Z', by: 'outgoing' },
    ]),
  ]);

  expect((await cases()).map(({ status }) => status)).toEqual(['done', 'new']);
});

it('leaves the status of a case an agent holds to the rules of a customer’s message', async () => {
  await importLines([conversation('ann', [asked])]);
  const agentId = newId('agent');
  await db.forAccount(accountId, async (tx) => {
    const agent = { id: agentId, account_id: accountId, email: 'a@acme.example', name: 'A' };
    await tx
      .insertInto('agent')
      .values({ ...agent, role_id: idOfBuiltIn('agent') })
      .execute();
    await tx.updateTable('care_case').set({ status: 'pending', assignee_id: agentId }).execute();
  });

  await importLines([conversation('ann', [asked, answered])]);
  expect(await cases()).toMatchObject([{ status: 'pending', assignee_id: agentId }]);
  await importLines([conversation('ann', [asked, { id: 'c', at: '2026-11-02T10:00:00.000Z' }])]);
  expect(await cases()).toMatchObject([{ status: 'open', assignee_id: agentId }]);
});

it('reports the lines it cannot read and stores the others', async () => {
  const result = await importLines([
    '{"platform": "x"',
    conversation('ann', [asked]),
    '',
    conversation('bob', [{ id: 'c', at: 'yesterday' }]),
    new Uint8Array([0x7b, 0xff, 0x7d]),
    conversation('cleo', []),
  ]);

  expect(result.conversations).toEqual({ imported: 1, unchanged: 0, rejected: 4 });
  expect(result.messages).toEqual({ imported: 1, unchanged: 0, rejected: 1 });
  expect(result.rejections).toEqual([
    { line: 1, reason: 'It is not JSON.' },
    { line: 4, reason: expect.stringContaining('messages.0.sentAt') },
    { line: 5, reason: 'It is not UTF-8.' },
    { line: 6, reason: expect.stringContaining('there is no message') },
  ]);
});

const saying = (line: string, more: object) => JSON.stringify({ ...JSON.parse(line), ...more });

it('takes in what a line says of its case, by the names people know, and leaves what is said already', async () => {
  await db.forAccount(accountId, async (tx) => {
    const options = [
      { value: 'red', label: 'Deep red' },
      { value: 'green', label: 'Green' },
    ];
    await addCaseField(tx, accountId, { key: 'field_team', name: 'Team', type: 'text', options: [] });
    await addCaseField(tx, accountId, { key: 'field_size', name: 'Size', type: 'number', options: [] });
    await addCaseField(tx, accountId, { key: 'field_hue', name: 'Hue', type: 'multi_select', options });
  });
  const first = saying(conversation('ann', [asked]), {
    sentiment: 'negative',
    language: 'pt-BR',
    labels: ['VIP', 'Refund', 'VIP'],
    fields: { team: 'Billing', field_hue: ['DEEP RED', 'green'], Size: 3 },
  });
  expect((await importLines([first])).rejections).toEqual([]);
  expect(await cases()).toMatchObject([
    {
      sentiment: 'negative',
      language: 'pt',
      labels: ['Refund', 'VIP'],
      field_values: { field_team: 'Billing', field_hue: ['red', 'green'], field_size: '3' },
    },
  ]);

  const before = await cases();
  expect((await importLines([first])).conversations).toEqual({ imported: 0, unchanged: 1, rejected: 0 });
  expect(await cases()).toEqual(before);

  const more = { sentiment: 'positive', labels: ['Late', 'VIP'], fields: { Team: 'Returns', Size: 4 } };
  await db.forAccount(accountId, (tx) =>
    tx
      .updateTable('care_case')
      .set({ field_values: JSON.stringify({ field_team: 'Ours' }) })
      .execute(),
  );
  await importLines([saying(conversation('ann', [asked, answered]), more)]);
  expect(await cases()).toMatchObject([
    {
      sentiment: 'negative',
      language: 'pt',
      labels: ['Late', 'Refund', 'VIP'],
      field_values: { field_team: 'Ours', field_size: '4' },
    },
  ]);
  const labels = await db.forAccount(accountId, (tx) =>
    tx.selectFrom('case_label').select('label').execute(),
  );
  expect(labels.map(({ label }) => label).sort()).toEqual(['Late', 'Refund', 'VIP']);
});

it('rejects a line that says what the account does not know, and stores nothing of it', async () => {
  await db.forAccount(accountId, (tx) =>
    addCaseField(tx, accountId, { key: 'field_due', name: 'Due', type: 'date', options: [] }),
  );
  const line = conversation('ann', [asked]);
  const { conversations, rejections } = await importLines([
    saying(line, { fields: { Due: '2026-11-22', Secret: 'x' } }),
    saying(line, { fields: { Due: '2026-02-30' } }),
    saying(line, { language: '!' }),
    saying(line, { sentiment: 'angry' }),
    saying(line, { labels: [''] }),
  ]);
  expect(conversations).toEqual({ imported: 0, unchanged: 0, rejected: 5 });
  expect(rejections.map(({ reason }) => reason)).toEqual([
    'fields.Secret: The account has no such case field.',
    'fields.field_due: Due takes a day such as 2026-11-22.',
    'language: A language is a code such as en or pt-BR.',
    expect.stringMatching(/^sentiment: /),
    expect.stringMatching(/^labels\.0: /),
  ]);
  expect(await cases()).toEqual([]);
});

it('keeps odd text as it is, and only what cannot be stored is replaced', async () => {
  const text = 'Tom &amp; Jerry\r\n👩‍👩‍👧 \u202Eمرحبا\u0000\uD800!';
  await importLines([conversation('ann', [{ ...asked, text }])]);

  expect((await messages())[0]?.text).toBe('Tom &amp; Jerry\r\n👩‍👩‍👧 \u202Eمرحبا\uFFFD\uFFFD!');
});

it('moves the newest message to now, and by the same again in a later run of the same file', async () => {
  const lines = [conversation('ann', [asked, answered]), conversation('bob', [{ ...asked, id: 'c' }])];
  let now = NOW;
  ports = importPorts(
    db,
    () => now,
    () => Buffer.from('sealed'),
  );
  const cut = importConversations(ports, { accountId, recent: true, source: cutInSecondReading(lines) });
  await expect(cut).rejects.toThrow('cut');
  now = new Date('2026-11-25T12:00:00.000Z');
  await importLines(lines, true);

  expect((await messages()).map(({ sent_at }) => sent_at)).toEqual([
    '2026-11-20T11:00:00.000Z',
    '2026-11-20T11:00:00.000Z',
    '2026-11-20T12:00:00.000Z',
  ]);
});

/** The first reading, which finds the shift, goes through; the second breaks off as a killed run does. */
function cutInSecondReading(lines: string[]): ImportSource {
  let readings = 0;
  return {
    async *open() {
      readings++;
      for (const line of lines) yield Buffer.from(`${line}\n`);
      if (readings === 2) throw new Error('cut');
    },
  };
}

it('reads a file whose lines arrive in pieces', async () => {
  const bytes = Buffer.from(
    `\uFEFF${conversation('ann', [asked, answered])}\r\n${conversation('bob', [{ ...asked, id: 'ü' }])}`,
  );
  const result = await importConversations(ports, {
    accountId,
    recent: false,
    source: {
      async *open() {
        for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
      },
    },
  });

  expect(result.messages.imported).toBe(3);
  expect(result.rejections).toEqual([]);
});

it('keeps what was stored before a run was cut, and the next run adds the rest', async () => {
  const lines = Array.from({ length: 150 }, (_, index) =>
    conversation(`c${index}`, [{ ...asked, id: `a${index}` }]),
  );
  const cut = importConversations(ports, {
    accountId,
    recent: false,
    source: {
      async *open() {
        for (const line of lines.slice(0, 120)) yield Buffer.from(`${line}\n`);
        throw new Error('cut');
      },
    },
  });
  await expect(cut).rejects.toThrow('cut');
  expect(await messages()).toHaveLength(100);

  expect((await importLines(lines)).messages).toEqual({ imported: 50, unchanged: 100, rejected: 0 });
  expect(new Set((await cases()).map(({ number }) => number)).size).toBe(150);
});

it('lets two imports of the same file run at once without a double', async () => {
  const lines = Array.from({ length: 60 }, (_, index) =>
    conversation(`c${index}`, [
      { ...asked, id: `a${index}` },
      { ...answered, id: `b${index}` },
    ]),
  );
  const [one, other] = await Promise.all([importLines(lines), importLines(lines.toReversed())]);

  expect(one.messages.imported + other.messages.imported).toBe(120);
  expect(await messages()).toHaveLength(120);
});

it.runIf(existsSync(REAL_CONVERSATIONS))('takes in real conversations once', async () => {
  const source = {
    async *open() {
      const file = await open(REAL_CONVERSATIONS);
      yield* file.createReadStream();
    },
  };
  const first = await importConversations(ports, { accountId, recent: false, source });
  const second = await importConversations(ports, { accountId, recent: true, source });

  expect(first).toMatchObject({ messages: { imported: 1_205, unchanged: 6 }, rejections: [] });
  expect(second).toMatchObject({ messages: { imported: 0, unchanged: 1_211 }, rejections: [] });
  expect(await cases()).toHaveLength(523);
});
