import type { ChannelMessage } from '../../api/channel.ts';
import type { Attachment, MessageKind } from '../../domain/message.ts';
import { storableText } from '../../domain/text.ts';

export interface NewCommunityMessage {
  profileId: string;
  platformId: string;
  kind: MessageKind;
  author: { name: string; handle: string };
  text: string;
  attachments: readonly Attachment[];
  permalink: string | null;
  sentAt: string;
}

/** Stores it once; the same platform id twice is one message. */
export type SaveCommunityMessage = (
  accountId: string,
  message: NewCommunityMessage,
) => Promise<{ id: string; duplicate: boolean }>;

/** Somebody wrote to an account without Care: the message is kept as it came, and belongs to no case. */
export async function receiveCommunityMessage(
  save: SaveCommunityMessage,
  accountId: string,
  profileId: string,
  incoming: ChannelMessage,
): Promise<{ messageId: string; caseId: null; seq: null; duplicate: boolean }> {
  const { customer, kind, attachments, permalink, sentAt } = incoming;
  const { id, duplicate } = await save(accountId, {
    profileId,
    platformId: incoming.id,
    kind,
    author: { name: storableText(customer.name), handle: storableText(customer.handle) },
    text: storableText(incoming.text),
    attachments,
    permalink,
    sentAt,
  });
  return { messageId: id, caseId: null, seq: null, duplicate };
}
