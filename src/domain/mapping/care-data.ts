import { CASE_PRIORITY_LABELS, CASE_STATUS_LABELS } from '../case.ts';
import type { OwnCareData } from '../case-field.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../default-message-mapping.ts';
import { excerptOf } from '../excerpt.ts';
import { LANGUAGE_LABELS } from '../language.ts';
import { MESSAGE_KIND_LABELS } from '../message.ts';
import { PLATFORM_LABELS } from '../profile.ts';
import { SENTIMENT_LABELS } from '../sentiment.ts';
import { bookOf, type CareBook, type CareDataType, type CareDatum } from './care-datum.ts';
import type { CareFacts } from './care-facts.ts';
import { messageLine, messageLines } from './messages-text.ts';
import { ownCareData } from './own-care-data.ts';

const EXCERPT = 80;

const plain =
  (kind: 'dynamic' | 'internal') =>
  (key: string, label: string, type: CareDataType, example: string, read: CareDatum['read']): CareDatum => ({
    key,
    kind,
    label,
    type,
    example,
    options: [],
    read,
  });
const dynamic = plain('dynamic');
const internal = plain('internal');

/** Of the words alone: a list of the values beside them would weigh on the widget, which shares them. */
function variable<Value extends string>(
  key: string,
  label: string,
  words: Readonly<Record<Value, string>>,
  read: (facts: CareFacts) => string | null,
): CareDatum {
  const values = Object.keys(words) as Value[];
  const options = values.map((value) => ({ value, label: words[value] }));
  const example = options[0]!.label;
  return { key, kind: 'variable', label, type: 'choice', example, options, read };
}

const orNull = (text: string | null | undefined): string | null => text || null;

/** All of it, in the order people read it in. */
export const CARE_DATA: readonly CareDatum[] = [
  dynamic('author', 'Author', 'text', 'Mara Lindqvist', ({ customer }) =>
    orNull(customer.name || customer.handle),
  ),
  dynamic('author_handle', 'Author’s handle', 'text', '@mara', ({ customer }) => orNull(customer.handle)),
  dynamic('customer_name', 'Customer’s name', 'text', 'Mara Lindqvist', ({ customer }) =>
    orNull(customer.name),
  ),
  dynamic('customer_email', 'Customer’s e-mail', 'email', 'mara@example.com', ({ customer }) =>
    orNull(customer.email),
  ),
  dynamic('customer_phone', 'Customer’s phone', 'phone', '+46 70 123 45 67', ({ customer }) =>
    orNull(customer.phone),
  ),
  dynamic('brand_name', 'Brand name', 'text', 'Acme Help', ({ profile }) => orNull(profile.name)),
  dynamic('brand_handle', 'Brand’s handle', 'text', '@acme', ({ profile }) => orNull(profile.handle)),
  dynamic('case_number', 'Number of the Care case', 'number', '9463', ({ case: { number } }) =>
    String(number),
  ),
  dynamic(
    'case_created_at',
    'Time the Care case began',
    'datetime',
    '2026-11-20T18:42:00Z',
    ({ case: { createdAt } }) => createdAt,
  ),
  dynamic(
    'last_customer_message_at',
    'Time of the customer’s latest message',
    'datetime',
    '2026-11-22T09:30:00Z',
    ({ case: { lastCustomerMessageAt } }) => lastCustomerMessageAt,
  ),
  dynamic('message_count', 'Number of messages', 'number', '12', ({ case: { messageCount } }) =>
    String(messageCount),
  ),
  dynamic(
    'assignee_name',
    'Assigned agent',
    'text',
    'Jonas Lind',
    ({ case: { assigneeName } }) => assigneeName,
  ),
  dynamic('message_url', 'URL of the first message', 'url', 'https://social.example/acme/1', ({ messages }) =>
    orNull(messages.firstOfCustomer?.permalink),
  ),
  dynamic('customer_text', 'Customer’s first message', 'long_text', 'Where is my order?', ({ messages }) =>
    orNull(messages.firstOfCustomer?.text),
  ),
  dynamic(
    'customer_line',
    'Customer’s first message, shortened to a line',
    'text',
    'Where is my order?',
    ({ messages }) => orNull(excerptOf(messages.firstOfCustomer?.text ?? '', EXCERPT)),
  ),
  dynamic(
    'customer_latest_text',
    'Customer’s latest message',
    'long_text',
    'It is still not here.',
    ({ messages }) => orNull(messages.latestOfCustomer?.text),
  ),
  dynamic(
    'first_message',
    'First message in the Care case',
    'long_text',
    '[2026-11-20T18:42:00Z] Mara Lindqvist: Where is my order?',
    ({ messages }) => messages.first && messageLine(messages.first),
  ),
  dynamic(
    'latest_message',
    'Latest message in the Care case',
    'long_text',
    '[2026-11-22T09:30:00Z] Mara Lindqvist: It is still not here.',
    ({ messages }) => messageLines(messages.latest.slice(-1)),
  ),
  dynamic(
    'last_10_messages',
    'Last 10 messages in the Care case',
    'long_text',
    '[2026-11-20T18:42:00Z] Mara Lindqvist: Where is my order?',
    ({ messages }) => messageLines(messages.latest),
  ),

  internal(
    'linked_contact',
    'Linked contact',
    'contact',
    'Mara Lindqvist',
    ({ contact }) => contact?.id ?? null,
  ),
  internal(
    'escalated_at',
    'Time of escalation',
    'datetime',
    '2026-11-22T09:31:00Z',
    ({ escalation }) => escalation.at,
  ),
  internal('agent_name', 'Agent name', 'text', 'Jonas Lind', ({ escalation }) => escalation.agentName),
  internal(
    'agent_email',
    'Agent e-mail',
    'email',
    'jonas@acme.example',
    ({ escalation }) => escalation.agentEmail,
  ),
  internal(
    'escalation_id',
    'Escalation id',
    'text',
    'acct_…:escalation:0198…',
    ({ escalation }) => escalation.key,
  ),
  internal('case_id', 'Id of the Care case', 'text', 'case_0198…', ({ case: { id } }) => id),
  internal(
    'case_url',
    'Link to Care',
    'url',
    'https://care.example/desk/cases/case_0198…',
    ({ case: { url } }) => url,
  ),

  variable('case_status', 'Case status', CASE_STATUS_LABELS, (facts) => facts.case.status),
  variable('case_priority', 'Case priority', CASE_PRIORITY_LABELS, (facts) => facts.case.priority),
  variable('platform', 'Platform', PLATFORM_LABELS, (facts) => facts.profile.platform),
  variable(
    'message_kind',
    'How the customer wrote',
    MESSAGE_KIND_LABELS,
    ({ messages }) => messages.firstOfCustomer?.kind ?? null,
  ),
  variable('sentiment', 'Sentiment', SENTIMENT_LABELS, (facts) => facts.case.sentiment),
  variable('language', 'Language', LANGUAGE_LABELS, (facts) => facts.case.language),
];

/** What only a message has: for the object messages are kept in. */
const MESSAGE_DATA: readonly CareDatum[] = [
  dynamic('post_author', 'Author of the message', 'text', 'Mara Lindqvist', ({ message }) =>
    orNull(message?.authorName || message?.authorHandle),
  ),
  dynamic('post_handle', 'Handle of the author', 'text', '@mara', ({ message }) =>
    orNull(message?.authorHandle),
  ),
  dynamic('post_text', 'Text of the message', 'long_text', 'Where is my order?', ({ message }) =>
    orNull(message?.text),
  ),
  dynamic('post_url', 'URL of the message', 'url', 'https://social.example/acme/1', ({ message }) =>
    orNull(message?.permalink),
  ),
  dynamic(
    'post_sent_at',
    'Time of the message',
    'datetime',
    '2026-11-20T18:42:00Z',
    ({ message }) => message?.sentAt ?? null,
  ),
  variable(
    'post_direction',
    'Who wrote the message',
    { incoming: 'The customer', outgoing: 'The brand' },
    ({ message }) => message?.direction ?? null,
  ),
  variable('post_kind', 'Kind of the message', MESSAGE_KIND_LABELS, ({ message }) => message?.kind ?? null),
  variable(
    'post_sentiment',
    'Sentiment of the message',
    SENTIMENT_LABELS,
    ({ message }) => message?.sentiment ?? null,
  ),
  variable(
    'post_language',
    'Language of the message',
    LANGUAGE_LABELS,
    ({ message }) => message?.language ?? null,
  ),
];

/** What there is for records of an object in an account. */
export const careDataOf = (
  object: string,
  own: OwnCareData,
  keepsMessages: boolean = object === DEFAULT_MESSAGE_MAPPING.object,
): readonly CareDatum[] => [...(keepsMessages ? MESSAGE_DATA : []), ...CARE_DATA, ...ownCareData(own)];

/** Everything an account can map, for whichever object. */
export const accountBook = (own: OwnCareData): CareBook<CareDatum> =>
  bookOf([...CARE_DATA, ...MESSAGE_DATA, ...ownCareData(own)]);
