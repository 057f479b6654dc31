import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CaseStatus } from '../../domain/case.ts';
import { defaultMapping } from '../../domain/mapping/default-mappings.ts';
import type { BackMap } from '../../domain/mapping/mapped-field.ts';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { addField } from '../care/case-fields.ts';
import { readProperties } from '../care/case-properties.ts';
import { setStatus } from '../care/change-case.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { addVersion, readMapping, setForNew } from '../storage/mapping-version.ts';
import { replayParked } from '../storage/replay-parked.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { log, type SyncStage, startStage, until } from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
let workers: Workers | null;

beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

beforeEach(async () => {
  stage = await startStage(org);
  workers = start();
});
afterEach(async () => {
  await workers?.stop();
  await stage.end();
});

/** What changes in Salesforce is found by looking, often. */
const start = (): Workers =>
  startWorkers({
    db: stage.db,
    databaseUrl: stage.databaseUrl,
    now: () => new Date(),
    log,
    salesforce: stage.port,
    pubSub: null,
    openSecret: stage.openSecret,
    timing: { sweepMs: 100, noAccessMs: 1_000, leaseTakenMs: 100 },
  });

const stop = async () => {
  await workers?.stop();
  workers = null;
};

type Values = Partial<Record<CaseStatus, string>>;

/** Saves a mapping of cases in which only the statuses, or what comes back, differ from Care's own. */
const save = (values: Values, recordType = 'Master', back: BackMap | null = null) =>
  stage.db.forAccount(stage.account.accountId, async (tx) => {
    const key = { connectionId: stage.connectionId, object: 'Case', recordType };
    const { version: base } = await readMapping(tx, key);
    const fields = defaultMapping('Case').map((each) =>
      each.field === 'Status'
        ? {
            ...each,
            source: { kind: 'variable' as const, data: 'case_status', values, otherwise: null },
            back,
          }
        : each,
    );
    const { accountId, agents } = stage.account;
    const version = { accountId, base, recordTypeId: null, fields, authorId: agents.jonas };
    await addVersion(tx, key, { ...version, origin: 'saved' });
    await setForNew(tx, accountId, key);
  });

const ROUTED: Values = {
  new: 'New',
  open: 'Escalated',
  pending: 'Waiting on Customer',
  on_hold: 'Waiting on Customer',
  done: 'Closed',
};

const inSalesforce = async (recordId: string) =>
  (await org.core.records.query(stage.admin, `SELECT Status FROM Case WHERE Id = '${recordId}'`)).records[0]
    ?.Status;
const chooseInSalesforce = (recordId: string, status: string) =>
  org.core.records.update(stage.admin, recordId, { Status: status });
const choose = (caseId: string, status: CaseStatus) => setStatus(stage.care, stage.jonas, caseId, status);
const careStatus = (caseId: string) =>
  stage.db.forAccount(stage.account.accountId, async (tx) => {
    const row = await tx.selectFrom('care_case').select('status').where('id', '=', caseId).executeTakeFirst();
    return row?.status;
  });
const escalation = (caseId: string) =>
  stage.db.forAccount(
    stage.account.accountId,
    async (tx) => (await readEscalations(tx, [caseId])).get(caseId)?.[0],
  );
/** Until Care has seen it stand in Salesforce. */
const seen = (caseId: string, status: string) =>
  until(
    () => escalation(caseId),
    (each) => each?.status === status,
  );

it('keeps the status in step by the saved mapping, both ways', async () => {
  await save(ROUTED);
  const caseId = await stage.linkedCase('ana', 'hello');
  const recordId = await escalateNow(stage, caseId);
  expect(await inSalesforce(recordId)).toBe('New');

  await choose(caseId, 'open');
  await until(
    () => inSalesforce(recordId),
    (status) => status === 'Escalated',
  );
  await chooseInSalesforce(recordId, 'Waiting on Customer');
  await until(
    () => careStatus(caseId),
    (status) => status === 'pending',
  );
  // Two of Care look the same there, and nothing is mapped to Working.
  await choose(caseId, 'on_hold');
  await chooseInSalesforce(recordId, 'Working');
  await seen(caseId, 'Working');
  expect(await careStatus(caseId)).toBe('on_hold');
});

it('leaves what Salesforce shows where nothing is mapped to a status', async () => {
  await save({ new: 'New', open: 'Working' });
  const caseId = await stage.linkedCase('bea', 'hello');
  const recordId = await escalateNow(stage, caseId);

  await choose(caseId, 'done');
  await choose(caseId, 'open');
  await until(
    () => escalation(caseId),
    (each) => each?.sync === 'in_step' && each.status === 'Working',
  );
  await choose(caseId, 'done');
  expect(await escalation(caseId)).toMatchObject({ sync: 'in_step', status: 'Working' });
  expect(await inSalesforce(recordId)).toBe('Working');
});

it('sends what is on its way as it was mapped then, and does not take it for somebody’s choice', async () => {
  await save(ROUTED);
  const caseId = await stage.linkedCase('cleo', 'hello');
  const recordId = await escalateNow(stage, caseId);
  await stop();
  await choose(caseId, 'open');
  await save({ new: 'New', open: 'Working', pending: 'Escalated', done: 'Closed' });
  workers = start();

  await until(
    () => inSalesforce(recordId),
    (status) => status === 'Escalated',
  );
  await seen(caseId, 'Escalated');
  await chooseInSalesforce(recordId, 'Closed');
  await until(
    () => careStatus(caseId),
    (status) => status !== 'open',
  );
  expect(await careStatus(caseId)).toBe('done');
});

it('writes a refused status as the mended mapping has it', async () => {
  const formula = 'ISPICKVAL(Status, "No such status")';
  await org.core.schemaSetup.setRule('Case', 'Known_Status', {
    formula,
    message: 'Choose a status we know.',
  });
  await save({ new: 'New', open: 'No such status' });
  const caseId = await stage.linkedCase('dora', 'hello');
  const recordId = await escalateNow(stage, caseId);
  await choose(caseId, 'open');
  await until(
    () => escalation(caseId),
    (each) => each?.sync === 'parked',
  );

  await save({ new: 'New', open: 'Working' });
  const { accountId } = stage.account;
  await stage.db.forAccount(accountId, (tx) => replayParked(tx, accountId, caseId));

  expect(
    await until(
      () => inSalesforce(recordId),
      (status) => status === 'Working',
    ),
  ).toBe('Working');
});

it('keeps a case to the mapping of its record type when new ones are of another', async () => {
  await save(ROUTED, 'Routed');
  const caseId = await stage.linkedCase('ella', 'hello');
  const recordId = await escalateNow(stage, caseId);
  await save({ new: 'New', open: 'Working' });

  await choose(caseId, 'open');

  expect(
    await until(
      () => inSalesforce(recordId),
      (status) => status !== 'New',
    ),
  ).toBe('Escalated');
});

it('lets a status chosen in Salesforce set a case field, and leaves the status of the Care case', async () => {
  const options = ['Theirs', 'Ours'];
  const made = { name: 'External status', type: 'single_select', options } as const;
  const { key } = await addField(stage.care, stage.jonas, made);
  await save(ROUTED, 'Master', { data: key, values: { Escalated: 'theirs' } });
  const caseId = await stage.linkedCase('fay', 'hello');
  const recordId = await escalateNow(stage, caseId);

  await chooseInSalesforce(recordId, 'Escalated');
  await until(
    async () => (await readProperties(stage.care, stage.jonas, caseId)).fields,
    (fields) => fields.some((field) => field.key === key && field.value === 'theirs'),
  );
  await seen(caseId, 'Escalated');
  expect(await careStatus(caseId)).toBe('new');
});
