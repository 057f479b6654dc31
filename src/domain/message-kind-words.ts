import type { MessageDirection, MessageKind } from './message.ts';

/** Who can read a message, in the reader's words. */
export const MESSAGE_KIND_WORDS: Readonly<Record<MessageKind, Readonly<Record<MessageDirection, string>>>> = {
  public_reply: { incoming: 'Public comment', outgoing: 'Public reply' },
  comment: { incoming: 'Public comment', outgoing: 'Comment on post' },
  direct_message: { incoming: 'Direct message', outgoing: 'Direct message' },
};
