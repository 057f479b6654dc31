import { afterAll, beforeAll, expect, it } from 'vitest';
import { setAssignee, setStatus } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from '../salesforce/testing/salesforce-stage.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { carePorts } from '../storage/care-store.ts';
import { SERVICE_PASSWORD } from '../storage/testing/create-test-database.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { linkCustomer } from './testing/seed-escalatable.ts';
import { log, until } from './testing/sync-stage.ts';

let stage: SalesforceStage;
let workers: Workers;
let watch: { stop(): Promise<void> };
let connectionId: string;
/** Two cases in Salesforce, and one that is not. */
let ours: { caseId: string; recordId: string };
let theirs: { caseId: string; recordId: string };
let unescalated: string;

const now = () => new Date();
const care = () => carePorts(stage.db, now);
const admin = () => stage.org.core.users.byUsername(ADMIN)!;
const desk = () => stage.replicas[0]!.desk;
const view = async () => (await desk().connections(stage.supervisor.actor))[0]!;

beforeAll(async () => {
  stage = await openSalesforceStage();
  const { connection } = await stage.connect(stage.supervisor, ADMIN);
  connectionId = connection.id;
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
  unescalated = await linkedCase();
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
  const account = { accountId: stage.accountId, agents };
  return { caseId, recordId: await escalateNow({ db: stage.db, account }, caseId) };
}

const reply = (text: string) =>
  sendReply(care(), stage.agent.actor, {
    caseId: ours.caseId,
    kind: 'public_reply',
    text,
    attachments: [],
    inReplyTo: null,
    thenStatus: null,
  });
const salesforceStatus = async (recordId: string) =>
  (await stage.org.core.records.get(admin(), recordId))?.fields.Status;
const careStatus = async (caseId: string) =>
  stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('care_case').select('status').where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
const messagesOf = async (recordId: string) => {
  const { records } = await stage.org.core.records.query(
    admin(),
    `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
  );
  return records.map(({ Body__c }) => Body__c);
};

it('says what does not work while nobody has access, and leaves what is in Salesforce as it is', async () => {
  const before = await salesforceStatus(ours.recordId);
  await setAssignee(care(), stage.agent.actor, ours.caseId, stage.agent.actor.agentId);
  await stage.org.core.control.revokeGrants();
  await reply('First');
  await reply('Second');
  await setStatus(care(), stage.agent.actor, ours.caseId, 'pending');
  const dead = await until(view, ({ state }) => state === 'reconnect_needed');

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
  const { blocked } = await desk().tab(stage.agent.actor, unescalated);
  expect(blocked).toBe(refused.code);
  await expect(desk().caseForm(stage.agent.actor, unescalated)).rejects.toMatchObject(refused);
  const change = desk().setStatusSync(stage.supervisor.actor, connectionId, 'none');
  await expect(change).rejects.toMatchObject(refused);
  const { escalations } = await desk().tab(stage.agent.actor, ours.caseId);
  expect(escalations).toMatchObject([{ state: 'created', sync: 'paused', recordId: ours.recordId }]);
  expect(escalations[0]?.reason).toContain('revoked');
  expect((await view()).waiting).toMatchObject({ messages: 2, statuses: 1, oldestAt: expect.any(String) });
  expect(await salesforceStatus(ours.recordId)).toBe(before);
});

it('resumes as it was once somebody connects, both ways, and says what was caught up', async () => {
  await stage.org.core.records.update(admin(), theirs.recordId, { Status: 'Closed' });
  await stage.connect(stage.supervisor, ADMIN, connectionId);
  const { caughtUp, ...alive } = await until(view, (each) => each.caughtUp !== null, 30_000);

  expect(alive).toMatchObject({
    state: 'connected',
    cause: null,
    consequences: [],
    statusSync: 'bidirectional',
  });
  expect(alive.waiting).toEqual({ messages: 0, statuses: 0, oldestAt: null });
  expect(caughtUp).toMatchObject({ messages: 2, statuses: 2 });
  expect(await salesforceStatus(ours.recordId)).toBe('Waiting on Customer');
  expect(await careStatus(theirs.caseId)).toEqual({ status: 'done' });
  expect((await messagesOf(ours.recordId)).slice(-2)).toEqual(['First', 'Second']);
  expect((await desk().caseForm(stage.agent.actor, unescalated)).actingUser).toMatch(/\w/);
});
