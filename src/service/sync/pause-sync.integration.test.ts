import { afterAll, beforeAll, expect, it } from 'vitest';
import { setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN } from '../salesforce/testing/salesforce-stage.ts';
import { listAudit } from '../storage/audit.ts';
import { carePorts } from '../storage/care-store.ts';
import { readEscalationProgress, requestEscalation } from '../storage/escalation-requests.ts';
import { type EscalatedCase, type LiveStage, openLiveStage } from './testing/live-stage.ts';
import { until } from './testing/sync-stage.ts';

let stage: LiveStage;
/** One is answered in Care while the sync is paused, one is closed in Salesforce, one is new. */
let ours: EscalatedCase;
let theirs: EscalatedCase;
let fresh: string;
let freshRecordId: string;

const now = () => new Date();
const care = () => carePorts(stage.db, now);
const pause = (paused: boolean) =>
  stage.desk.setSyncPause(stage.supervisor.actor, stage.connectionId, paused);

beforeAll(async () => {
  stage = await openLiveStage();
  ours = await stage.escalatedCase();
  theirs = await stage.escalatedCase();
  fresh = await stage.linkedCase();
});
afterAll(() => stage.stop());

const reply = (caseId: string, text: string) =>
  sendReply(care(), stage.supervisor.actor, {
    caseId,
    kind: 'public_reply',
    text,
    attachments: [],
    inReplyTo: null,
    thenStatus: null,
  });
/** Nobody reads the org's changes any more. */
const nobodyReads = () =>
  until(
    () =>
      stage.db.forAccount(stage.accountId, (tx) =>
        tx
          .selectFrom('inbound_position')
          .select('lease_until')
          .where('connection_id', '=', stage.connectionId)
          .executeTakeFirst(),
      ),
    (row) => !row?.lease_until,
  );
/** Created in Salesforce; what lies under it may still wait. */
async function createdFrom(caseId: string): Promise<string> {
  const { accountId } = stage;
  const { agentId } = stage.agent.actor;
  const request = {
    accountId,
    caseId,
    agentId,
    object: 'Case',
    fields: {},
    another: false,
    tokenGap: null,
  } as const;
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
  const before = [await stage.salesforceStatus(ours.recordId), await stage.careStatus(theirs.caseId)];
  await stage.org.core.records.update(stage.admin, theirs.recordId, { Status: 'Closed' });
  await setAndReply();
  // Whoever asks for a case gets it: after it, the worker has been round with the others in its hands.
  freshRecordId = await createdFrom(fresh);
  await until(stage.view, ({ waiting }) => waiting.statuses === 1);

  const { waiting, state, consequences } = await stage.view();
  expect(waiting).toMatchObject({ messages: 3, statuses: 1, oldestAt: expect.any(String) });
  expect({ state, consequences }).toEqual({ state: 'connected', consequences: [] });
  expect([await stage.salesforceStatus(ours.recordId), await stage.careStatus(theirs.caseId)]).toEqual(
    before,
  );
  expect(await stage.messagesOf(ours.recordId)).toHaveLength(1);
  expect(await stage.messagesOf(freshRecordId)).toEqual([]);
  const { escalations } = await stage.desk.tab(stage.agent.actor, ours.caseId);
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
      await stage.desk.searchContacts(stage.supervisor.actor, 'mara').catch(() => []);
      return stage.view();
    },
    ({ state }) => state === 'reconnect_needed',
  );
  await stage.connect(stage.supervisor, ADMIN, stage.connectionId);
  const { state, waiting, caughtUp, paused } = await stage.view();
  expect({ state, caughtUp }).toEqual({ state: 'connected', caughtUp: null });
  expect(paused).not.toBeNull();
  expect(waiting).toMatchObject({ messages: 3, statuses: 1 });
});

it('catches up in order once it is resumed, loses nothing and doubles nothing', async () => {
  expect((await pause(false)).paused).toBeNull();
  const { caughtUp, waiting } = await until(stage.view, (each) => each.caughtUp !== null, 30_000);

  expect(caughtUp).toMatchObject({ messages: 3, statuses: 2, after: 'pause' });
  expect(waiting).toEqual({ messages: 0, statuses: 0, oldestAt: null });
  expect(await stage.salesforceStatus(ours.recordId)).toBe('Waiting on Customer');
  expect((await stage.messagesOf(ours.recordId)).slice(1)).toEqual(['First', 'Second']);
  expect(await stage.messagesOf(freshRecordId)).toHaveLength(1);
  expect(await stage.careStatus(theirs.caseId)).toBe('done');
  const { escalations } = await stage.desk.tab(stage.agent.actor, ours.caseId);
  expect(escalations).toMatchObject([{ sync: 'in_step', reason: null }]);
});

it('keeps nothing in step that is escalated while Automated sync waits for its setup', async () => {
  const { statusSync } = await stage.desk.setStatusSync(
    stage.supervisor.actor,
    stage.connectionId,
    'automated',
  );
  expect(statusSync).toBe('automated');
  const later = await stage.escalatedCase();
  const before = await stage.salesforceStatus(later.recordId);
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
    () => stage.messagesOf(later.recordId),
    (bodies) => bodies.includes('After it'),
  );
  expect(await stage.salesforceStatus(later.recordId)).toBe(before);
  expect(await stage.careStatus(later.caseId)).toBe('on_hold');
});

it('writes down who paused and who resumed, once each', async () => {
  await pause(false);
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) =>
    listAudit(tx, { connectionId: stage.connectionId }, null, 50),
  );
  const facts = entries.filter(({ kind }) => /^sync\.(paused|resumed)$/.test(kind)).map(({ fact }) => fact);
  const { orgName } = await stage.view();
  expect(facts).toEqual([
    `supervisor resumed the sync with ${orgName}`,
    `supervisor paused the sync with ${orgName}`,
  ]);
});
