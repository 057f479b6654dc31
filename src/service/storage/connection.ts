import type { Selectable } from 'kysely';
import type { Connection, SetupFinding } from '../../domain/connection.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import type { Tx } from './database.ts';
import type { ConnectionTable } from './tables.ts';

const COLUMNS = [
  'id',
  'account_id',
  'environment',
  'org_id',
  'org_name',
  'instance_url',
  'login_url',
  'state',
  'state_reason',
  'status_sync',
  'events',
  'setup',
  'paused_at',
  'message_object',
  'person_accounts',
  'contacts_as',
  'created_at',
] as const;

const fromRow = (row: Pick<Selectable<ConnectionTable>, (typeof COLUMNS)[number]>): Connection => ({
  id: row.id,
  accountId: row.account_id,
  environment: row.environment,
  orgId: row.org_id,
  orgName: row.org_name,
  instanceUrl: row.instance_url,
  loginUrl: row.login_url,
  state: row.state,
  stateReason: row.state_reason,
  statusSync: row.status_sync,
  events: row.events,
  setup: row.setup,
  pausedAt: row.paused_at,
  messageObject: row.message_object,
  hasPersonAccounts: row.person_accounts,
  contactsAs: row.contacts_as,
  createdAt: row.created_at,
});

/** Oldest first. */
export async function listConnections(tx: Tx): Promise<Connection[]> {
  const rows = await tx.selectFrom('connection').select(COLUMNS).orderBy('created_at').execute();
  return rows.map(fromRow);
}

export async function findConnection(tx: Tx, id: string): Promise<Connection | null> {
  const row = await tx.selectFrom('connection').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findConnectionOfOrg(tx: Tx, orgId: string): Promise<Connection | null> {
  const row = await tx
    .selectFrom('connection')
    .select(COLUMNS)
    .where('org_id', '=', orgId)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export interface NewConnection
  extends Pick<
    Connection,
    'id' | 'accountId' | 'environment' | 'orgId' | 'orgName' | 'instanceUrl' | 'loginUrl'
  > {
  orgKey: string;
}

/** Makes the connection, or finds that another request has made it just now. */
export async function addConnection(tx: Tx, connection: NewConnection): Promise<Connection> {
  await tx
    .insertInto('connection')
    .values({
      id: connection.id,
      account_id: connection.accountId,
      environment: connection.environment,
      org_id: connection.orgId,
      org_name: connection.orgName,
      instance_url: connection.instanceUrl,
      login_url: connection.loginUrl,
      org_key: connection.orgKey,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'org_id']).doNothing())
    .execute();
  return (await findConnectionOfOrg(tx, connection.orgId))!;
}

export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'instanceUrl'
    | 'loginUrl'
    | 'orgName'
    | 'environment'
    | 'state'
    | 'stateReason'
    | 'statusSync'
    | 'hasPersonAccounts'
    | 'contactsAs'
  >
> & { setup?: SetupFinding[]; automationAgentId?: string | null; messageObject?: MessageObject | null };

export async function changeConnection(tx: Tx, id: string, change: ConnectionChange): Promise<void> {
  const columns = {
    instance_url: change.instanceUrl,
    login_url: change.loginUrl,
    org_name: change.orgName,
    environment: change.environment,
    state: change.state,
    state_reason: change.stateReason,
    status_sync: change.statusSync,
    automation_agent_id: change.automationAgentId,
    setup: change.setup && JSON.stringify(change.setup),
    person_accounts: change.hasPersonAccounts,
    contacts_as: change.contactsAs,
    message_object: change.messageObject && JSON.stringify(change.messageObject),
  };
  // Kysely leaves columns out whose value is undefined.
  await tx.updateTable('connection').set(columns).where('id', '=', id).execute();
}
