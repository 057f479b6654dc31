import { becauseOf, type TokenGap } from '../../domain/decide-record-writer.ts';
import type { SalesforceEffect, WrittenBy } from '../sync/lane-ports.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

interface Requested {
  id: string;
  account_id: string;
  connection_id: string;
  object: 'Case' | 'Lead';
  /** Set before the record is written: it is linked, and was there before. */
  record_id: string | null;
  acting_agent_id: string | null;
  token_gap: TokenGap | null;
}

/**
 * Keeps, of a record that has just come to stand in Salesforce, who asked for it, under whose token it was made,
 * and why that is not theirs.
 */
export async function noteWriter(
  tx: Tx,
  { escalationId, recordId, recordNumber, writtenBy }: Extract<SalesforceEffect, { type: 'created' }>,
): Promise<void> {
  const asked = await tx
    .selectFrom('escalation')
    .select(['id', 'account_id', 'connection_id', 'object', 'record_id', 'acting_agent_id', 'token_gap'])
    .where('id', '=', escalationId)
    .where('state', 'in', ['requested', 'undoing'])
    .executeTakeFirst();
  if (!asked) return;
  const owner = writtenBy && (await findOwner(tx, asked, writtenBy));
  const gap = owner && (await gapOf(tx, asked, owner.agentId));
  await tx
    .updateTable('escalation')
    .set({ token_gap: gap, ...(owner === null ? {} : { token_owner: owner.name }) })
    .where('id', '=', escalationId)
    .execute();
  if (asked.acting_agent_id === null) return;
  const actor = await auditActor(tx, { agentId: asked.acting_agent_id });
  const because = gap === null ? '' : `, because ${becauseOf(gap, actor.name)}`;
  await recordAudit(tx, {
    accountId: asked.account_id,
    kind: asked.record_id === null ? 'record.created' : 'record.linked',
    actor,
    connectionId: asked.connection_id,
    subject: `the ${asked.object.toLowerCase()} ${recordNumber ?? recordId}`,
    detail: owner === null ? null : `written as ${owner.name}${because}`,
  });
}

interface Owner {
  name: string;
  /** Null: nobody's of this account any more. */
  agentId: string | null;
}

async function findOwner(
  tx: Tx,
  { connection_id }: Requested,
  { salesforceUserId, displayName }: WrittenBy,
): Promise<Owner> {
  const user = await tx
    .selectFrom('connected_user')
    .select(['display_name', 'agent_id'])
    .where('connection_id', '=', connection_id)
    .where('salesforce_user_id', '=', salesforceUserId)
    .executeTakeFirst();
  return {
    name: displayName ?? user?.display_name ?? salesforceUserId,
    agentId: user?.agent_id ?? null,
  };
}

/** A link is written by the default token by rule, which is no gap. */
async function gapOf(tx: Tx, asked: Requested, ownerId: string | null): Promise<TokenGap | null> {
  if (asked.record_id !== null || ownerId === asked.acting_agent_id) return null;
  if (asked.token_gap !== null) return asked.token_gap;
  // It was to go by the agent's own token.
  const row = await tx
    .selectFrom('outbox')
    .select('acting_agent_id')
    .where('escalation_id', '=', asked.id)
    .where('kind', '=', 'escalate')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row?.acting_agent_id) return null;
  const own = await tx
    .selectFrom('connected_user')
    .select('state')
    .where('connection_id', '=', asked.connection_id)
    .where('agent_id', '=', row.acting_agent_id)
    .executeTakeFirst();
  if (!own) return 'not_connected';
  return own.state === 'connected' ? 'refused' : 'ended';
}
