import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { carePorts } from '../storage/care-store.ts';
import { changeConnection } from '../storage/connection.ts';
import { requestUndo } from '../storage/undo-requests.ts';
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
    60_000,
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

  stage.org.core.control.clearCalls();
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
  // Twelve at a time, their messages as well.
  const calls = stage.org.core.control.calls().filter(({ kind }) => kind === 'api');
  expect(calls.filter(({ operation }) => operation === 'composite').length).toBeLessThanOrEqual(6);
  expect(rows[36]).toMatchObject({ state: 'found', record: { number: preview.cases[36]?.record?.number } });
  expect(rows[39]?.reason).toMatchObject({ code: 'CUSTOMER_SILENT_90_DAYS', remedy: expect.any(String) });
});

it('leaves out what was not begun when it is canceled, and ends as what it has become when it is tried again', async () => {
  const all = [await stage.addCase(), ...(await cases(19))];
  const jobId = await start(all);
  await feedJob(deps, { accountId: stage.accountId, jobId });
  await bulk.cancel(stage.agent.actor, jobId);

  const { job, rows } = await withWorker(() => ends(jobId));

  expect(job).toMatchObject({ state: 'canceled', counts: { refused: 1, created: 11, canceled: 8 } });
  expect(rows.map(({ state }) => state)).toEqual([
    'refused',
    ...Array(11).fill('created'),
    ...Array(8).fill('canceled'),
  ]);
  expect(await inOrg(all)).toHaveLength(11);

  await bulk.retry(stage.agent.actor, jobId);
  expect((await read(jobId)).job).toMatchObject({ state: 'running', counts: { waiting: 1, canceled: 8 } });
  const again = await withWorker(() => ends(jobId));
  expect(again.job).toMatchObject({ state: 'done', counts: { refused: 1, created: 11, canceled: 8 } });
});

it('makes one Salesforce case of each, whoever of two agents comes first', async () => {
  const all = await cases(16);
  const [mine, hers] = [await start(all), await start([...all].reverse(), stage.supervisor)];

  const [one, other] = await withWorker(() => Promise.all([ends(mine), ends(hers, stage.supervisor)]));

  expect(await inOrg(all)).toHaveLength(16);
  const created = one.job.counts.created + other.job.counts.created;
  const found = one.job.counts.found + other.job.counts.found;
  expect({ created, found }).toEqual({ created: 16, found: 16 });
  const numberOf = (rows: typeof one.rows, id: string) =>
    rows.find(({ caseId }) => caseId === id)?.record?.number;
  expect(all.map((id) => numberOf(one.rows, id))).toEqual(all.map((id) => numberOf(other.rows, id)));
});

it('loses and doubles nothing when answers are lost and whoever feeds it is killed', async () => {
  const all = await cases(14);
  stage.org.core.control.addFault({ operation: 'composite', drop: 'after' });
  stage.org.core.control.addFault({ operation: 'composite', code: 'SERVER_UNAVAILABLE' });
  const jobId = await start(all);
  // Two rounds at once of which one ends early: as if two processes fed it and one died.
  const dying: BulkFeederDeps = {
    ...deps,
    caseUrl: (caseId) => {
      if (caseId === all[5]) throw new Error('killed');
      return deps.caseUrl(caseId);
    },
  };
  await expect(feedJob(dying, { accountId: stage.accountId, jobId })).rejects.toThrow('killed');
  expect((await read(jobId)).job.counts.waiting).toBeGreaterThan(0);
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx.updateTable('bulk_job').set({ due_at: new Date() }).where('id', '=', jobId).execute(),
  );

  const { job } = await withWorker(() => ends(jobId));

  expect(job).toMatchObject({ state: 'done', counts: { created: 14 } });
  expect(await inOrg(all)).toHaveLength(14);
});

it('says what the org refuses one of them for, makes the others, and tries again when asked', async () => {
  const all = await cases(3);
  const { schemaSetup } = stage.org.core;
  const rule = (formula: string) =>
    schemaSetup.setRule('Case', 'Not_This', { formula, errorField: null, message: 'Not before noon.' });
  await rule(`Care_Case_Id__c = "${all[1]}"`);
  const jobId = await start(all);
  const { job, rows } = await withWorker(() => ends(jobId));
  expect(job).toMatchObject({ state: 'done', counts: { refused: 1, created: 2 } });
  expect(rows[1]?.reason).toMatchObject({
    fact: expect.stringContaining('Not before noon.'),
    remedy: expect.stringMatching(/\S/),
  });

  await rule('FALSE');
  await bulk.retry(stage.agent.actor, jobId);
  const again = await withWorker(() => ends(jobId));
  expect(again.job).toMatchObject({ state: 'done', counts: { refused: 0, created: 3 } });
  expect(await inOrg(all)).toHaveLength(3);
});

it('rests while the org’s requests are nearly used or nobody’s access works, and goes on by itself', async () => {
  const all = await cases(2);
  // Later than whatever the sweep hears meanwhile.
  const said = (used: number, inHours: number) =>
    stage.db.forAccount(stage.accountId, (tx) =>
      tx
        .insertInto('salesforce_call')
        .values({
          account_id: stage.accountId,
          connection_id: stage.connectionId,
          token_owner: stage.admin.id,
          purpose: 'messages',
          method: 'GET',
          path: '/query',
          records: 0,
          status: 200,
          error_code: null,
          limit_info: `api-usage=${used}/15000`,
          duration_ms: 1,
          at: new Date(Date.now() + inHours * 3_600_000),
        })
        .execute(),
    );
  const jobId = await start(all);
  const round = () => feedJob(deps, { accountId: stage.accountId, jobId });
  const due = () =>
    stage.db.forAccount(stage.accountId, (tx) =>
      tx
        .updateTable('bulk_job')
        .set({ due_at: new Date(0) })
        .where('id', '=', jobId)
        .execute(),
    );
  await said(14_000, 1);
  await round();
  expect((await read(jobId)).job).toMatchObject({
    state: 'held',
    hold: {
      code: 'SALESFORCE_REQUESTS_SCARCE',
      fact: 'The org has used 14,000 of its 15,000 requests of 24 hours.',
    },
    counts: { waiting: 2 },
  });

  await said(100, 2);
  const connection = (state: 'connected' | 'reconnect_needed') =>
    stage.db.forAccount(stage.accountId, (tx) => changeConnection(tx, stage.connectionId, { state }));
  await connection('reconnect_needed');
  await due();
  await round();
  expect((await read(jobId)).job).toMatchObject({
    state: 'held',
    hold: { code: 'SALESFORCE_RECONNECT_NEEDED' },
  });

  await connection('connected');
  await due();
  expect((await withWorker(() => ends(jobId))).job).toMatchObject({
    state: 'done',
    hold: null,
    counts: { created: 2 },
  });
});

it('asks Salesforce for nothing that is known to fail by then, and says of a row that it was undone since', async () => {
  const { core } = stage.org;
  const all = await cases(2);
  const [first = ''] = all;
  const jobId = await start(all);
  await withWorker(() => ends(jobId));
  const { id: escalationId } = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('escalation').select('id').where('case_id', '=', first).executeTakeFirstOrThrow(),
  );
  const { agentId } = stage.agent.actor;
  const wish = { act: 'unlink' as const, closedStatus: null, why: '', byOwnToken: false };
  await requestUndo(deps, { accountId: stage.accountId, caseId: first, escalationId, agentId, ...wish });
  const { job, rows } = await until(
    () => read(jobId),
    (shown) => shown.job.counts.undone === 1,
  );
  expect(job.counts).toMatchObject({ created: 1, undone: 1 });
  expect(rows.map(({ state }) => state)).toEqual(['undone', 'created']);
  expect(rows[0]?.record?.number).toMatch(/^\d{8}$/);

  const later = [...(await cases(2)), all[1]!];
  const next = await start(later);
  await core.schemaSetup.addFields('Case', [
    { name: 'Product__c', type: 'string', label: 'Product', length: 20, required: true },
  ]);
  stage.replicas[0]!.integration.describes.forget(stage.connectionId);
  core.control.clearCalls();
  const ended = await withWorker(() => ends(next));
  await core.schemaSetup.removeField('Case', 'Product__c');
  stage.replicas[0]!.integration.describes.forget(stage.connectionId);

  // What stands there already is found all the same.
  expect(ended.rows.map(({ state }) => state)).toEqual(['refused', 'refused', 'found']);
  expect(ended.rows[0]?.reason).toMatchObject({ code: 'REQUIRED', fact: 'Salesforce requires Product.' });
  const asked = core.control.calls().map(({ operation }) => operation);
  expect(asked).not.toContain('composite');
});

it('is its owner’s alone', async () => {
  const jobId = await start(await cases(1));
  await expect(read(jobId, stage.supervisor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(bulk.cancel(stage.supervisor.actor, jobId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await bulk.list(stage.supervisor.actor)).map(({ id }) => id)).not.toContain(jobId);
  expect((await bulk.list(stage.agent.actor))[0]?.id).toBe(jobId);
});
