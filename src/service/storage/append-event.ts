import { sql } from 'kysely';
import type { ActorRef } from '../../domain/agent.ts';
import { newId } from '../ids.ts';
import type { Tx } from './database.ts';
import { enqueueForEvent } from './enqueue.ts';

/** What is written down of a change. Views (names, escalation) are added when it is read. */
export type EventFacts =
  | { type: 'case_created' }
  | { type: 'message_added'; messageId: string }
  | { type: 'message_changed'; messageId: string }
  | { type: 'note_added'; noteId: string }
  | {
      type: 'case_changed';
      change: { status?: string; priority?: string; assigneeId?: string | null };
    }
  | { type: 'salesforce_changed'; escalationId: string };

export interface NewEvent {
  accountId: string;
  caseId: string;
  /** Also somebody who may do things: what they may is not written down. */
  actor: ActorRef;
  facts: EventFacts;
  at?: string;
}

export interface AppendedEvent extends NewEvent {
  seq: number;
}

/**
 * Takes the next place in the case's sequence. The case's row stays locked until the transaction ends, so
 * places are handed out in commit order and a reader who has seen n has seen everything before n.
 */
export async function takeSequence(tx: Tx, caseId: string): Promise<number> {
  const row = await tx
    .updateTable('care_case')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('id', '=', caseId)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

/**
 * Writes a change down once, for everybody: the outbox rows it causes commit with it, whoever watches
 * is told when it commits, and the row itself is the audit trail.
 *
 * @param seq a place taken before with `takeSequence`, when the row it speaks of carries it too.
 */
export async function appendEvent(tx: Tx, event: NewEvent, seq?: number): Promise<AppendedEvent> {
  const place = seq ?? (await takeSequence(tx, event.caseId));
  const { type, ...payload } = event.facts;
  await tx
    .insertInto('event')
    .values({
      id: newId('evt'),
      account_id: event.accountId,
      case_id: event.caseId,
      seq: place,
      type,
      actor: JSON.stringify(refOf(event.actor)),
      payload: JSON.stringify(payload),
      ...(event.at === undefined ? {} : { at: event.at }),
    })
    .execute();
  const appended = { ...event, seq: place };
  await enqueueForEvent(tx, appended);
  await sql`select pg_notify('care_event', concat_ws(' ', account_id, id, ${place}::bigint, assignee_id))
    from care_case where id = ${event.caseId}`.execute(tx);
  return appended;
}

function refOf(actor: ActorRef): ActorRef {
  if (actor.kind !== 'agent') return actor;
  const { kind, accountId, agentId, via } = actor;
  return { kind, accountId, agentId, via };
}
