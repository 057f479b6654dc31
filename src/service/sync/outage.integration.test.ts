import { afterAll, beforeAll, expect, it } from 'vitest';
import { setAssignee, setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN } from '../salesforce/testing/salesforce-stage.ts';
import { carePorts } from '../storage/care-store.ts';
import { type EscalatedCase, type LiveStage, openLiveStage } from './testing/live-stage.ts';
import { until } from './testing/sync-stage.ts';

let stage: LiveStage;
/** Two cases in Salesforce, and one that is not. */
let ours: EscalatedCase;
let theirs: EscalatedCase;
let unescalated: string;

const care = () => carePorts(stage.db, () => new Date());

beforeAll(async () => {
  stage = await openLiveStage();
  ours = await stage.escalatedCase();
  theirs = await stage.escalatedCase();
  unescalated = await stage.linkedCase();
});
afterAll(() => stage.stop());

const reply = (text: string) =>
  sendReply(care(), stage.agent.actor, {
    caseId: ours.caseId,
    kind: 'public_reply',
    text,
    attachments: [],
    inReplyTo: null,
    thenStatus: null,
  });
it('says what does not work while nobody has access, and leaves what is in Salesforce as it is', async () => {
  const before = await stage.salesforceStatus(ours.recordId);
  await setAssignee(care(), stage.agent.actor, ours.caseId, stage.agent.actor.agentId);
  await stage.org.core.control.revokeGrants();
  await reply('First');
  await reply('Second');
  await setStatus(care(), stage.agent.actor, ours.caseId, 'pending');
  const dead = await until(stage.view, ({ state }) => state === 'reconnect_needed');

  expect(dead).toMatchObject({
    cause: 'revoked',
    fact: 'This access was revoked in Salesforce.',
    caughtUp: null,
  });
  expect(dead.consequences.map(({ code }) => code)).toEqual([
    'no_new_cases',
    'status_sync_paused',
    'sync_type_locked',
    'record_types_hidden',
  ]);
  const refused = { code: 'SALESFORCE_RECONNECT_NEEDED' };
  const { blocked } = await stage.desk.tab(stage.agent.actor, unescalated);
  expect(blocked).toBe(refused.code);
  await expect(stage.desk.form(stage.agent.actor, unescalated, 'Case')).rejects.toMatchObject(refused);
  const change = stage.desk.setStatusSync(stage.supervisor.actor, stage.connectionId, 'none');
  await expect(change).rejects.toMatchObject(refused);
  const { escalations } = await stage.desk.tab(stage.agent.actor, ours.caseId);
  expect(escalations).toMatchObject([{ state: 'created', sync: 'paused', recordId: ours.recordId }]);
  expect(escalations[0]?.reason).toContain('revoked');
  expect((await stage.view()).waiting).toMatchObject({
    messages: 2,
    statuses: 1,
    oldestAt: expect.any(String),
  });
  expect(await stage.salesforceStatus(ours.recordId)).toBe(before);
});

it('resumes as it was once somebody connects, both ways, and says what was caught up', async () => {
  await stage.org.core.records.update(stage.admin, theirs.recordId, { Status: 'Closed' });
  await stage.connect(stage.supervisor, ADMIN, stage.connectionId);
  const { caughtUp, ...alive } = await until(stage.view, (each) => each.caughtUp !== null, 30_000);

  expect(alive).toMatchObject({
    state: 'connected',
    cause: null,
    consequences: [],
    statusSync: 'bidirectional',
  });
  expect(alive.waiting).toEqual({ messages: 0, statuses: 0, oldestAt: null });
  expect(caughtUp).toMatchObject({ messages: 2, statuses: 2 });
  expect(await stage.salesforceStatus(ours.recordId)).toBe('Waiting on Customer');
  expect(await stage.careStatus(theirs.caseId)).toBe('done');
  expect((await stage.messagesOf(ours.recordId)).slice(-2)).toEqual(['First', 'Second']);
  expect((await stage.desk.form(stage.agent.actor, unescalated, 'Case')).actingUser).toMatch(/\w/);
});
