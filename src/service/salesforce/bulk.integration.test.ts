import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { carePorts } from '../storage/care-store.ts';
import { escalateNow } from '../sync/testing/escalate-now.ts';
import { type LiveStage, openLiveStage } from '../sync/testing/live-stage.ts';
import { log, until } from '../sync/testing/sync-stage.ts';
import { type BulkDesk, createBulkDesk } from './bulk-desk.ts';
import { type BulkFeederDeps, feedJob, watchBulkJobs } from './bulk-feeder.ts';
import { JONAS } from './testing/salesforce-stage.ts';

let stage: LiveStage;
let bulk: BulkDesk;
let deps: BulkFeederDeps;

beforeAll(async () => {
  stage = await openLiveStage();
  await stage.connect(stage.agent, JONAS, stage.connectionId);
  const { db, desk } = stage;
  const now = () => new Date();
  const caseUrl = (caseId: string) => `http://care.example/cases/${caseId}`;
  bulk = createBulkDesk({ db, describes: stage.replicas[0]!.integration.describes, now, caseUrl });
  deps = { db, care: carePorts(db, now), desk, now, caseUrl };
});
afterAll(() => stage.stop());
beforeEach(() => stage.org.core.control.clearFaults());

const cases = async (many: number) => {
  const made: string[] = [];
  while (made.length < many) made.push(await stage.linkedCase());
  return made;
};
const start = async (caseIds: string[], person = stage.agent) => (await bulk.start(person.actor, caseIds)).id;
const read = (jobId: string, person = stage.agent) => bulk.read(person.actor, jobId);
const ends = (jobId: string, person = stage.agent) =>
  until(
    () => read(jobId, person),
    ({ job }) => job.counts.waiting + job.counts.sending === 0,
    20_000,
  );
/** Cases in the org for these Care cases. */
const inOrg = async (caseIds: string[]) => {
  const { records } = await stage.org.core.records.query(
    stage.admin,
    `SELECT Id, CaseNumber, Care_Case_Id__c, CreatedById FROM Case WHERE Care_Case_Id__c IN ('${caseIds.join("','")}')`,
  );
  return records;
};
const withWorker = async <T>(work: () => Promise<T>): Promise<T> => {
  const worker = watchBulkJobs({ ...deps, log });
  try {
    return await work();
  } finally {
    await worker.stop();
  }
};

it('sends forty cases that are ready or not, each to its own end', async () => {
  const ready = await cases(36);
  const { caseId: there } = await stage.escalatedCase();
  const unlinked = [await stage.addCase(), await stage.addCase()];
  const silent = await stage.linkedCase();
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('care_case')
      .set({ last_customer_message_at: new Date(Date.now() - 91 * 86_400_000) })
      .where('id', '=', silent)
      .execute(),
  );
  const all = [...ready, there, ...unlinked, silent];

  const preview = await bulk.preview(stage.agent.actor, all);
  expect(preview.cases.map(({ state }) => state)).toEqual([
    ...ready.map(() => 'ready'),
    'found',
    'blocked',
    'blocked',
    'blocked',
  ]);
  expect(preview.cases.slice(37).map(({ reason }) => reason?.code)).toEqual([
    'CONTACT_LINK_REQUIRED',
    'CONTACT_LINK_REQUIRED',
    'CUSTOMER_SILENT_90_DAYS',
  ]);
  expect(preview.cases[0]).toMatchObject({ caseId: ready[0], customerName: 'Mara Lindqvist', warnings: [] });
  expect(preview.cases[36]?.record?.number).toMatch(/^\d{8}$/);
  expect(preview.writers).toEqual([expect.objectContaining({ name: expect.any(String) })]);

  const { job, rows } = await withWorker(async () => ends(await start(all)));

  expect(job).toMatchObject({
    state: 'done',
    total: 40,
    counts: { created: 36, found: 1, refused: 3, waiting: 0, sending: 0, canceled: 0 },
  });
  const made = await inOrg(ready);
  expect(made).toHaveLength(36);
  expect(rows.slice(0, 36).map(({ record }) => record?.number)).toEqual(
    ready.map((id) => made.find((each) => each.Care_Case_Id__c === id)?.CaseNumber),
  );
  expect(rows[36]).toMatchObject({ state: 'found', record: { number: preview.cases[36]?.record?.number } });
  expect(rows[39]?.reason).toMatchObject({ code: 'CUSTOMER_SILENT_90_DAYS', remedy: expect.any(String) });
});
