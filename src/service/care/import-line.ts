import { z } from 'zod';
import { languageOf } from '../../domain/language.ts';
import { MESSAGE_DIRECTIONS, MESSAGE_KINDS } from '../../domain/message.ts';
import { PLATFORMS } from '../../domain/profile.ts';
import { SENTIMENTS } from '../../domain/sentiment.ts';
import { storableText } from '../../domain/text.ts';

/** Text as it may be stored; limits are those of a message that comes in by a channel. */
const text = (max: number) => z.string().max(max).transform(storableText);
const name = (max: number) => text(max).refine((value) => value.trim() !== '', 'must not be empty');

const ImportedMessage = z.object({
  /** The platform's own id. */
  id: name(255),
  direction: z.enum(MESSAGE_DIRECTIONS),
  author: name(255),
  kind: z.enum(MESSAGE_KINDS),
  text: text(100_000),
  sentAt: z.iso
    .datetime({ offset: true })
    .transform((at) => new Date(at).toISOString())
    .refine((at) => at >= '1970' && at < '2200', 'must be between 1970 and 2200'),
  sentiment: z
    .enum(SENTIMENTS)
    .nullish()
    .transform((sentiment) => sentiment ?? null),
  language: text(35)
    .nullish()
    .transform((tag) => (tag ? languageOf(tag) : null)),
});
export type ImportedMessage = z.output<typeof ImportedMessage>;

const ImportedConversation = z.object({
  platform: z.enum(PLATFORMS),
  /** The profile's handle. */
  profile: name(255),
  customer: z.object({
    id: name(255),
    handle: name(255),
    name: name(255),
    email: text(320).nullish().transform(orNull),
    phone: text(50).nullish().transform(orNull),
  }),
  messages: z.array(ImportedMessage).min(1, 'there is no message'),
  sentiment: z.enum(SENTIMENTS).nullish().transform(orNull),
  language: text(35).nullish().transform(orNull),
  labels: z.array(name(60)).max(50).default([]),
  /** By the key of the case field, or by its name. */
  fields: z
    .record(z.string(), z.union([text(1_000), z.number(), z.array(name(100)).max(100)]).nullable())
    .default({}),
});
/** One line of an import file: a conversation of one customer with one profile. Instants are ISO-8601 UTC. */
export type ImportedConversation = z.output<typeof ImportedConversation>;

export type ParsedLine =
  | { ok: true; conversation: ImportedConversation }
  /** @property messages how many messages the line holds, as far as that can be told. */
  | { ok: false; reason: string; messages: number };

/** Reads one line. The reason of a refusal names the place and what is wrong there, never the text itself. */
export function parseImportLine(line: Uint8Array): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(line));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'It is not JSON.' : 'It is not UTF-8.';
    return { ok: false, reason, messages: 0 };
  }
  const parsed = ImportedConversation.safeParse(value);
  if (parsed.success) return { ok: true, conversation: inTimeOrder(parsed.data) };
  const facts = parsed.error.issues.slice(0, 3).map((issue) => `${placeOf(issue.path)}: ${issue.message}`);
  return { ok: false, reason: facts.join('; '), messages: countMessages(value) };
}

// A byte order mark at the start of the file belongs to no conversation: the decoder takes it away.
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Files are written by many hands; what is kept is the order in which things were said. */
function inTimeOrder(conversation: ImportedConversation): ImportedConversation {
  // ISO-8601 in UTC with milliseconds sorts as text; the sort is stable.
  const messages = conversation.messages.toSorted((a, b) =>
    a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : 0,
  );
  return { ...conversation, messages };
}

function placeOf(path: PropertyKey[]): string {
  return path.length === 0 ? 'line' : path.join('.');
}

function countMessages(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('messages' in value)) return 0;
  return Array.isArray(value.messages) ? value.messages.length : 0;
}

function orNull<Value extends string>(value: Value | null | undefined): Value | null {
  return value === undefined || value === '' ? null : value;
}
