import { type Selectable, sql } from 'kysely';
import type { CommunityRecordShape } from '../../api/community.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import { type CommunityDecision, decideCommunityRecord } from '../../domain/decide-community-record.ts';
import { reasonInWords } from '../../domain/reason-in-words.ts';
import { escalationKey } from '../../domain/salesforce-names.ts';
import { newId } from '../ids.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import { auditActor, recordAudit } from './audit.ts';
import { connectionOfCustomer } from './connection-of-customer.ts';
import type { Database, Tx } from './database.ts';
import type { CommunityRecordTable } from './tables.ts';

/** Records of the given messages as people see them, oldest first. */
export async function readCommunityRecords(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, CommunityRecordShape[]>> {
  const found = new Map<string, CommunityRecordShape[]>();
  if (messageIds.length === 0) return found;
  const rows = await tx
    .selectFrom('community_record as r')
    .innerJoin('agent as a', 'a.id', 'r.asked_by')
    .selectAll('r')
    .select('a.name as asked_by_name')
    .where('r.message_id', 'in', [...messageIds])
    .orderBy('r.created_at')
    .orderBy('r.id')
    .execute();
  for (const row of rows) {
    found.set(row.message_id, [...(found.get(row.message_id) ?? []), shapeOf(row)]);
  }
  return found;
}

const shapeOf = (
  row: Selectable<CommunityRecordTable> & { asked_by_name: string },
): CommunityRecordShape => ({
  id: row.id,
  object: row.object,
  state: row.state,
  recordId: row.record_id,
  number: row.record_number,
  url: row.record_id && `${row.instance_url}/lightning/r/${row.object}/${row.record_id}/view`,
  reason: row.reason && reasonInWords(row.reason),
  connectionId: row.connection_id,
  createdAt: row.created_at,
  createdBy: { id: row.asked_by, name: row.asked_by_name },
  actedAs: row.token_owner,
});

export interface CommunityRecordRequest {
  accountId: string;
  messageId: string;
  object: 'Case' | 'Lead';
  fields: CaseFields;
  agentId: string;
  another: boolean;
}

export type RequestedCommunityRecord =
  | { kind: 'requested'; id: string }
  | { kind: 'refused'; code: Extract<CommunityDecision, { kind: 'refused' }>['code'] | 'NOT_FOUND' };

/** Checks and writes down that a record is wanted, before anything is sent: who presses twice wants the same one. */
export const requestCommunityRecord = (
  db: Database,
  request: CommunityRecordRequest,
): Promise<RequestedCommunityRecord> =>
  db.forAccount(request.accountId, async (tx) => {
    const message = await tx
      .selectFrom('community_message')
      .select('id')
      .where('id', '=', request.messageId)
      .forUpdate()
      .executeTakeFirst();
    if (!message) return { kind: 'refused', code: 'NOT_FOUND' };
    const connection = await connectionOfCustomer(tx, null);
    const records = await tx
      .selectFrom('community_record')
      .select(['id', 'state'])
      .where('message_id', '=', request.messageId)
      .where('object', '=', request.object)
      .orderBy('created_at')
      .execute();
    const decision = decideCommunityRecord({ connection, records, another: request.another });
    if (decision.kind === 'refused') return decision;
    if (connection === null) return { kind: 'refused', code: 'SALESFORCE_NOT_CONNECTED' };
    const fields = JSON.stringify(request.fields);
    if (decision.kind === 'again') {
      await tx
        .updateTable('community_record')
        .set({ state: 'requested', fields, reason: null, asked_by: request.agentId })
        // What stands nowhere goes to the org of now; what may stand somewhere is looked for there.
        .set((eb) => ({
          connection_id: eb
            .case()
            .when('sent_at', 'is', null)
            .then(connection.id)
            .else(eb.ref('connection_id'))
            .end(),
          instance_url: eb
            .case()
            .when('sent_at', 'is', null)
            .then(connection.instanceUrl)
            .else(eb.ref('instance_url'))
            .end(),
        }))
        .where('id', '=', decision.recordId)
        .where(notBeingSent)
        .execute();
      return { kind: 'requested', id: decision.recordId };
    }
    const id = newId('crec');
    await tx
      .insertInto('community_record')
      .values({
        id,
        account_id: request.accountId,
        message_id: request.messageId,
        connection_id: connection.id,
        instance_url: connection.instanceUrl,
        object: request.object,
        external_id: escalationKey(request.accountId, id),
        fields,
        asked_by: request.agentId,
      })
      .execute();
    return { kind: 'requested', id };
  });

/** Longer than a look and a write may take together. */
const LEASE = sql<string>`now() + interval '60 seconds'`;
const notBeingSent = sql<boolean>`coalesce(sending_until < now(), true)`;

/** What is to be written, by the one who may send it now. */
export interface CommunityRecordToSend {
  id: string;
  accountId: string;
  connectionId: string;
  object: 'Case' | 'Lead';
  key: string;
  fields: CaseFields;
  /** It was sent before and may stand there. */
  sentBefore: boolean;
}

export type CommunityRecordClaim =
  | { kind: 'yours'; record: CommunityRecordToSend }
  /** Somebody else sends it. */
  | { kind: 'busy' }
  | { kind: 'created' }
  | { kind: 'failed'; reason: SyncReason };

/** Takes a record for sending; one at a time. */
export const claimCommunityRecord = (
  db: Database,
  accountId: string,
  id: string,
): Promise<CommunityRecordClaim> =>
  db.forAccount(accountId, async (tx) => {
    const row = await tx
      .updateTable('community_record')
      .set({ sending_until: LEASE, sent_at: sql<string>`coalesce(sent_at, now())` })
      .where('id', '=', id)
      .where('state', '=', 'requested')
      .where(notBeingSent)
      .returning(['connection_id', 'object', 'external_id', 'fields'])
      .returning(sql<boolean>`sent_at < now()`.as('sent_before'))
      .executeTakeFirst();
    if (row) {
      return {
        kind: 'yours',
        record: {
          id,
          accountId,
          connectionId: row.connection_id,
          object: row.object,
          key: row.external_id,
          fields: row.fields,
          sentBefore: row.sent_before,
        },
      };
    }
    const { state, reason } = await tx
      .selectFrom('community_record')
      .select(['state', 'reason'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (state === 'requested') return { kind: 'busy' };
    if (state === 'created') return { kind: 'created' };
    return { kind: 'failed', reason: reason ?? { code: 'UNKNOWN', message: 'No reason given.' } };
  });

export type CommunityRecordOutcome =
  | { kind: 'created'; recordId: string; recordNumber: string | null; tokenOwner: string | null }
  /** Salesforce has it not. */
  | { kind: 'failed'; reason: SyncReason }
  /** Nobody has heard whether it has. */
  | { kind: 'unknown' };

/** Writes down what came of a claimed record and lets it go. */
export const settleCommunityRecord = (
  db: Database,
  { accountId, id }: CommunityRecordToSend,
  outcome: CommunityRecordOutcome,
): Promise<void> =>
  db.forAccount(accountId, async (tx) => {
    const settled = await tx
      .updateTable('community_record')
      .set({ sending_until: null, ...columnsOf(outcome) })
      .where('id', '=', id)
      .where('state', '=', 'requested')
      .returning(['asked_by', 'object', 'connection_id', 'record_number', 'token_owner', 'message_id'])
      .executeTakeFirst();
    if (!settled || outcome.kind !== 'created') return;
    const { author_name, author_handle } = await tx
      .selectFrom('community_message')
      .select(['author_name', 'author_handle'])
      .where('id', '=', settled.message_id)
      .executeTakeFirstOrThrow();
    const writtenAs = settled.token_owner === null ? '' : `, written as ${settled.token_owner}`;
    await recordAudit(tx, {
      accountId,
      kind: 'community.record_created',
      actor: await auditActor(tx, { agentId: settled.asked_by }),
      connectionId: settled.connection_id,
      subject: `the ${settled.object.toLowerCase()} ${settled.record_number ?? outcome.recordId}`,
      detail: `from a message of ${author_name || author_handle}${writtenAs}`,
    });
  });

function columnsOf(outcome: CommunityRecordOutcome) {
  switch (outcome.kind) {
    case 'created':
      return {
        state: 'created' as const,
        reason: null,
        record_id: outcome.recordId,
        record_number: outcome.recordNumber,
        token_owner: outcome.tokenOwner,
      };
    case 'failed':
      return { state: 'failed' as const, reason: JSON.stringify(outcome.reason), sent_at: null };
    case 'unknown':
      return {};
  }
}
