import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { BODIES, judged, RAW_DATA } from '../salesforce/testing/error-bodies.ts';
import { createVault } from '../salesforce/vault.ts';
import { listAudit } from '../storage/audit.ts';
import { addBulkJob, readBulkRows } from '../storage/bulk-jobs.ts';
import { type Database, openDatabase, type Tx } from '../storage/database.ts';
import { readEscalationProgress, requestEscalation } from '../storage/escalation-requests.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { salesforceLaneStore } from '../storage/salesforce-lanes.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { requestUndo } from '../storage/undo-requests.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { deliverToSalesforce } from './deliver-to-salesforce.ts';
import { refusedBySalesforce } from './escalate.ts';
import { runRound } from './lane-worker.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';
import { linkCustomer, seedConnection } from './testing/seed-escalatable.ts';
import { customerWrites, ENVIRONMENT } from './testing/sync-stage.ts';

const RECORD = '500000000000001AAA';
const OWNER = { salesforceUserId: '005', username: 'ines@acme.example', displayName: 'Ines', agentId: null };

let database: TestDatabase;
let db: Database;
let account: SeededAccount;
let connectionId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl);
  account = await seedAccount(db, createVault(Buffer.alloc(32, 7)));
  const org = { orgId: '00D000000000001AAA', url: 'https://acme.my.salesforce.com' };
  connectionId = await seedConnection(db, account.accountId, org);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const inAccount = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.forAccount(account.accountId, work);

/** One round of the worker, in an org that shows these records and answers every write with this. */
async function round(records: object[], write: SalesforceOutcome): Promise<void> {
  const seen = { status: 200, headers: {}, tokenOwner: OWNER, body: { done: true, records } };
  const port: SalesforcePort = {
    call: ({ method }) => Promise.resolve(method === 'GET' ? { kind: 'answered', ...seen } : write),
    accessFor: () => Promise.resolve(null),
  };
  const store = salesforceLaneStore(db, 'worker');
  const mapping = DEFAULT_MESSAGE_MAPPING;
  const { signal } = new AbortController();
  const deliver = (accountId: string, lanes: Parameters<typeof deliverToSalesforce>[2]) =>
    deliverToSalesforce({ port, store, mapping, random: () => 0 }, accountId, lanes);
  await runRound({ store, deliver, signal }, account.accountId);
  // What waits does so for good: the next case is sent alone.
  await inAccount((tx) => tx.updateTable('lane').set({ ready_at: 'infinity' }).execute());
}

async function asked(customer: string) {
  const { accountId, agents } = account;
  const caseId = await customerWrites(db, account, customer, 'Where is my parcel?');
  await linkCustomer(db, accountId, caseId, connectionId, '003000000000001AAA');
  const requested = await requestEscalation(
    { db, ...ENVIRONMENT },
    { accountId, caseId, agentId: agents.jonas, object: 'Case', fields: {}, another: false, tokenGap: null },
  );
  if (requested.kind === 'refused') throw new Error(requested.code);
  const { escalationId } = requested;
  const { external_id: key } = await inAccount((tx) =>
    tx
      .selectFrom('escalation')
      .select('external_id')
      .where('id', '=', escalationId)
      .executeTakeFirstOrThrow(),
  );
  const shown = async () => (await inAccount((tx) => readEscalations(tx, [caseId]))).get(caseId)![0]!;
  return { caseId, escalationId, key, shown };
}

/** It stands in the org after all, and its message is to go there. */
const stands = (caseId: string, escalationId: string) =>
  inAccount(async (tx) => {
    const standing = {
      state: 'created',
      reason: null,
      record_id: RECORD,
      record_number: '00001001',
    } as const;
    await tx.updateTable('escalation').set(standing).where('id', '=', escalationId).execute();
    await sql`update outbox set state = case kind when 'escalate' then 'done' else 'waiting' end, reason = null
      where escalation_id = ${escalationId}`.execute(tx);
    await tx
      .updateTable('lane')
      .set({ ready_at: sql<string>`now()`, reason: null })
      .where('case_id', '=', caseId)
      .execute();
  });

/** All that people read when it is refused as a new case, as one of many, as a message, and when it is taken back. */
async function told(write: SalesforceOutcome, name: string) {
  const { accountId, agents } = account;
  const made = await asked(name);
  const rows = await inAccount(async (tx) => {
    const jobId = (await addBulkJob(tx, { accountId, agentId: agents.jonas }, [made.caseId]))!;
    await tx
      .updateTable('bulk_row')
      .set({ state: 'sent', escalation_id: made.escalationId })
      .where('job_id', '=', jobId)
      .execute();
    return () => inAccount((again) => readBulkRows(again, jobId, () => true));
  });
  await round([], write);
  const { refusal } = await readEscalationProgress(db, accountId, made.escalationId);
  const [row] = await rows();
  const { reason } = await made.shown();

  const { caseId, escalationId, key, shown } = made;
  await stands(caseId, escalationId);
  await round([], write);
  const message = (await shown()).reason;

  const wish = { act: 'close' as const, closedStatus: 'Closed', why: '', byOwnToken: false };
  const undo = { accountId, caseId, escalationId, agentId: agents.jonas, ...wish };
  await requestUndo({ db, now: ENVIRONMENT.now }, undo);
  await round([{ Id: RECORD, IsDeleted: false, IsClosed: false, Care_Escalation_Id__c: key }], write);

  const problem = refusal && refusedBySalesforce(refusal).toBody();
  return {
    made: reason,
    pressed: problem && [problem.detail, problem.remedy].join(' '),
    inBulk: row?.reason ? `${row.reason.fact} ${row.reason.remedy}` : null,
    message,
    undone: (await shown()).undone?.fact,
  };
}

it('tells no person raw data, wherever a reason of Salesforce is read', async () => {
  const read: string[] = [];
  for (const [at, [status, body]] of BODIES.entries()) {
    const write = judged(status, body);
    if (write.kind === 'answered') throw new Error('expected an error');
    const words = Object.values(await told(write, `c${at}`)).flatMap((each) => each ?? []);
    expect(words.length, `told of ${at}`).toBeGreaterThan(0);
    for (const each of words) expect(each.length, each).toBeGreaterThan(8);
    read.push(...words);
  }
  const audit = await inAccount((tx) => listAudit(tx, {}, null, 200));
  read.push(...audit.entries.map(({ fact }) => fact));

  expect(read.filter((words) => RAW_DATA.test(words))).toEqual([]);
  expect(read.length).toBeGreaterThan(200);
});

it('says beside a refused case and message which field it is about and what to do', async () => {
  const [status, body] = BODIES[0]!;

  const { made, message, inBulk, undone } = await told(judged(status, body), 'words');

  const words = 'Salesforce requires Company. Fill it in; for good, a Care admin can change the mapping.';
  expect({ made, message, inBulk }).toEqual({ made: words, message: words, inBulk: words });
  expect(undone).toBe('Salesforce requires Company.');
});
