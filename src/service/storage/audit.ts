import { sql } from 'kysely';
import type { AuditEntryShape } from '../../api/audit.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { type AuditActor, type AuditFacts, type AuditKind, describeAudit } from '../../domain/audit.ts';
import { newId } from '../ids.ts';
import type { Tx } from './database.ts';

export interface NewAuditEntry extends AuditFacts {
  accountId: string;
  actor: AuditActor;
  connectionId: string | null;
}

/** Writes down who did what, in the transaction that does it. */
export async function recordAudit(tx: Tx, entry: NewAuditEntry): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      id: newId('audit'),
      account_id: entry.accountId,
      kind: entry.kind,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      actor_name: entry.actor.name,
      connection_id: entry.connectionId,
      connection_name: (eb) =>
        eb.selectFrom('connection').select('org_name').where('id', '=', entry.connectionId),
      subject: entry.subject,
      detail: entry.detail,
    })
    .execute();
}

/** The person who acts, by the name they have now. */
export async function auditActor(tx: Tx, actor: Pick<AgentActor, 'agentId'>): Promise<AuditActor> {
  const { name } = await tx
    .selectFrom('agent')
    .select('name')
    .where('id', '=', actor.agentId)
    .executeTakeFirstOrThrow();
  return { kind: 'agent', id: actor.agentId, name };
}

/** Whether the same was written down of the same person and connection within the last day. */
export async function hasRecorded(
  tx: Tx,
  kind: AuditKind,
  { agentId, connectionId }: { agentId: string; connectionId: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('audit_entry')
    .select('id')
    .where('kind', '=', kind)
    .where('actor_id', '=', agentId)
    .where('connection_id', '=', connectionId)
    .where('at', '>', sql<string>`now() - interval '1 day'`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Agents who did something that was written down, by name; of one connection, if it is named. */
export async function listAuditActors(
  tx: Tx,
  connectionId: string | null,
): Promise<{ id: string; name: string; active: boolean }[]> {
  return tx
    .selectFrom('agent as a')
    .select(['a.id', 'a.name', 'a.active'])
    .where((eb) => {
      const entries = eb.selectFrom('audit_entry as e').select('e.id').whereRef('e.actor_id', '=', 'a.id');
      return eb.exists(connectionId === null ? entries : entries.where('e.connection_id', '=', connectionId));
    })
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
}

export interface AuditFilter {
  kind?: AuditKind | undefined;
  /** An agent's id. */
  actor?: string | undefined;
  connectionId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface AuditPage {
  entries: AuditEntryShape[];
  /** Null: there is nothing older. */
  next: string | null;
}

/**
 * Newest first.
 *
 * @param before `next` of the page before, or null for the first.
 */
export async function listAudit(
  tx: Tx,
  filter: AuditFilter,
  before: string | null,
  limit: number,
): Promise<AuditPage> {
  let query = tx.selectFrom('audit_entry').selectAll().orderBy('at', 'desc').orderBy('id', 'desc');
  if (filter.kind) query = query.where('kind', '=', filter.kind);
  if (filter.actor) query = query.where('actor_id', '=', filter.actor);
  if (filter.connectionId) query = query.where('connection_id', '=', filter.connectionId);
  if (filter.from) query = query.where('at', '>=', filter.from);
  if (filter.to) query = query.where('at', '<', filter.to);
  if (before) {
    query = query.where(
      sql<boolean>`(at, id) < (select b.at, b.id from audit_entry b where b.id = ${before})`,
    );
  }
  const rows = await query.limit(limit + 1).execute();
  const entries = rows.slice(0, limit).map(
    (row): AuditEntryShape => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      connection:
        row.connection_id === null ? null : { id: row.connection_id, name: row.connection_name ?? 'gone' },
      fact: describeAudit(row.actor_name, row),
    }),
  );
  return { entries, next: rows.length > limit ? entries.at(-1)!.id : null };
}
