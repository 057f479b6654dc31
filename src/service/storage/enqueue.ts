import { actingAgentId } from '../../domain/agent.ts';
import type { CaseStatus } from '../../domain/case.ts';
import { isCaseStatus } from '../../domain/case.ts';
import { imageOf } from '../../domain/status-map.ts';
import type { AppendedEvent } from './append-event.ts';
import type { Tx } from './database.ts';
import { hasWaitingState, queueCaseState } from './escalation.ts';
import { openLane } from './lane.ts';
import { statusMapsOf } from './status-maps.ts';

/** Queues what one event means for the world outside, in the transaction that wrote the event. */
export async function enqueueForEvent(tx: Tx, event: AppendedEvent): Promise<void> {
  const { facts } = event;
  if (facts.type === 'message_added') {
    await enqueueDelivery(tx, event, facts.messageId);
    await enqueueMessage(tx, event, facts.messageId);
  } else if (facts.type === 'case_changed' && isCaseStatus(facts.change.status)) {
    await enqueueState(tx, event, facts.change.status);
  }
}

/** An agent's reply goes to the customer. What was imported was sent long ago. */
async function enqueueDelivery(tx: Tx, event: AppendedEvent, messageId: string): Promise<void> {
  const message = await tx
    .selectFrom('message')
    .select(['direction', 'delivery', 'agent_id'])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();
  if (message.direction !== 'outgoing' || message.delivery !== 'queued') return;
  await tx
    .insertInto('outbox')
    .values({
      account_id: event.accountId,
      target: 'channel',
      case_id: event.caseId,
      seq: event.seq,
      kind: 'deliver',
      message_id: messageId,
      acting_agent_id: message.agent_id,
    })
    .execute();
  await openLane(tx, event.accountId, event.caseId, 'channel');
}

async function enqueueMessage(tx: Tx, event: AppendedEvent, messageId: string): Promise<void> {
  const escalations = await tx
    .selectFrom('escalation')
    .select(['id', 'state'])
    .where('case_id', '=', event.caseId)
    // Messages lie under a case; under a lead they have no place.
    .where('object', '=', 'Case')
    .where('state', 'in', ['requested', 'created', 'undoing'])
    .orderBy('created_at')
    .execute();
  if (escalations.length === 0) return;
  await tx
    .insertInto('outbox')
    .values(
      escalations.map(({ id, state }) => ({
        account_id: event.accountId,
        target: 'salesforce' as const,
        case_id: event.caseId,
        seq: event.seq,
        kind: 'message' as const,
        // Goes on should Salesforce refuse to take the record back.
        state: state === 'undoing' ? ('cancelled' as const) : ('waiting' as const),
        escalation_id: id,
        message_id: messageId,
        acting_agent_id: actingAgentId(event.actor),
      })),
    )
    .execute();
  await openLane(tx, event.accountId, event.caseId, 'salesforce');
}

/**
 * A new status goes to every Salesforce case kept in step, unless that one shows it already: it is where
 * the change came from, or Care moved between two statuses that look the same there. One that nothing stands for
 * stays in Care.
 */
async function enqueueState(tx: Tx, event: AppendedEvent, status: CaseStatus): Promise<void> {
  const escalations = await tx
    .selectFrom('escalation')
    .select(['id', 'connection_id', 'record_type', 'salesforce_status'])
    .where('case_id', '=', event.caseId)
    .where('state', 'in', ['requested', 'created'])
    .where('status_sync', '=', 'bidirectional')
    .orderBy('created_at')
    .execute();
  const mapOf = await statusMapsOf(tx, escalations);
  for (const escalation of escalations) {
    const image = imageOf(status, mapOf(escalation.id));
    if (image === null) continue;
    const shown = escalation.salesforce_status === image;
    if (shown && !(await hasWaitingState(tx, escalation.id))) continue;
    await queueCaseState(tx, {
      accountId: event.accountId,
      caseId: event.caseId,
      escalationId: escalation.id,
      seq: event.seq,
      status,
      actingAgentId: actingAgentId(event.actor),
    });
  }
}
