import { CASE_STATUS_LABELS, type CaseStatus } from './case.ts';
import type { MessageKind } from './message.ts';
import { PLATFORM_LABELS, type Platform, replyKinds, textLimit } from './profile.ts';
import { countCharacters } from './text.ts';

export interface ReplyAttempt {
  status: CaseStatus;
  assigneeId: string | null;
  agentId: string | null;
  platform: Platform;
  kind: MessageKind;
  text: string;
  attachments: number;
}

export type ReplyRefusal =
  | { code: 'REPLY_NOT_ASSIGNED'; fact: string }
  | { code: 'REPLY_CASE_CLOSED'; fact: string }
  | { code: 'REPLY_KIND_UNAVAILABLE'; fact: string }
  | { code: 'REPLY_EMPTY'; fact: string }
  | { code: 'REPLY_TOO_LONG'; fact: string };

/** Whether this agent may send this reply now. Null: they may. The wording of the first is the product's own. */
export function decideReply(attempt: ReplyAttempt): ReplyRefusal | null {
  if (attempt.agentId === null || attempt.assigneeId !== attempt.agentId) {
    return {
      code: 'REPLY_NOT_ASSIGNED',
      fact: attempt.assigneeId
        ? 'Another person has been assigned to the case. To respond, you need to be assigned instead.'
        : 'Nobody is assigned to the case. To respond, you need to be assigned.',
    };
  }
  if (attempt.status === 'done' || attempt.status === 'spam') {
    return {
      code: 'REPLY_CASE_CLOSED',
      fact: `The case is ${CASE_STATUS_LABELS[attempt.status]}. A reply needs an open case.`,
    };
  }
  if (!replyKinds(attempt.platform).includes(attempt.kind)) {
    return {
      code: 'REPLY_KIND_UNAVAILABLE',
      fact: `${PLATFORM_LABELS[attempt.platform]} has no such kind of reply.`,
    };
  }
  if (attempt.text.trim() === '' && attempt.attachments === 0) {
    return { code: 'REPLY_EMPTY', fact: 'The reply has no text.' };
  }
  const limit = textLimit(attempt.platform, attempt.kind);
  const length = countCharacters(attempt.text);
  if (length > limit) {
    return {
      code: 'REPLY_TOO_LONG',
      fact: `${length - limit} characters too long for ${PLATFORM_LABELS[attempt.platform]} (${limit}).`,
    };
  }
  return null;
}
