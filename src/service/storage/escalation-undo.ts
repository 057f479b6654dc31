import { type Selectable, sql } from 'kysely';
import type { EscalationShape } from '../../api/shapes.ts';
import { explainAll } from '../../domain/explain-salesforce-error.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { queueCaseState } from './escalation.ts';
import { dueLook } from './late-records.ts';
import type { EscalationUndoTable } from './tables.ts';

type UndoRow = Selectable<EscalationUndoTable>;
type UndoneShape = NonNullable<EscalationShape['undone']>;

/** As people see it. */
export const undoneOf = (undo: UndoRow, agentName: string | null): UndoneShape => ({
  state: undo.state,
  act: undo.act,
  at: undo.settled_at ?? undo.asked_at,
  by: undo.agent_id && agentName ? { id: undo.agent_id, name: agentName } : null,
  why: undo.why,
  fact: undo.reason ? inWords(undo.reason) : undo.outcome,
});

const inWords = ({ code, message, fields = [] }: SyncReason): string =>
  explainAll([{ code, message, fields }]).fact;

/**
 * What was queued for the record and has not been sent stays unsent, and nothing is made only to be taken back. What is
 * under way is written down as it ends.
 */
export async function cancelQueued(tx: Tx, escalationId: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'cancelled', reason: null })
    .where('escalation_id', '=', escalationId)
    .where('state', 'in', ['waiting', 'parked'])
    .execute();
}

/** Nothing of Care belongs to the record any more. Told a second time it changes nothing. */
export async function finishUndo(tx: Tx, escalationId: string, outcome: string): Promise<void> {
  const undo = await tx
    .updateTable('escalation_undo')
    .set({
      state: 'done',
      outcome,
      reason: null,
      settled_at: sql<string>`now()`,
      look_at: await dueLook(tx, escalationId),
    })
    .where('escalation_id', '=', escalationId)
    .where('state', '=', 'under_way')
    .returningAll()
    .executeTakeFirst();
  if (!undo) return;
  const escalation = await tx
    .updateTable('escalation')
    .set({ state: 'undone', reason: null })
    .where('id', '=', escalationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('outbox')
    .set({ state: 'cancelled', reason: null })
    .where('escalation_id', '=', escalationId)
    .where('state', 'in', ['waiting', 'parked'])
    .execute();
  // Whoever looks at the case on the page of this record asks anew what belongs to it.
  await tx
    .deleteFrom('embed_token')
    .where('connection_id', '=', escalation.connection_id)
    .where('case_id', '=', escalation.case_id)
    .where('record_id', '=', escalation.record_id)
    .execute();
  await writeDown(tx, undo, escalation, 'record.undone', outcome);
}

/** Salesforce did not let go of it: the escalation stands, and goes on where it was stopped. */
export async function refuseUndo(tx: Tx, escalationId: string, reason: SyncReason): Promise<void> {
  const undo = await tx
    .updateTable('escalation_undo')
    .set({ state: 'refused', reason: JSON.stringify(reason), settled_at: sql<string>`now()` })
    .where('escalation_id', '=', escalationId)
    .where('state', '=', 'under_way')
    .returningAll()
    .executeTakeFirst();
  if (!undo) return;
  const escalation = await tx
    .updateTable('escalation')
    // What nobody has heard of yet is asked for again, and found.
    .set({ state: sql`case when record_id is null then 'requested' else 'created' end` })
    .where('id', '=', escalationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('outbox')
    .set({ state: 'waiting' })
    .where('escalation_id', '=', escalationId)
    .where('state', '=', 'cancelled')
    .execute();
  if (escalation.status_sync === 'bidirectional') {
    const { status, last_seq } = await tx
      .selectFrom('care_case')
      .select(['status', 'last_seq'])
      .where('id', '=', escalation.case_id)
      .executeTakeFirstOrThrow();
    const { account_id: accountId, case_id: caseId } = escalation;
    await queueCaseState(tx, { accountId, caseId, escalationId, seq: last_seq, status, actingAgentId: null });
  }
  await writeDown(tx, undo, escalation, 'record.undo_refused', inWords(reason));
}

interface Undone {
  connection_id: string;
  object: 'Case' | 'Lead';
  record_id: string | null;
  record_number: string | null;
}

async function writeDown(
  tx: Tx,
  undo: UndoRow,
  escalation: Undone,
  kind: 'record.undone' | 'record.undo_refused',
  fact: string,
): Promise<void> {
  if (undo.agent_id === null) return;
  const name = escalation.record_number ?? escalation.record_id ?? 'that was to be created';
  await recordAudit(tx, {
    accountId: undo.account_id,
    kind,
    actor: await auditActor(tx, { agentId: undo.agent_id }),
    connectionId: escalation.connection_id,
    subject: `the ${escalation.object.toLowerCase()} ${name}`,
    detail: undo.why === '' ? fact : `${fact} Why: ${undo.why}`,
  });
}
