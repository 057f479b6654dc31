import type { SpokenMessage } from './care-facts.ts';

/** `[2026-11-20T18:42:00Z] Mara Lindqvist: Where is my order?`; an attachment alone has no text. */
export function messageLine({ sentAt, authorName, authorHandle, text }: SpokenMessage): string {
  const second = sentAt.replace(/\.\d+(?=Z$)/, '');
  return `[${second}] ${authorName || authorHandle}: ${text}`;
}

/** One line a message, oldest first; null: there is none. */
export const messageLines = (messages: readonly SpokenMessage[]): string | null =>
  messages.length === 0 ? null : messages.map(messageLine).join('\n');
