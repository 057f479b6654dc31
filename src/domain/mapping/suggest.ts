import type { OwnCareData } from '../case-field.ts';
import { accountBook, careDataOf } from './care-data.ts';
import type { CareBook, CareEntry } from './care-datum.ts';
import { defaultMapping } from './default-mappings.ts';
import { whyNotFit } from './fits.ts';
import type { FieldSource } from './mapped-field.ts';
import {
  type FieldSort,
  isRequired,
  type PicklistOption,
  type SchemaField,
  sortOf,
  whyUnwritable,
} from './schema.ts';
import { sourceWords } from './source-words.ts';

export interface Suggestion {
  field: string;
  source: FieldSource;
  words: string;
  /** 0-100: how sure it is. */
  confidence: number;
  why: string;
}

/** What an org may call a piece of Care data, beside its own label. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  author: ['author', 'social author', 'customer'],
  author_handle: [
    'handle',
    'social handle',
    'user name',
    'username',
    'screen name',
    'social name',
    'nickname',
  ],
  customer_name: ['web name', 'customer name', 'full name', 'contact name'],
  customer_email: ['email', 'e mail', 'web email', 'email address'],
  customer_phone: ['phone', 'web phone', 'mobile', 'mobile phone', 'phone number', 'telephone'],
  brand_name: ['brand', 'social account', 'social profile', 'profile', 'channel name'],
  brand_handle: ['brand handle', 'account handle', 'profile handle'],
  case_number: ['care case number', 'care number', 'social case number', 'ticket number'],
  case_created_at: ['first contact', 'conversation started', 'received at', 'care case created'],
  last_customer_message_at: ['last message at', 'last customer message', 'last contact', 'last reply at'],
  message_count: ['message count', 'messages', 'number of posts'],
  assignee_name: ['care agent', 'assignee', 'assigned to'],
  message_url: ['permalink', 'post url', 'social url', 'message link', 'source url', 'post link'],
  customer_text: ['description', 'message', 'post', 'comment', 'text', 'body', 'content', 'question'],
  last_10_messages: ['conversation', 'transcript', 'thread', 'history', 'last messages', 'chat'],
  escalated_at: ['escalated at', 'escalation date', 'escalation time', 'escalated on'],
  agent_name: ['escalated by', 'agent', 'agent name', 'social agent'],
  agent_email: ['agent email'],
  escalation_id: ['escalation id', 'external id'],
  case_id: ['care id', 'care case id', 'social case id'],
  case_url: ['care link', 'care url', 'link to care', 'care case url'],
  case_status: ['care status', 'social status', 'status'],
  case_priority: ['priority', 'urgency', 'severity', 'care priority'],
  platform: [
    'platform',
    'network',
    'social network',
    'channel',
    'social channel',
    'source',
    'social platform',
  ],
  message_kind: ['message type', 'post type', 'interaction type'],
  sentiment: ['sentiment', 'mood', 'tone'],
  language: ['language', 'locale', 'spoken language'],
  labels: ['labels', 'tags', 'topics', 'categories'],
  post_author: ['author', 'author name', 'from', 'sender'],
  post_handle: ['handle', 'author handle'],
  post_text: ['body', 'text', 'message', 'content', 'post', 'comment'],
  post_url: ['permalink', 'url', 'link', 'post url'],
  post_sent_at: ['sent at', 'posted at', 'posted', 'timestamp', 'sent'],
  post_direction: ['direction'],
  post_kind: ['kind', 'message type', 'post type'],
  post_sentiment: ['sentiment'],
  post_language: ['language'],
};

const LEAST = 40;
const FEW = 4;
const LISTS: ReadonlySet<FieldSort> = new Set(['picklist', 'multipicklist']);

/** What would fit the fields that can be written, the surest first. Nothing of it is taken by itself. */
export function suggestMapping(
  object: string,
  schema: readonly SchemaField[],
  own: OwnCareData,
  keepsMessages?: boolean,
): Suggestion[] {
  const data = careDataOf(object, own, keepsMessages);
  const book = accountBook(own);
  return schema
    .filter((field) => whyUnwritable(field, '') === null)
    .flatMap((field) => suggestFor(object, field, data, book) ?? [])
    .sort((one, other) => other.confidence - one.confidence);
}

function suggestFor(
  object: string,
  field: SchemaField,
  data: readonly CareEntry[],
  book: CareBook,
): Suggestion | null {
  const start = defaultMapping(object).find((mapped) => mapped.field === field.name);
  const found = [
    ...(start ? [of(field, start.source, book, 95, 'Care maps this standard field so.')] : []),
    ...data.flatMap((datum) => byName(field, datum, book)),
    ...(sortOf(field) === 'contact'
      ? [of(field, { kind: 'internal', data: 'linked_contact' }, book, 80, 'It leads to a contact.')]
      : []),
  ].filter(({ source }) => whyNotFit(field, { source, by: null }, book) === null);
  const best = found.sort((one, other) => other.confidence - one.confidence)[0];
  return best && best.confidence >= LEAST ? best : null;
}

const of = (
  field: SchemaField,
  source: FieldSource,
  book: CareBook,
  confidence: number,
  why: string,
): Suggestion => ({
  field: field.name,
  source,
  words: sourceWords(source, book),
  confidence: isRequired(field) ? Math.min(100, confidence + 3) : confidence,
  why,
});

function byName(field: SchemaField, datum: CareEntry, book: CareBook): Suggestion[] {
  const likeness = Math.max(...callings(datum).map((name) => likenessOf(field, name)));
  if (datum.kind !== 'variable') {
    const source = { kind: datum.kind, data: datum.key } as const;
    return likeness === 0 ? [] : [of(field, source, book, likeness, `It is called ${field.label}.`)];
  }
  const values = pairs(datum, field.picklistValues);
  const paired = Object.keys(values).length;
  // A list of all languages is not to be found in any org: then it counts how much of the org's list is paired.
  const most = Math.min(datum.options.length, Math.max(field.picklistValues.length, FEW));
  if (!LISTS.has(sortOf(field)) || paired === 0) return [];
  const share = paired / most;
  const source = { kind: 'variable', data: datum.key, values, otherwise: null } as const;
  const same = `${paired} of ${most} values are the same`;
  const called = likeness === 0 ? '' : `, and it is called ${field.label}`;
  return [of(field, source, book, Math.round(share * 50 + likeness * 0.45), `${same}${called}.`)];
}

const callings = ({ key, label }: CareEntry): string[] => [plain(label), ...(NAMES[key] ?? [])];

/** 90: it has the name; 60: the name is in it; 0: neither. */
function likenessOf(field: SchemaField, name: string): number {
  const names = [plain(field.label), plain(field.name.replace(/__c$/, ''))];
  if (names.includes(name)) return 90;
  return names.some((each) => ` ${each} `.includes(` ${name} `)) ? 60 - (name.includes(' ') ? 0 : 10) : 0;
}

/** Lower-case words: `Web_Email__c` and `WebEmail` are `web email`. */
const plain = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** Values of Care with the value of the org that says the same. */
function pairs(datum: CareEntry, options: readonly PicklistOption[]): Record<string, string> {
  const active = options.filter(({ active }) => active);
  return Object.fromEntries(
    datum.options.flatMap(({ value, label }) => {
      const same = active.find((each) =>
        [plain(each.value), plain(each.label)].some((name) => name === plain(label) || name === plain(value)),
      );
      return same ? [[value, same.value]] : [];
    }),
  );
}
