export const MESSAGE_DIRECTIONS = ['incoming', 'outgoing'] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

export const MESSAGE_KINDS = ['public_reply', 'comment', 'direct_message'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const MESSAGE_KIND_LABELS: Readonly<Record<MessageKind, string>> = {
  public_reply: 'Public reply',
  comment: 'Comment on post',
  direct_message: 'Direct message',
};

/** A file that stays where the platform keeps it: Care stores its address and never fetches it. */
export interface Attachment {
  url: string;
  name: string;
  /** MIME type as the platform names it. */
  type: string;
  /** Bytes, when the platform tells. */
  size: number | null;
}

/**
 * Where an outgoing message stands on its way to the customer. Incoming and imported messages have none.
 * A delivery whose outcome is unknown stays `queued`: it is asked again with the same id, never under another.
 */
export const DELIVERY_STATES = ['queued', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who may read what an agent writes. A note never leaves the team. */
export const COMPOSER_MODES = ['public_reply', 'comment', 'direct_message', 'note'] as const;
export type ComposerMode = (typeof COMPOSER_MODES)[number];
