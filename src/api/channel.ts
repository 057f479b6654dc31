import { z } from 'zod';
import { SENTIMENTS } from '../domain/sentiment.ts';
import { endpoint } from './endpoint.ts';
import {
  AttachmentShape,
  CaseId,
  CommunityMessageId,
  Instant,
  Kind,
  MessageId,
  ProfileId,
} from './shapes.ts';

/** A customer's message as a channel hands it in. `id` is the platform's own: the same id twice is one message. */
export const ChannelMessage = z.object({
  id: z.string().min(1).max(255),
  customer: z.object({
    id: z.string().min(1).max(255),
    handle: z.string().max(255),
    name: z.string().max(255),
    email: z.email().nullable().optional(),
    phone: z.string().max(50).nullable().optional(),
  }),
  kind: Kind,
  text: z.string().max(100_000),
  attachments: z.array(AttachmentShape).max(50).default([]),
  inReplyTo: z.string().max(255).nullable().default(null).describe('The platform id of the message answered'),
  permalink: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .nullable()
    .default(null),
  sentAt: Instant,
  sentiment: z
    .enum(SENTIMENTS)
    .nullable()
    .default(null)
    .describe('How the customer sounds, where the channel can tell'),
  language: z.string().max(35).nullable().default(null).describe('A language tag, `en` or `pt-BR`'),
});
export type ChannelMessage = z.output<typeof ChannelMessage>;

const receipt = {
  messageId: z.union([MessageId, CommunityMessageId]),
  caseId: CaseId.nullable().describe('Null: the account is without Care, and it is a Community message'),
  seq: z.int().nullable().describe('Its place in the case'),
};

/** Signed by Standard Webhooks: headers webhook-id, webhook-timestamp, webhook-signature with the profile's secret. */
export const receiveMessage = endpoint({
  method: 'POST',
  path: '/v1/channels/:profileId/messages',
  summary: 'A customer wrote',
  tag: 'channel',
  access: ['signature'],
  params: z.object({ profileId: ProfileId }),
  body: ChannelMessage,
  answers: {
    201: z.object({ ...receipt, duplicate: z.literal(false) }),
    200: z.object({ ...receipt, duplicate: z.literal(true) }),
  },
  problems: ['CHANNEL_SIGNATURE_INVALID', 'NOT_FOUND'],
});

/** What the service posts to a profile's outgoing webhook, signed the same way; `messageId` is also the webhook-id. */
export const OutgoingMessage = z.object({
  type: z.literal('message.outgoing'),
  messageId: MessageId,
  profileId: ProfileId,
  customer: z.object({ id: z.string(), handle: z.string() }),
  kind: Kind,
  text: z.string(),
  attachments: z.array(AttachmentShape),
  inReplyTo: z.string().nullable(),
  sentAt: Instant,
});
export type OutgoingMessage = z.output<typeof OutgoingMessage>;

/** A channel may answer with the platform's id of what it sent. */
export const OutgoingReceipt = z.object({
  platformId: z.string().max(255).optional(),
  permalink: z.string().max(2_048).optional(),
});
export type OutgoingReceipt = z.output<typeof OutgoingReceipt>;
