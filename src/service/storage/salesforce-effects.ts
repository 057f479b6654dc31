import { sql } from 'kysely';
import { reasonInWords } from '../../domain/reason-in-words.ts';
import type { SalesforceEffect, SyncReason } from '../sync/lane-ports.ts';
import { beginAdoption, queueMissedState } from './adopt-late.ts';
import { queueMissedContact } from './contact-follows.ts';
import { markContactMissing, moveContactLinks } from './contact-link.ts';
import type { Tx } from './database.ts';
import { hasWaitingState, issueVersion, queueCaseState, settleLandedStates } from './escalation.ts';
import { finishUndo, refuseUndo } from './escalation-undo.ts';
import { dueLook, noteLateRefused, noteLook, noteUnheard } from './late-records.ts';
import { noteWriter } from './written-by.ts';

/** What a settlement touched, for those who watch the case. */
export interface EffectContext {
  accountId: string;
  caseId: string;
  changedEscalations: Set<string>;
  deliveredMessages: string[];
}

/** Writes one effect down. The case and its lane are locked by the caller. */
export async function applySalesforceEffect(
  tx: Tx,
  context: EffectContext,
  effect: SalesforceEffect,
): Promise<void> {
  switch (effect.type) {
    case 'done':
      return markDone(tx, context, effect.itemId, effect.salesforceId);
    case 'parked':
      return markParked(tx, context, effect.itemId, effect.reason);
    case 'use_default_token':
      await tx.updateTable('outbox').set({ default_token: true }).where('id', '=', effect.itemId).execute();
      return;
    case 'created':
      context.changedEscalations.add(effect.escalationId);
      await noteWriter(tx, effect);
      await tx
        .updateTable('escalation')
        .set({
          state: sql`case state when 'undoing' then state else 'created' end`,
          reason: null,
          record_id: effect.recordId,
          record_number: effect.recordNumber,
          salesforce_status: effect.status,
          salesforce_version: effect.version,
        })
        .where('id', '=', effect.escalationId)
        .execute();
      await queueMissedContact(tx, effect.escalationId);
      return settleLandedStates(tx, effect.escalationId, effect.version);
    case 'state_written':
      context.changedEscalations.add(effect.escalationId);
      await tx
        .updateTable('escalation')
        .set({
          ...(effect.status === null ? {} : { salesforce_status: effect.status }),
          salesforce_version: effect.version,
          seen_at: null,
        })
        .where('id', '=', effect.escalationId)
        // A change that was seen on top of this very version counts more than our own memory of it.
        .where(sql<boolean>`coalesce(salesforce_version, 0) < ${effect.version}`)
        .execute();
      return settleLandedStates(tx, effect.escalationId, effect.version);
    case 'refused':
      return endEscalation(tx, context, effect.escalationId, 'failed', effect.reason);
    case 'gone':
      return endEscalation(tx, context, effect.escalationId, 'gone', effect.reason);
    case 'unheard':
      return noteUnheard(tx, effect.escalationId);
    case 'adopted': {
      context.changedEscalations.add(effect.escalationId);
      if (!(await beginAdoption(tx, effect))) return;
      await applySalesforceEffect(tx, context, { ...effect, type: 'created' });
      return queueMissedState(tx, effect);
    }
    case 'looked':
      if (effect.found) context.changedEscalations.add(effect.escalationId);
      return noteLook(tx, effect.escalationId, effect.found);
    case 'late_refused':
      context.changedEscalations.add(effect.escalationId);
      return noteLateRefused(tx, effect.escalationId, effect.reason);
    case 'undone':
      context.changedEscalations.add(effect.escalationId);
      return finishUndo(tx, effect.escalationId, effect.outcome);
    case 'undo_refused':
      context.changedEscalations.add(effect.escalationId);
      return refuseUndo(tx, effect.escalationId, effect.reason);
    case 'moved':
      context.changedEscalations.add(effect.escalationId);
      await tx
        .updateTable('escalation')
        .set({
          record_id: effect.recordId,
          record_number: effect.recordNumber,
          // What stands on the record that took its place is for the next event or sweep to say.
          salesforce_status: null,
          salesforce_version: null,
          seen_at: null,
        })
        .where('id', '=', effect.escalationId)
        .execute();
      return;
    case 'contact_moved':
      return moveContact(tx, context, effect);
    case 'contact_deleted':
      await markContactMissing(tx, await connectionOf(tx, effect.escalationId), effect.contactId, 'deleted');
      return;
    case 'raise_version':
      return raiseVersion(tx, context, effect.escalationId, effect.above);
  }
}

async function markDone(
  tx: Tx,
  context: EffectContext,
  itemId: number,
  salesforceId: string | null,
): Promise<void> {
  const row = await tx
    .updateTable('outbox')
    .set({ state: 'done', reason: null, salesforce_id: salesforceId, settled_at: sql<string>`now()` })
    .where('id', '=', itemId)
    .where('state', '<>', 'done')
    .returning(['message_id', 'escalation_id', 'kind'])
    .executeTakeFirst();
  if (row?.message_id) context.deliveredMessages.push(row.message_id);
  if (row?.escalation_id) context.changedEscalations.add(row.escalation_id);
  if (row?.kind === 'contact' && row.escalation_id && salesforceId !== null) {
    await tx
      .updateTable('escalation')
      .set({ contact_missing: false })
      .where('id', '=', row.escalation_id)
      .execute();
  }
}

async function markParked(tx: Tx, context: EffectContext, itemId: number, reason: SyncReason): Promise<void> {
  const row = await tx
    .updateTable('outbox')
    .set((eb) => ({ state: 'parked', attempts: eb('attempts', '+', 1), reason: JSON.stringify(reason) }))
    .where('id', '=', itemId)
    // What was taken back meanwhile holds nothing up.
    .where('state', '=', 'waiting')
    .returning(['message_id', 'escalation_id'])
    .executeTakeFirst();
  if (row?.message_id) context.deliveredMessages.push(row.message_id);
  if (row?.escalation_id) context.changedEscalations.add(row.escalation_id);
}

/** Nothing more is written to this record; what waited for it is kept with the reason. */
async function endEscalation(
  tx: Tx,
  context: EffectContext,
  escalationId: string,
  state: 'failed' | 'gone',
  reason: SyncReason,
): Promise<void> {
  context.changedEscalations.add(escalationId);
  const { state: before } = await tx
    .selectFrom('escalation')
    .select('state')
    .where('id', '=', escalationId)
    .executeTakeFirstOrThrow();
  if (before === 'undone') return;
  if (before === 'undoing') {
    const outcome = state === 'failed' ? 'Salesforce had not taken it.' : reasonInWords(reason);
    return finishUndo(tx, escalationId, outcome);
  }
  await tx
    .updateTable('escalation')
    // What failed never stood there: a record it was meant for is nothing to it any more.
    .set({
      state,
      reason: reasonInWords(reason),
      ...(state === 'failed' ? { record_id: null, look_at: await dueLook(tx, escalationId) } : {}),
    })
    .where('id', '=', escalationId)
    .execute();
  await tx
    .updateTable('outbox')
    .set({ state: 'parked', reason: JSON.stringify(reason) })
    .where('escalation_id', '=', escalationId)
    .where('state', '=', 'waiting')
    .execute();
}

/** Nothing stands of the record yet: it is written with the other contact next. */
async function moveContact(
  tx: Tx,
  { accountId }: EffectContext,
  { escalationId, from, contact }: Extract<SalesforceEffect, { type: 'contact_moved' }>,
): Promise<void> {
  await tx
    .updateTable('escalation')
    .set({ fields: sql`jsonb_set(fields, '{ContactId}', to_jsonb(${contact.id}::text))` })
    .where('id', '=', escalationId)
    .execute();
  await moveContactLinks(tx, {
    accountId,
    connectionId: await connectionOf(tx, escalationId),
    from,
    contact,
  });
}

async function connectionOf(tx: Tx, escalationId: string): Promise<string> {
  const { connection_id } = await tx
    .selectFrom('escalation')
    .select('connection_id')
    .where('id', '=', escalationId)
    .executeTakeFirstOrThrow();
  return connection_id;
}

async function raiseVersion(
  tx: Tx,
  context: EffectContext,
  escalationId: string,
  above: number,
): Promise<void> {
  const {
    status,
    status_sync,
    last_seq,
    state: stands,
  } = await tx
    .selectFrom('escalation as e')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .select(['c.status', 'c.last_seq', 'e.status_sync', 'e.state'])
    .where('e.id', '=', escalationId)
    .executeTakeFirstOrThrow();
  const state = { accountId: context.accountId, escalationId, status, above };
  if (status_sync === 'none' || stands === 'undoing' || (await hasWaitingState(tx, escalationId))) {
    await issueVersion(tx, state);
    return;
  }
  await queueCaseState(tx, { ...state, caseId: context.caseId, seq: last_seq, actingAgentId: null });
}
