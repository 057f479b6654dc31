import type { AppendedEvent } from './append-event.ts';
import type { Tx } from './database.ts';
import type { LaneTarget } from './tables.ts';

/** Queues what one event means for the world outside, in the transaction that wrote the event. */
export async function enqueueForEvent(tx: Tx, event: AppendedEvent): Promise<void> {
  if (event.facts.type !== 'message_added') return;
  const message = await tx
    .selectFrom('message')
    .select(['direction', 'delivery', 'agent_id'])
    .where('id', '=', event.facts.messageId)
    .executeTakeFirstOrThrow();
  if (message.direction === 'outgoing' && message.delivery === 'queued') {
    await openLane(tx, event, 'channel');
    await tx
      .insertInto('outbox')
      .values({
        account_id: event.accountId,
        target: 'channel',
        case_id: event.caseId,
        seq: event.seq,
        kind: 'deliver',
        message_id: event.facts.messageId,
        acting_agent_id: message.agent_id,
      })
      .execute();
  }
}

async function openLane(tx: Tx, event: AppendedEvent, target: LaneTarget): Promise<void> {
  await tx
    .insertInto('lane')
    .values({ account_id: event.accountId, target, case_id: event.caseId })
    .onConflict((conflict) => conflict.columns(['case_id', 'target']).doNothing())
    .execute();
}
