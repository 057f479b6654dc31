import { afterEach, beforeEach, expect, it } from 'vitest';
import { setAssignee, setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from '../salesforce/testing/salesforce-stage.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { carePorts } from '../storage/care-store.ts';
import type { Tx } from '../storage/database.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { SERVICE_PASSWORD } from '../storage/testing/create-test-database.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { linkCustomer } from './testing/seed-escalatable.ts';
import { log, until } from './testing/sync-stage.ts';

let stage: SalesforceStage;
let workers: Workers;
let connectionId: string;
let recordId: string;
let caseId: string;

const now = () => new Date();
const serviceLogin = { username: 'care_service', password: SERVICE_PASSWORD };

beforeEach(async () => {
  stage = await openSalesforceStage();
  const { connection } = await stage.connect(stage.supervisor, ADMIN);
  connectionId = connection.id;
  await inAccount((tx) => tx.updateTable('connection').set({ status_sync: 'bidirectional' }).execute());
  const { integration } = stage.replicas[0]!;
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
  caseId = await stage.addCase();
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  const contacts = await stage.org.core.records.query(admin, 'SELECT Id FROM Contact LIMIT 1');
  await linkCustomer(stage.db, stage.accountId, caseId, connectionId, String(contacts.records[0]?.Id));
  const agents = { jonas: stage.agent.actor.agentId };
  recordId = await escalateNow({ db: stage.db, account: { accountId: stage.accountId, agents } }, caseId);
  await until(events, (state) => state === 'live');
});
afterEach(async () => {
  await workers.stop();
  await stage.stop();
});

const inAccount = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => stage.db.forAccount(stage.accountId, work);

const events = async () =>
  (await inAccount((tx) => tx.selectFrom('connection').select('events').executeTakeFirstOrThrow())).events;

const care = () => carePorts(stage.db, now);

const careStatus = async () =>
  (await inAccount((tx) => tx.selectFrom('care_case').select('status').executeTakeFirstOrThrow())).status;

const salesforceStatus = async () => {
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  return (await stage.org.core.records.get(admin, recordId))?.fields.Status;
};

const chooseInSalesforce = async (status: string) => {
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  await stage.org.core.records.update(admin, recordId, { Status: status });
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

  await stage.connect(stage.supervisor, ADMIN, connectionId);
  await until(salesforceStatus, (status) => status === 'Waiting on Customer');
  await chooseInSalesforce('Closed');

  expect(paused?.reason).toMatch(/\w/);
  expect(await until(careStatus, (status) => status === 'done', 20_000)).toBe('done');
});

it('writes a reply of a connected agent in one call, by the default token, and names the agent who wrote', async () => {
  await stage.connect(stage.agent, 'jonas.lind@acme.example', connectionId);
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
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  const rows = await stage.org.core.records.query(
    admin,
    `SELECT Care_Acted_By__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c DESC LIMIT 1`,
  );
  expect(rows.records[0]).toMatchObject({ Care_Acted_By__c: 'agent' });
});
