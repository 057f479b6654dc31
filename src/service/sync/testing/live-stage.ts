import type { OrgUser } from '../../../simulator/core.ts';
import {
  ADMIN,
  openSalesforceStage,
  type SalesforceStage,
} from '../../salesforce/testing/salesforce-stage.ts';
import { startWorkers } from '../../start-workers.ts';
import { SERVICE_PASSWORD } from '../../storage/testing/create-test-database.ts';
import { escalateNow } from './escalate-now.ts';
import { linkCustomer } from './seed-escalatable.ts';
import { log, until } from './sync-stage.ts';

export interface EscalatedCase {
  caseId: string;
  recordId: string;
}

/** An account connected to a simulated org by tokens that can end, with its sync at work both ways. */
export interface LiveStage extends SalesforceStage {
  connectionId: string;
  admin: OrgUser;
  desk: SalesforceStage['replicas'][number]['desk'];
  /** The connection as its page shows it. */
  view(): Promise<Awaited<ReturnType<LiveStage['desk']['connections']>>[number]>;
  linkedCase(): Promise<string>;
  escalatedCase(): Promise<EscalatedCase>;
  salesforceStatus(recordId: string): Promise<unknown>;
  careStatus(caseId: string): Promise<string>;
  /** Their texts in the org, in the order of the conversation. */
  messagesOf(recordId: string): Promise<unknown[]>;
}

/** Ready once the changes of the org are listened to. */
export async function openLiveStage(): Promise<LiveStage> {
  const stage = await openSalesforceStage();
  const { db, org, accountId, supervisor } = stage;
  const connectionId = (await stage.connect(supervisor, ADMIN)).connection.id;
  const { desk, integration } = stage.replicas[0]!;
  await desk.setStatusSync(supervisor.actor, connectionId, 'bidirectional');
  const serviceLogin = { username: 'care_service', password: SERVICE_PASSWORD };
  const workers = startWorkers({
    db,
    databaseUrl: Object.assign(new URL(stage.adminUrl), serviceLogin).href,
    now: () => new Date(),
    log,
    salesforce: integration.port,
    pubSub: { endpoint: org.pubSubAddress, insecure: true },
    openSecret: () => '',
    timing: { noAccessMs: 300, sweepMs: 500, leaseTakenMs: 100 },
  });
  const watch = integration.watchTokens();
  const admin = org.core.users.byUsername(ADMIN)!;
  const contacts = await org.core.records.query(admin, 'SELECT Id FROM Contact LIMIT 1');
  const contactId = String(contacts.records[0]?.Id);

  const view: LiveStage['view'] = async () => (await desk.connections(supervisor.actor))[0]!;
  const linkedCase = async () => {
    const caseId = await stage.addCase();
    await linkCustomer(db, accountId, caseId, connectionId, contactId);
    return caseId;
  };
  await until(view, ({ events }) => events === 'live');
  return {
    ...stage,
    connectionId,
    admin,
    desk,
    view,
    linkedCase,
    async escalatedCase() {
      const caseId = await linkedCase();
      const account = { accountId, agents: { jonas: stage.agent.actor.agentId } };
      return { caseId, recordId: await escalateNow({ db, account }, caseId) };
    },
    salesforceStatus: async (recordId) => (await org.core.records.get(admin, recordId))?.fields.Status,
    async careStatus(caseId) {
      const { status } = await db.forAccount(accountId, (tx) =>
        tx.selectFrom('care_case').select('status').where('id', '=', caseId).executeTakeFirstOrThrow(),
      );
      return status;
    },
    async messagesOf(recordId) {
      const { records } = await org.core.records.query(
        admin,
        `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
      );
      return records.map(({ Body__c }) => Body__c);
    },
    async stop() {
      await watch.stop();
      await workers.stop();
      await stage.stop();
    },
  };
}
