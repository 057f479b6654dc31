/**
 * Records that Salesforce makes after their escalation has been taken back: the request to create one had timed out
 * here and still ran there.
 */
import { sql } from 'kysely';
import { explainAll } from '../../domain/explain-salesforce-error.ts';
import { nextLateLook } from '../../domain/late-look.ts';
import type { LateRecord, SyncReason } from '../sync/lane-ports.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { openLane } from './lane.ts';
import { queueUndo } from './queue-undo.ts';

/** The end of a try to create the record was not heard. */
export async function noteUnheard(tx: Tx, escalationId: string): Promise<void> {
  await tx
    .updateTable('escalation')
    .set({ unheard_at: sql<string>`now()` })
    .where('id', '=', escalationId)
    .execute();
}

/** The same of whatever a worker that is gone may have had in hand. @param caseIds whose lanes it had. */
export async function noteAbandoned(tx: Tx, caseIds: readonly string[]): Promise<void> {
  await sql`
    update escalation e set unheard_at = now()
    where e.case_id = any(${[...caseIds]}::text[]) and e.record_id is null and e.state in ('requested', 'undoing')
      and exists (
        select from outbox o
        where o.escalation_id = e.id and o.kind = 'escalate' and o.state in ('waiting', 'cancelled'))`.execute(
    tx,
  );
}

/** When to look next, of an escalation that is taken back or was refused; null: nothing of it can come late. */
export async function dueLook(tx: Tx, escalationId: string): Promise<string | null> {
  const { unheard_at, now } = await tx
    .selectFrom('escalation')
    .select(['unheard_at', sql<string>`now()`.as('now')])
    .where('id', '=', escalationId)
    .executeTakeFirstOrThrow();
  return unheard_at === null ? null : nextLateLook(unheard_at, now);
}

/** Writes down what a look has come to. */
export async function noteLook(tx: Tx, escalationId: string, found: LateRecord | null): Promise<void> {
  await planLook(tx, escalationId);
  if (found === null) return;
  const undo = await readUndo(tx, escalationId);
  const name = `${undo.object} ${found.number}`;
  await addToOutcome(tx, undo, `The ${name}, which Salesforce made late, ${found.outcome}.`);
  await writeDown(tx, undo, 'record.undone', `the ${name}`, `Salesforce made it late: it ${found.outcome}.`);
}

/** What a look has found stays, because Salesforce refuses it: whoever took it back has to do the rest there. */
export async function noteLateRefused(tx: Tx, escalationId: string, reason: SyncReason): Promise<void> {
  await planLook(tx, escalationId);
  const undo = await readUndo(tx, escalationId);
  const { code, message, fields = [] } = reason;
  const { fact } = explainAll([{ code, message, fields }]);
  const told = `Salesforce made a ${undo.object} of it late, which has to be closed there: ${fact}`;
  if (undo.outcome?.includes(told)) return;
  await addToOutcome(tx, undo, told);
  await writeDown(tx, undo, 'record.undo_refused', `a ${undo.object} that Salesforce made late`, fact);
}

async function planLook(tx: Tx, escalationId: string): Promise<void> {
  const look_at = await dueLook(tx, escalationId);
  await tx
    .updateTable('escalation_undo')
    .set({ look_at })
    .where('escalation_id', '=', escalationId)
    .execute();
  await tx
    .updateTable('escalation')
    .set({ look_at })
    .where('id', '=', escalationId)
    .where('state', '=', 'failed')
    .execute();
}

interface LateUndo {
  escalationId: string;
  accountId: string;
  connectionId: string;
  agentId: string | null;
  outcome: string | null;
  object: 'case' | 'lead';
}

async function readUndo(tx: Tx, escalationId: string): Promise<LateUndo> {
  const { object, ...undo } = await tx
    .selectFrom('escalation_undo as u')
    .innerJoin('escalation as e', 'e.id', 'u.escalation_id')
    .select(['u.account_id as accountId', 'u.agent_id as agentId', 'u.outcome'])
    .select(['e.id as escalationId', 'e.connection_id as connectionId', 'e.object'])
    .where('u.escalation_id', '=', escalationId)
    .executeTakeFirstOrThrow();
  return { ...undo, object: object === 'Case' ? 'case' : 'lead' };
}

async function addToOutcome(tx: Tx, { escalationId, outcome }: LateUndo, told: string): Promise<void> {
  await tx
    .updateTable('escalation_undo')
    .set({ outcome: outcome === null ? told : `${outcome} ${told}` })
    .where('escalation_id', '=', escalationId)
    .execute();
}

async function writeDown(
  tx: Tx,
  { accountId, agentId, connectionId }: LateUndo,
  kind: 'record.undone' | 'record.undo_refused',
  subject: string,
  detail: string,
): Promise<void> {
  if (agentId === null) return;
  const actor = await auditActor(tx, { agentId });
  await recordAudit(tx, { accountId, kind, actor, connectionId, subject, detail });
}

/** Something that carries the key has been seen: the look comes now. */
export async function hurryLook(tx: Tx, escalationId: string): Promise<void> {
  await tx
    .updateTable('escalation_undo')
    .set({ look_at: sql<string>`now()` })
    .where('escalation_id', '=', escalationId)
    .where('state', '=', 'done')
    .execute();
  await tx
    .updateTable('escalation')
    .set({ look_at: sql<string>`now()` })
    .where('id', '=', escalationId)
    .where('state', '=', 'failed')
    .execute();
}

/** Queues the looks that are due, each in the lane of its case: what is found is taken back like the first. */
export async function queueDueLooks(tx: Tx, accountId: string): Promise<void> {
  const due = await tx
    .selectFrom('escalation_undo as u')
    .innerJoin('escalation as e', 'e.id', 'u.escalation_id')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .select(['e.id', 'e.case_id', 'u.agent_id'])
    .where('u.look_at', '<=', sql<string>`now()`)
    // The case first, as every other change of a case takes it; one that another worker queues just now is left to it.
    .orderBy('c.id')
    .forNoKeyUpdate('c')
    .skipLocked()
    .execute();
  for (const { id, case_id: caseId, agent_id } of due) {
    const taken = await tx
      .updateTable('escalation_undo')
      .set({ look_at: null })
      .where('escalation_id', '=', id)
      .where('look_at', '<=', sql<string>`now()`)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) continue;
    await queueUndo(tx, { accountId, caseId, escalationId: id, agentId: agent_id });
    await openLane(tx, accountId, caseId, 'salesforce');
  }
}
