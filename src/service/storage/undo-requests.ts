import { sql } from 'kysely';
import type { ActorRef } from '../../domain/agent.ts';
import type { EscalationState } from '../../domain/decide-escalation.ts';
import { decideUndo } from '../../domain/undo.ts';
import type { RequestedUndo, UndoProgress, UndoRequest } from '../sync/undo-escalation.ts';
import { appendEvent } from './append-event.ts';
import type { Database, Tx } from './database.ts';
import { readEscalationRules } from './escalation-rules.ts';
import { cancelQueued, finishUndo } from './escalation-undo.ts';
import { readEscalations } from './escalation-views.ts';
import { openLane } from './lane.ts';
import { queueUndo } from './queue-undo.ts';

/** Checks and writes that an escalation is taken back: what waits for it is cancelled, and its lane goes and does it. */
export function requestUndo(
  { db, now }: { db: Database; now: () => Date },
  request: UndoRequest,
): Promise<RequestedUndo> {
  const { accountId, caseId, escalationId, agentId } = request;
  return db.forAccount(accountId, async (tx) => {
    // The case first, then its lane: the order in which every change takes them.
    await sql`select from care_case where id = ${caseId} for update`.execute(tx);
    const found = await tx
      .selectFrom('escalation')
      .select(['state', 'created_at', 'record_id'])
      .where('id', '=', escalationId)
      .where('case_id', '=', caseId)
      .executeTakeFirst();
    if (!found) return { kind: 'refused', code: 'NOT_FOUND' };
    const { undoMinutes: minutes } = await readEscalationRules(tx);
    const at = now().toISOString();
    const decision = decideUndo({ state: found.state, askedAt: found.created_at, now: at, minutes });
    if (decision.kind === 'refused') return decision;
    if (decision.kind === 'asked') return { kind: 'requested' };

    await saveUndo(tx, request);
    const unsent = await isUnsent(tx, caseId, escalationId);
    await cancelQueued(tx, escalationId);
    if (unsent) {
      await finishUndo(tx, escalationId, 'Nothing of it had been sent to Salesforce.');
    } else {
      await queueUndo(tx, { accountId, caseId, escalationId, agentId });
      await hurryLane(tx, accountId, caseId);
    }
    const actor: ActorRef = { kind: 'agent', accountId, agentId, via: 'session' };
    await appendEvent(tx, { accountId, caseId, actor, facts: { type: 'salesforce_changed', escalationId } });
    return { kind: 'requested' };
  });
}

async function saveUndo(tx: Tx, request: UndoRequest): Promise<void> {
  const { accountId, escalationId, agentId, act, closedStatus, why, byOwnToken } = request;
  const { version } = await tx
    .updateTable('escalation')
    .set((eb) => ({ state: 'undoing', version: eb('version', '+', 1) }))
    .where('id', '=', escalationId)
    .returning('version')
    .executeTakeFirstOrThrow();
  const row = {
    state: 'under_way' as const,
    act,
    closed_status: closedStatus,
    why,
    agent_id: agentId,
    by_own_token: byOwnToken,
    version,
    outcome: null,
    reason: null,
    asked_at: sql<string>`now()`,
    settled_at: null,
    look_at: null,
  };
  await tx
    .insertInto('escalation_undo')
    .values({ ...row, escalation_id: escalationId, account_id: accountId })
    .onConflict((conflict) => conflict.column('escalation_id').doUpdateSet(row))
    .execute();
}

/** Creating it waits and no worker has had it in hand: nothing can stand in Salesforce. */
async function isUnsent(tx: Tx, caseId: string, escalationId: string): Promise<boolean> {
  const { rows } = await sql<{ unsent: boolean }>`
    select lease_owner is null and attempts = 0 and exists (
      select 1 from outbox o join escalation e on e.id = o.escalation_id
      where e.id = ${escalationId} and e.unheard_at is null and o.kind = 'escalate' and o.state = 'waiting') as unsent
    from lane where case_id = ${caseId} and target = 'salesforce' for update`.execute(tx);
  return rows[0]?.unsent ?? false;
}

/** A person waits: what the lane rests for is tried again now. */
async function hurryLane(tx: Tx, accountId: string, caseId: string): Promise<void> {
  await tx
    .updateTable('lane')
    .set({ ready_at: sql<string>`now()`, reason: null })
    .where('case_id', '=', caseId)
    .where('target', '=', 'salesforce')
    .execute();
  await openLane(tx, accountId, caseId, 'salesforce');
}

export interface EscalationToUndo {
  connectionId: string;
  object: 'Case' | 'Lead';
  state: EscalationState;
  askedAt: string;
  recordId: string | null;
  linked: boolean;
  /** Messages of the case that stand under the record. */
  messages: number;
}

/** Null: the case has no such escalation. */
export async function readEscalationToUndo(
  tx: Tx,
  caseId: string,
  escalationId: string,
): Promise<EscalationToUndo | null> {
  const row = await tx
    .selectFrom('escalation as e')
    .select(['e.connection_id', 'e.object', 'e.state', 'e.created_at', 'e.record_id', 'e.linked'])
    .select((eb) =>
      eb
        .selectFrom('outbox as o')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('o.escalation_id', '=', 'e.id')
        .where('o.kind', '=', 'message')
        .where('o.state', '=', 'done')
        .as('messages'),
    )
    .where('e.id', '=', escalationId)
    .where('e.case_id', '=', caseId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    connectionId: row.connection_id,
    object: row.object,
    state: row.state,
    askedAt: row.created_at,
    recordId: row.record_id,
    linked: row.linked,
    messages: Number(row.messages ?? 0),
  };
}

/** How far it has come, and what holds it. */
export function readUndoProgress(
  db: Database,
  accountId: string,
  { caseId, escalationId }: Pick<UndoRequest, 'caseId' | 'escalationId'>,
): Promise<UndoProgress> {
  return db.forAccount(accountId, async (tx) => {
    const row = await tx
      .selectFrom('escalation_undo as u')
      .leftJoin('lane as l', (join) => join.on('l.case_id', '=', caseId).on('l.target', '=', 'salesforce'))
      .select(['u.state', 'u.reason', 'l.reason as waits_for'])
      .select(sql<boolean>`coalesce(l.ready_at > now() + interval '3 seconds', false)`.as('paused'))
      .where('u.escalation_id', '=', escalationId)
      .executeTakeFirstOrThrow();
    const escalations = (await readEscalations(tx, [caseId])).get(caseId) ?? [];
    const escalation = escalations.find(({ id }) => id === escalationId);
    if (!escalation)
      throw new Error(`The escalation ${escalationId} is gone. Escalations are never deleted.`);
    return {
      escalation,
      state: row.state,
      refusal: row.state === 'refused' ? row.reason : null,
      waits: row.state === 'under_way' && row.paused && row.waits_for !== null,
    };
  });
}
