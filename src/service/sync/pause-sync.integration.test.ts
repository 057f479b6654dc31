import { afterAll, beforeAll, expect, it } from 'vitest';
import { setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from '../salesforce/testing/salesforce-stage.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { listAudit } from '../storage/audit.ts';
import { carePorts } from '../storage/care-store.ts';
import { readEscalationProgress, requestEscalation } from '../storage/escalation-requests.ts';
import { SERVICE_PASSWORD } from '../storage/testing/create-test-database.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { linkCustomer } from './testing/seed-escalatable.ts';
import { log, until } from './testing/sync-stage.ts';

let stage: SalesforceStage;
let workers: Workers;
let watch: { stop(): Promise<void> };
let connectionId: string;
/** One is answered in Care while the sync is paused, one is closed in Salesforce, one is new. */
let ours: { caseId: string; recordId: string };
let theirs: { caseId: string; recordId: string };
let fresh: string;
let freshRecordId: string;

const now = () => new Date();
const care = () => carePorts(stage.db, now);
const admin = () => stage.org.core.users.byUsername(ADMIN)!;
const desk = () => stage.replicas[0]!.desk;
const view = async () => (await desk().connections(stage.supervisor.actor))[0]!;
const pause = (paused: boolean) => desk().setSyncPause(stage.supervisor.actor, connectionId, paused);

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await desk().setStatusSync(stage.supervisor.actor, connectionId, 'bidirectional');
  const { integration } = stage.replicas[0]!;
  const serviceLogin = { username: 'care_service', password: SERVICE_PASSWORD };
  workers = startWorkers({
    db: stage.db,
    databaseUrl: Object.assign(new URL(stage.adminUrl), serviceLogin).href,
    now,
    log,
    salesforce: integration.port,
    pubSub: { endpoint: stage.org.pubSubAddress, insecure: true },
    openSecret: () => '',
    timing: { noAccessMs: 300, sweepMs: 500, leaseTakenMs: 100 },
  });
  watch = integration.watchTokens();
  ours = await escalatedCase();
  theirs = await escalatedCase();
  fresh = await linkedCase();
  await until(view, ({ events }) => events === 'live');
});
afterAll(async () => {
  await watch.stop();
  await workers.stop();
  await stage.stop();
});

async function linkedCase(): Promise<string> {
  const caseId = await stage.addCase();
  const contacts = await stage.org.core.records.query(admin(), 'SELECT Id FROM Contact LIMIT 1');
  await linkCustomer(stage.db, stage.accountId, caseId, connectionId, String(contacts.records[0]?.Id));
  return caseId;
}

async function escalatedCase() {
  const caseId = await linkedCase();
  const agents = { jonas: stage.agent.actor.agentId };
  return {
    caseId,
    recordId: await escalateNow({ db: stage.db, account: { accountId: stage.accountId, agents } }, caseId),
  };
}

const reply = (caseId: string, text: string) =>
  sendReply(care(), stage.supervisor.actor, {
    caseId,
    kind: 'public_reply',
    text,
    attachments: [],
    inReplyTo: null,
    thenStatus: null,
  });
const recordStatus = async (recordId: string) =>
  (await stage.org.core.records.get(admin(), recordId))?.fields.Status;
const careStatus = async (caseId: string) => {
  const { status } = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('care_case').select('status').where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  return status;
};
const messagesOf = async (recordId: string) => {
  const { records } = await stage.org.core.records.query(
    admin(),
    `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
  );
  return records.map(({ Body__c }) => Body__c);
};
/** Nobody reads the org's changes any more. */
const nobodyReads = () =>
  until(
    () =>
      stage.db.forAccount(stage.accountId, (tx) =>
        tx
          .selectFrom('inbound_position')
          .select('lease_until')
          .where('connection_id', '=', connectionId)
          .executeTakeFirst(),
      ),
    (row) => !row?.lease_until,
  );
/** Created in Salesforce; what lies under it may still wait. */
async function createdFrom(caseId: string): Promise<string> {
  const { accountId } = stage;
  const request = { accountId, caseId, agentId: stage.agent.actor.agentId, fields: {}, another: false };
  const environment = { db: stage.db, now, caseUrl: () => 'http://care.example/case' };
  const requested = await requestEscalation(environment, request);
  if (requested.kind === 'refused') throw new Error(requested.code);
  const { escalation } = await until(
    () => readEscalationProgress(stage.db, accountId, requested.escalationId),
    (progress) => progress.escalation.state === 'created',
  );
  return escalation.recordId!;
}

it('holds messages and statuses back, both ways, and says since when, by whom and how many', async () => {
  const paused = await pause(true);
  expect(paused.paused).toMatchObject({ at: expect.any(String), by: { name: 'supervisor' } });
  await nobodyReads();
  const before = [await recordStatus(ours.recordId), await careStatus(theirs.caseId)];
  await stage.org.core.records.update(admin(), theirs.recordId, { Status: 'Closed' });
  await setAndReply();
  // Whoever asks for a case gets it: after it, the worker has been round with the others in its hands.
  freshRecordId = await createdFrom(fresh);
  await until(view, ({ waiting }) => waiting.statuses === 1);

  const { waiting, state, consequences } = await view();
  expect(waiting).toMatchObject({ messages: 3, statuses: 1, oldestAt: expect.any(String) });
  expect({ state, consequences }).toEqual({ state: 'connected', consequences: [] });
  expect([await recordStatus(ours.recordId), await careStatus(theirs.caseId)]).toEqual(before);
  expect(await messagesOf(ours.recordId)).toHaveLength(1);
  expect(await messagesOf(freshRecordId)).toEqual([]);
  const { escalations } = await desk().tab(stage.agent.actor, ours.caseId);
  expect(escalations).toMatchObject([{ state: 'created', sync: 'paused', reason: 'The sync is paused.' }]);
});

async function setAndReply() {
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('care_case')
      .set({ assignee_id: stage.supervisor.actor.agentId })
      .where('id', '=', ours.caseId)
      .execute(),
  );
  await reply(ours.caseId, 'First');
  await reply(ours.caseId, 'Second');
  await setStatus(care(), stage.supervisor.actor, ours.caseId, 'pending');
}

it('waits for the access and for the pause to end, whichever comes last', async () => {
  await stage.org.core.control.revokeGrants();
  await until(
    async () => {
      await desk()
        .searchContacts(stage.supervisor.actor, 'mara')
        .catch(() => []);
      return view();
    },
    ({ state }) => state === 'reconnect_needed',
  );
  await stage.connect(stage.supervisor, ADMIN, connectionId);
  const { state, waiting, caughtUp, paused } = await view();
  expect({ state, caughtUp }).toEqual({ state: 'connected', caughtUp: null });
  expect(paused).not.toBeNull();
  expect(waiting).toMatchObject({ messages: 3, statuses: 1 });
});

it('catches up in order once it is resumed, loses nothing and doubles nothing', async () => {
  expect((await pause(false)).paused).toBeNull();
  const { caughtUp, waiting } = await until(view, (each) => each.caughtUp !== null, 30_000);

  expect(caughtUp).toMatchObject({ messages: 3, statuses: 2, after: 'pause' });
  expect(waiting).toEqual({ messages: 0, statuses: 0, oldestAt: null });
  expect(await recordStatus(ours.recordId)).toBe('Waiting on Customer');
  expect((await messagesOf(ours.recordId)).slice(1)).toEqual(['First', 'Second']);
  expect(await messagesOf(freshRecordId)).toHaveLength(1);
  expect(await careStatus(theirs.caseId)).toBe('done');
  const { escalations } = await desk().tab(stage.agent.actor, ours.caseId);
  expect(escalations).toMatchObject([{ sync: 'in_step', reason: null }]);
});

it('keeps nothing in step that is escalated while Automated sync waits for its setup', async () => {
  const { statusSync } = await desk().setStatusSync(stage.supervisor.actor, connectionId, 'automated');
  expect(statusSync).toBe('automated');
  const later = await escalatedCase();
  const before = await recordStatus(later.recordId);
  await setStatus(care(), stage.supervisor.actor, later.caseId, 'on_hold');
  // A message comes after it in the same lane: once it is there, a status would be, too.
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('care_case')
      .set({ assignee_id: stage.supervisor.actor.agentId })
      .where('id', '=', later.caseId)
      .execute(),
  );
  await reply(later.caseId, 'After it');
  await until(
    () => messagesOf(later.recordId),
    (bodies) => bodies.includes('After it'),
  );
  expect(await recordStatus(later.recordId)).toBe(before);
  expect(await careStatus(later.caseId)).toBe('on_hold');
});

it('writes down who paused and who resumed, once each', async () => {
  await pause(false);
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) =>
    listAudit(tx, { connectionId }, null, 50),
  );
  const facts = entries.filter(({ kind }) => /^sync\.(paused|resumed)$/.test(kind)).map(({ fact }) => fact);
  const { orgName } = await view();
  expect(facts).toEqual([
    `supervisor resumed the sync with ${orgName}`,
    `supervisor paused the sync with ${orgName}`,
  ]);
});
