import type { Insertable } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import type { PlannedCase, PlannedMessage } from '../care/import-ports.ts';
import { newId } from '../ids.ts';
import type { EventFacts } from './append-event.ts';
import type { Tables } from './tables.ts';

/** Everything a new case brings with it; its events and messages share one sequence from 1 on. */
export interface NewCaseRows {
  careCase: Insertable<Tables['care_case']>;
  messages: Insertable<Tables['message']>[];
  events: Insertable<Tables['event']>[];
}

export function rowsOfNewCase(planned: PlannedCase, number: number, actor: Actor): NewCaseRows {
  const { accountId } = actor;
  const messages = planned.messages.map((message, index) =>
    importedMessageRow(accountId, planned, message, index + 2),
  );
  const facts: EventFacts[] = [
    { type: 'case_created' },
    ...messages.map(({ id }): EventFacts => ({ type: 'message_added', messageId: id })),
  ];
  if (planned.status !== 'new') facts.push({ type: 'case_changed', change: { status: planned.status } });
  return {
    careCase: {
      id: planned.id,
      account_id: accountId,
      number,
      profile_id: planned.profileId,
      customer_id: planned.customerId,
      status: planned.status,
      assignee_id: null,
      created_at: planned.createdAt,
      done_at: planned.doneAt,
      last_message_at: newestOf(planned.messages),
      last_customer_message_at: newestOf(
        planned.messages.filter(({ direction }) => direction === 'incoming'),
      ),
      message_count: messages.length,
      ...saidOfCustomer(planned.messages),
      ...saidOfCase(planned),
      last_seq: facts.length,
    },
    messages,
    events: facts.map(({ type, ...payload }, index) => ({
      id: newId('evt'),
      account_id: accountId,
      case_id: planned.id,
      seq: index + 1,
      type,
      actor: JSON.stringify(actor),
      payload: JSON.stringify(payload),
    })),
  };
}

/** An imported message was delivered long ago, by somebody else: it is never queued for a channel. */
export function importedMessageRow(
  accountId: string,
  { id: caseId, profileId }: PlannedCase,
  message: PlannedMessage,
  seq: number,
): Insertable<Tables['message']> & { id: string } {
  return {
    id: newId('msg'),
    account_id: accountId,
    profile_id: profileId,
    case_id: caseId,
    seq,
    platform_id: message.id,
    direction: message.direction,
    kind: message.kind,
    author_name: message.author,
    author_handle: message.authorHandle,
    agent_id: null,
    text: message.text,
    in_reply_to: null,
    permalink: null,
    sent_at: message.sentAt,
    delivery: null,
    delivery_reason: null,
    imported: true,
    sentiment: message.sentiment,
    language: message.language,
  };
}

/** How the customer sounded last and wrote last, as far as it is told of any of their messages. */
export function saidOfCustomer(
  messages: readonly PlannedMessage[],
): Partial<Pick<PlannedMessage, 'sentiment' | 'language'>> {
  const incoming = messages.filter(({ direction }) => direction === 'incoming');
  const sentiment = incoming.findLast((each) => each.sentiment !== null)?.sentiment;
  const language = incoming.findLast((each) => each.language !== null)?.language;
  return { ...(sentiment ? { sentiment } : {}), ...(language ? { language } : {}) };
}

/** What the file says of a case itself, which counts for more than what it says of a message. */
function saidOfCase({
  said: { sentiment, language, labels, fields },
}: PlannedCase): Partial<Insertable<Tables['care_case']>> {
  return {
    ...(sentiment ? { sentiment } : {}),
    ...(language ? { language } : {}),
    labels: [...labels],
    field_values: JSON.stringify(fields),
  };
}

/** ISO-8601 in UTC sorts as text. */
export function newestOf(messages: readonly PlannedMessage[]): string | null {
  return messages.reduce<string | null>(
    (newest, { sentAt }) => (newest === null || sentAt > newest ? sentAt : newest),
    null,
  );
}
