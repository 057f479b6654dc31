import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { setStatus } from '../care/change-case.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { log, type SyncStage, startStage, until } from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
let workers: Workers;

beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

const start = (how: 'live' | 'sweep_only') =>
  startWorkers({
    db: stage.db,
    databaseUrl: stage.databaseUrl,
    now: () => new Date(),
    log,
    salesforce: stage.port,
    pubSub: how === 'live' ? { endpoint: org.pubSubAddress, insecure: true } : null,
    openSecret: stage.openSecret,
    timing: { sweepMs: 100, noAccessMs: 1_000, leaseTakenMs: 100 },
  });

const events = () =>
  stage.db.forAccount(stage.account.accountId, (tx) =>
    tx.selectFrom('connection').select('events').executeTakeFirstOrThrow(),
  );

const careStatus = (caseId: string) =>
  stage.db.forAccount(stage.account.accountId, async (tx) => {
    const row = await tx
      .selectFrom('care_case')
      .select('status')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    return row.status;
  });

const inSalesforce = async (recordId: string) => {
  const { records } = await org.core.records.query(
    stage.admin,
    `SELECT Status, Care_Version__c FROM Case WHERE Id = '${recordId}'`,
  );
  return records[0];
};

/** Until Care knows, too, that what it had to write is written: a change on top of it is then a change. */
const allWritten = (caseId: string) =>
  until(
    () =>
      stage.db.forAccount(stage.account.accountId, (tx) =>
        tx
          .selectFrom('outbox')
          .select('id')
          .where('case_id', '=', caseId)
          .where('state', '=', 'waiting')
          .execute(),
      ),
    ({ length }) => length === 0,
  );

const changeInSalesforce = (recordId: string, status: string) =>
  org.core.records.update(stage.admin, recordId, { Status: status });

beforeEach(async () => {
  org.core.control.clearFaults();
  stage = await startStage(org);
});
afterEach(async () => {
  await workers.stop();
  await stage.end();
});

describe.each(['live', 'sweep_only'] as const)('with events %s', (how) => {
  beforeEach(async () => {
    workers = start(how);
    await until(events, (row) => row.events === how);
  });

  it('brings a status from Salesforce into Care, once, and writes nothing back', async () => {
    const caseId = await stage.linkedCase('ana', 'hello');
    const recordId = await escalateNow(stage, caseId);
    const written = stage.port.requests.length;

    await changeInSalesforce(recordId, 'Waiting on Customer');
    await until(
      () => careStatus(caseId),
      (status) => status === 'pending',
    );

    const writes = stage.port.requests.slice(written).filter(({ purpose }) => purpose === 'case_state');
    expect(writes).toEqual([]);
    expect(await inSalesforce(recordId)).toMatchObject({ Status: 'Waiting on Customer', Care_Version__c: 1 });
  });

  it('takes a reopening in Salesforce over after Care had closed the case', async () => {
    const caseId = await stage.linkedCase('bea', 'hello');
    const recordId = await escalateNow(stage, caseId);
    await setStatus(stage.care, stage.jonas, caseId, 'done');
    await until(
      () => inSalesforce(recordId),
      (record) => record?.Status === 'Closed',
    );
    await allWritten(caseId);

    await changeInSalesforce(recordId, 'Working');
    await until(
      () => careStatus(caseId),
      (status) => status === 'open',
    );

    expect(await inSalesforce(recordId)).toMatchObject({ Status: 'Working', Care_Version__c: 2 });
  });

  it('leaves Care as it is for Escalated and shows what Salesforce shows', async () => {
    const caseId = await stage.linkedCase('cleo', 'hello');
    const recordId = await escalateNow(stage, caseId);

    await changeInSalesforce(recordId, 'Escalated');
    const shown = await until(
      () =>
        stage.db.forAccount(stage.account.accountId, (tx) =>
          tx
            .selectFrom('escalation')
            .select('salesforce_status')
            .where('case_id', '=', caseId)
            .executeTakeFirstOrThrow(),
        ),
      (row) => row.salesforce_status === 'Escalated',
    );

    expect(shown.salesforce_status).toBe('Escalated');
    expect(await careStatus(caseId)).toBe('new');
  });

  it('marks a deleted case gone', async () => {
    const caseId = await stage.linkedCase('dora', 'hello');
    const recordId = await escalateNow(stage, caseId);
    const state = () =>
      stage.db.forAccount(stage.account.accountId, (tx) =>
        tx.selectFrom('escalation').select('state').where('case_id', '=', caseId).executeTakeFirstOrThrow(),
      );

    await org.core.records.delete(stage.admin, recordId);
    const gone = await until(state, (row) => row.state === 'gone');

    expect(gone.state).toBe('gone');
  });

  it('follows a merge to the case that is left', async () => {
    const caseId = await stage.linkedCase('eva', 'hello');
    const loser = await escalateNow(stage, caseId);
    const { id: master } = await org.core.records.create(stage.admin, 'Case', { Subject: 'The other one' });

    await org.core.records.merge(stage.admin, master, [loser]);
    await until(
      () =>
        stage.db.forAccount(stage.account.accountId, (tx) =>
          tx
            .selectFrom('escalation')
            .select('record_id')
            .where('case_id', '=', caseId)
            .executeTakeFirstOrThrow(),
        ),
      (row) => row.record_id === master,
    );
    await stage.write('eva', 'still there?');

    const rows = await until(
      async () => {
        const { records } = await org.core.records.query(
          stage.admin,
          `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${master}' ORDER BY Sequence__c`,
        );
        return records.map((row) => row.Body__c);
      },
      (bodies) => bodies.includes('still there?'),
    );
    expect(rows).toContain('still there?');
  });
});

describe('what happened while nobody listened', () => {
  it('arrives by the stream where it was left', async () => {
    workers = start('live');
    await until(events, (row) => row.events === 'live');
    const caseId = await stage.linkedCase('fay', 'hello');
    const recordId = await escalateNow(stage, caseId);
    await changeInSalesforce(recordId, 'Working');
    await until(
      () => careStatus(caseId),
      (status) => status === 'open',
    );
    await workers.stop();

    await changeInSalesforce(recordId, 'Waiting on Customer');
    workers = start('live');

    expect(
      await until(
        () => careStatus(caseId),
        (status) => status === 'pending',
      ),
    ).toBe('pending');
  });
});
