import { afterEach, beforeEach, expect, it } from 'vitest';
import { setStatus } from '../care/change-case.ts';
import { createVault } from '../salesforce/vault.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { carePorts } from '../storage/care-store.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { replayParked } from '../storage/replay-parked.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import type { SalesforceOutcome, SalesforcePort, SalesforceRequest } from './ports.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { FakeOrg } from './testing/fake-org.ts';
import { linkCustomer, seedConnection } from './testing/seed-escalatable.ts';
import { customerWrites, log, until } from './testing/sync-stage.ts';

let database: TestDatabase;
let db: Database;
let account: SeededAccount;
let connectionId: string;
let org: FakeOrg;
let running: Workers[];
/** What the network does to the next write; absent: nothing. */
let trouble: (request: SalesforceRequest) => SalesforceOutcome | null;

const vault = createVault(Buffer.alloc(32, 7));

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl, { max: 24 });
  account = await seedAccount(db, vault);
  org = new FakeOrg();
  running = [];
  trouble = () => null;
  connectionId = await seedConnection(db, account.accountId, {
    orgId: '00D000000000001AAA',
    url: 'https://acme.example',
  });
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await db.close();
  await database.drop();
});

const port: SalesforcePort = {
  accessFor: () => Promise.resolve(null),
  call: async (request) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    return trouble(request) ?? org.answer(request);
  },
};

const start = (count: number) => {
  for (let i = 0; i < count; i += 1) {
    const worker = startWorkers({
      db,
      databaseUrl: database.serviceUrl,
      now: () => new Date(),
      log,
      salesforce: port,
      pubSub: null,
      openSecret: () => '',
    });
    running.push(worker);
  }
};

const newCase = async (customer: string, ...texts: string[]): Promise<string> => {
  const caseId = await customerWrites(db, account, customer, ...texts);
  await linkCustomer(db, account.accountId, caseId, connectionId, '003000000000001AAA');
  return caseId;
};

const waiting = () =>
  db.forAccount(account.accountId, async (tx) => {
    const rows = await tx
      .selectFrom('outbox')
      .select(['kind', 'reason'])
      .where('state', '=', 'waiting')
      .execute();
    return rows.length;
  });

const viewOf = (caseId: string) =>
  db.forAccount(account.accountId, async (tx) => (await readEscalations(tx, [caseId])).get(caseId)?.[0]);

it('keeps every case once, complete and in order with four workers and a bad network', async () => {
  start(4);
  const cases = await Promise.all(
    Array.from({ length: 12 }, (_, index) => newCase(`customer ${index}`, 'one', 'two', 'three')),
  );
  await Promise.all(cases.map((caseId) => escalateNow({ db, account }, caseId)));
  let writes = 0;
  trouble = (request) => {
    if (request.method === 'GET') return null;
    writes += 1;
    // Every third write is lost, half of those after it was done.
    if (writes % 3 !== 0) return null;
    if (writes % 2 === 0) org.answer(request);
    return { kind: 'unknown', reason: 'no answer' };
  };

  const jonas = {
    kind: 'agent',
    accountId: account.accountId,
    agentId: account.agents.jonas,
    via: 'session',
  } as const;
  const care = carePorts(db, () => new Date());
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      cases.map(async (caseId, index) => {
        await customerWrites(db, account, `customer ${index}`, `more ${round}`);
        await setStatus(
          care,
          jonas,
          caseId,
          (['open', 'pending', 'on_hold', 'open', 'pending'] as const)[round]!,
        );
      }),
    );
  }
  await until(waiting, (count) => count === 0, 40_000);

  expect([...org.created.values()].every((times) => times === 1)).toBe(true);
  expect(org.cases.size).toBe(12);
  for (const record of org.cases.values()) {
    const sequences = record.messages.map(({ sequence }) => sequence);
    expect(sequences).toHaveLength(8);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(record.status).toBe('Waiting on Customer');
  }
});

it('holds a refused message with its reason, holds what follows it, and no other case', async () => {
  start(2);
  const [sick, well] = [await newCase('sick', 'hello'), await newCase('well', 'hello')];
  const recordId = await escalateNow({ db, account }, sick);
  await escalateNow({ db, account }, well);
  trouble = (request) => {
    const rows =
      request.purpose === 'messages' ? (request.body as { records: { Body__c: string }[] }).records : [];
    const refusal = { statusCode: 'STRING_TOO_LONG', message: 'Body: data value too large' };
    return rows.length > 0
      ? org.answer(request, (row) => (rows[row]?.Body__c === 'poison' ? refusal : null))
      : null;
  };

  await customerWrites(db, account, 'sick', 'poison', 'after it');
  await customerWrites(db, account, 'well', 'and me');
  const held = await until(
    () => viewOf(sick),
    (view) => view?.sync === 'parked',
  );
  await until(
    () => viewOf(well),
    (view) => view?.sync === 'in_step',
  );

  const reason = 'A text is longer than Salesforce takes. Shorten it.';
  expect(held).toMatchObject({ sync: 'parked', waiting: 1, reason });
  expect(org.cases.get(recordId)?.messages).toHaveLength(1);

  trouble = () => null;
  expect(await db.forAccount(account.accountId, (tx) => replayParked(tx, account.accountId, sick))).toBe(1);
  await until(
    () => viewOf(sick),
    (view) => view?.sync === 'in_step',
  );
  expect(org.cases.get(recordId)?.messages.map(({ sequence }) => sequence)).toHaveLength(3);
});

it('waits without burning tries while nobody is connected, says so, and goes on in order', async () => {
  start(1);
  const caseId = await newCase('ana', 'hello');
  const recordId = await escalateNow({ db, account }, caseId);
  let refusals = 0;
  trouble = () => {
    refusals += 1;
    return {
      kind: 'unavailable',
      reason: 'reconnect_needed',
      retryAfterMs: 300,
      detail: 'Connect again in Settings.',
    };
  };

  await customerWrites(db, account, 'ana', 'one', 'two');
  const paused = await until(
    () => viewOf(caseId),
    (view) => view?.sync === 'paused',
  );
  await until(
    async () => refusals,
    (count) => count >= 3,
  );
  const lane = await db.forAccount(account.accountId, (tx) =>
    tx.selectFrom('lane').select('attempts').where('case_id', '=', caseId).executeTakeFirstOrThrow(),
  );
  trouble = () => null;
  await until(waiting, (count) => count === 0);

  expect(paused).toMatchObject({ waiting: 2, reason: 'Connect again in Settings.' });
  expect(lane.attempts).toBe(0);
  expect(org.cases.get(recordId)?.messages).toHaveLength(3);
});

it('counts on from what stands in Salesforce after its own memory was set back', async () => {
  start(1);
  const caseId = await newCase('ben', 'hello');
  const recordId = await escalateNow({ db, account }, caseId);
  const record = org.cases.get(recordId)!;
  record.version = 41;
  record.status = 'Closed';

  const jonas = {
    kind: 'agent',
    accountId: account.accountId,
    agentId: account.agents.jonas,
    via: 'session',
  } as const;
  await setStatus(
    carePorts(db, () => new Date()),
    jonas,
    caseId,
    'pending',
  );
  await until(waiting, (count) => count === 0);

  expect(org.cases.get(recordId)).toMatchObject({ status: 'Waiting on Customer', version: 42 });
});
