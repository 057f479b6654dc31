import { pino } from 'pino';
import type { ChannelMessage } from '../../../api/channel.ts';
import type { ActorRef } from '../../../domain/agent.ts';
import type { OrgUser, SimulatedOrg } from '../../../simulator/core.ts';
import { connect } from '../../../simulator/test-client.ts';
import type { CarePorts } from '../../care/ports.ts';
import { receiveMessage } from '../../care/receive-message.ts';
import { createVault } from '../../salesforce/vault.ts';
import { startWorkers, type Workers } from '../../start-workers.ts';
import { carePorts } from '../../storage/care-store.ts';
import { type Database, openDatabase } from '../../storage/database.ts';
import { escalateByRule } from '../../storage/escalate-by-rule.ts';
import { createTestDatabase } from '../../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../../testing/seed-account.ts';
import { RestPort } from './rest-port.ts';
import { linkCustomer, seedConnection } from './seed-escalatable.ts';

export const log = pino({ level: 'silent' });

export const ADMIN = 'ines.okafor@acme.example';

/** A database with one account that is connected to a simulated org. */
export interface SyncStage {
  db: Database;
  databaseUrl: string;
  account: SeededAccount;
  connectionId: string;
  care: CarePorts;
  port: RestPort;
  org: SimulatedOrg;
  admin: OrgUser;
  contactId: string;
  jonas: ActorRef;
  /** The customer writes; answers the case. Every text is a message of its own. */
  write(customer: string, ...texts: string[]): Promise<string>;
  /** The same, and the customer is linked to a contact. */
  linkedCase(customer: string, ...texts: string[]): Promise<string>;
  openSecret(accountId: string, profileId: string, sealed: Uint8Array): string;
  end(): Promise<void>;
}

export async function startStage(
  org: SimulatedOrg,
  statusSync: 'none' | 'bidirectional' = 'bidirectional',
): Promise<SyncStage> {
  const database = await createTestDatabase();
  const db = openDatabase(database.serviceUrl);
  const vault = createVault(Buffer.alloc(32, 7));
  const account = await seedAccount(db, vault);
  const { accountId } = account;
  const connectionId = await seedConnection(db, accountId, org, statusSync);
  const admin = org.core.users.byUsername(ADMIN);
  if (!admin) throw new Error(`The org has no user ${ADMIN}.`);
  const { access_token } = await connect(org.url, ADMIN);
  const port = new RestPort(
    { accessToken: access_token, instanceUrl: org.url, orgId: org.orgId },
    { salesforceUserId: admin.id, username: ADMIN, displayName: admin.name, agentId: null },
  );
  const contacts = await org.core.records.query(admin, 'SELECT Id FROM Contact ORDER BY Name LIMIT 1');
  const contactId = String(contacts.records[0]?.Id);
  const care = carePorts(db, ENVIRONMENT.now, escalateByRule({ ...ENVIRONMENT, report: fail }));
  const write: SyncStage['write'] = (customer, ...texts) => receiveAll(care, account, customer, texts);
  return {
    db,
    databaseUrl: database.serviceUrl,
    account,
    connectionId,
    care,
    port,
    org,
    admin,
    contactId,
    jonas: { kind: 'agent', accountId, agentId: account.agents.jonas, via: 'session' },
    write,
    async linkedCase(customer, ...texts) {
      const caseId = await write(customer, ...texts);
      await linkCustomer(db, accountId, caseId, connectionId, contactId);
      return caseId;
    },
    openSecret: (account_, profileId, sealed) =>
      vault.open(Buffer.from(sealed), { kind: 'signing_secret', accountId: account_, profileId }),
    async end() {
      await db.close();
      await database.drop();
    },
  };
}

/** Its workers, without the stream of changes. */
export const startWorkersOf = ({ db, databaseUrl, port, openSecret }: SyncStage): Workers =>
  startWorkers({
    db,
    databaseUrl,
    now: () => new Date(),
    log,
    salesforce: port,
    pubSub: null,
    openSecret,
  });

const fail = (error: unknown): never => {
  throw error;
};

/** Of what is written by way of the stage. */
export const ENVIRONMENT = {
  now: () => new Date(),
  caseUrl: (id: string) => `http://care.example/cases/${id}`,
};

let platformIds = 0;

/** A customer writes, each text a message of its own. @returns the case. */
export const customerWrites = (
  db: Database,
  account: SeededAccount,
  customer: string,
  ...texts: string[]
): Promise<string> => receiveAll(carePorts(db, ENVIRONMENT.now), account, customer, texts);

export async function receiveAll(
  care: CarePorts,
  account: SeededAccount,
  customer: string,
  texts: readonly string[],
): Promise<string> {
  let caseId = '';
  for (const text of texts) {
    platformIds += 1;
    const message: ChannelMessage = {
      id: `m${platformIds}`,
      customer: { id: customer, handle: customer, name: `Name of ${customer}` },
      kind: 'direct_message',
      text,
      attachments: [],
      inReplyTo: null,
      permalink: null,
      sentAt: new Date().toISOString(),
      sentiment: null,
      language: null,
    };
    ({ caseId } = await receiveMessage(care, account.accountId, account.profileId, message));
  }
  return caseId;
}

/** Waits until something holds; whoever waits in vain learns what was there instead. */
export async function until<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end)
      throw new Error(`It did not come to hold within ${ms} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
