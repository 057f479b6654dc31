import { afterEach, beforeEach, expect, it } from 'vitest';
import { setAssignee, setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN } from '../salesforce/testing/salesforce-stage.ts';
import { carePorts } from '../storage/care-store.ts';
import type { Tx } from '../storage/database.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { type LiveStage, openLiveStage } from './testing/live-stage.ts';
import { until } from './testing/sync-stage.ts';

let stage: LiveStage;
let recordId: string;
let caseId: string;

beforeEach(async () => {
  stage = await openLiveStage();
  ({ caseId, recordId } = await stage.escalatedCase());
});
afterEach(() => stage.stop());

const inAccount = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => stage.db.forAccount(stage.accountId, work);

const care = () => carePorts(stage.db, () => new Date());

const careStatus = () => stage.careStatus(caseId);

const salesforceStatus = () => stage.salesforceStatus(recordId);

const chooseInSalesforce = async (status: string) => {
  await stage.org.core.records.update(stage.admin, recordId, { Status: status });
};

it('goes on in both directions after the session has run out', async () => {
  await stage.org.core.control.expireAccessTokens();

  await setStatus(care(), stage.agent.actor, caseId, 'pending');
  await until(salesforceStatus, (status) => status === 'Waiting on Customer');
  await chooseInSalesforce('Working');

  expect(await until(careStatus, (status) => status === 'open')).toBe('open');
});

it('waits while every grant is revoked, says so, and catches up both ways once somebody connects', async () => {
  await stage.org.core.control.revokeGrants();
  await setStatus(care(), stage.agent.actor, caseId, 'on_hold');
  await setStatus(care(), stage.agent.actor, caseId, 'pending');
  const view = () => inAccount(async (tx) => (await readEscalations(tx, [caseId])).get(caseId)?.[0]);
  const paused = await until(view, (escalation) => escalation?.sync === 'paused');

  await stage.connect(stage.supervisor, ADMIN, stage.connectionId);
  await until(salesforceStatus, (status) => status === 'Waiting on Customer');
  await chooseInSalesforce('Closed');

  expect(paused?.reason).toMatch(/\w/);
  expect(await until(careStatus, (status) => status === 'done', 20_000)).toBe('done');
});

it('writes a reply of a connected agent in one call, by the default token, and names the agent who wrote', async () => {
  await stage.connect(stage.agent, 'jonas.lind@acme.example', stage.connectionId);
  const { actor } = stage.agent;
  await setAssignee(care(), actor, caseId, actor.agentId);
  const calls = () =>
    inAccount((tx) =>
      tx
        .selectFrom('salesforce_call')
        .select(['token_owner', 'status'])
        .where('purpose', '=', 'messages')
        .orderBy('id')
        .execute(),
    );
  const before = await calls();
  const reply = { caseId, kind: 'public_reply', text: 'Here you are', attachments: [] } as const;
  const { messageId } = await sendReply(care(), actor, { ...reply, inReplyTo: null, thenStatus: null });
  const queued = () =>
    inAccount((tx) =>
      tx
        .selectFrom('outbox')
        .select('state')
        .where('message_id', '=', messageId)
        .where('target', '=', 'salesforce')
        .executeTakeFirst(),
    );
  await until(queued, (row) => row?.state === 'done');

  // The case's first messages went by the default token; so does this one, and it is one call.
  expect(await calls()).toEqual([...before, before[0]]);
  const rows = await stage.org.core.records.query(
    stage.admin,
    `SELECT Care_Acted_By__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c DESC LIMIT 1`,
  );
  expect(rows.records[0]).toMatchObject({ Care_Acted_By__c: 'agent' });
});
