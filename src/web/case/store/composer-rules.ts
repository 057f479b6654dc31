import { decideReply, type ReplyRefusal } from '../../../domain/decide-reply.ts';
import type { ComposerMode } from '../../../domain/message.ts';
import type { ComposerLock } from '../../elements/composer-draft.ts';
import type { CaseState } from './case-store.ts';

/** The mode a conversation is answered in when there is no draft: the way the customer wrote last. */
export function startingMode({
  entries,
  replyKinds,
}: Pick<CaseState, 'entries' | 'replyKinds'>): ComposerMode {
  const last = entries.findLast((entry) => entry.type === 'message' && entry.direction === 'incoming');
  const kind = last?.type === 'message' && last.kind === 'direct_message' ? 'direct_message' : 'public_reply';
  return replyKinds.includes(kind) ? kind : (replyKinds[0] ?? 'note');
}

/** Why a reply cannot be written here now, and what would change that. A note always can. */
export function composerLock({ summary, me }: Pick<CaseState, 'summary' | 'me'>): ComposerLock | null {
  if (!summary) return null;
  if (summary.status === 'done') {
    return {
      text: `This case is done. If ${summary.customer.name} writes again, it reopens by itself.`,
      remedy: 'reopen',
    };
  }
  if (summary.status === 'spam') return { text: 'This case is closed as spam.', remedy: 'reopen' };
  if (me && summary.assignee?.id === me.id) return null;
  return {
    text: summary.assignee
      ? 'Another person has been assigned to the case. To respond, you need to be assigned instead.'
      : 'Nobody is assigned to the case. To respond, you need to be assigned.',
    remedy: 'assign',
  };
}

/** The domain's own judgement of what stands in the box. */
export function judgeReply(state: CaseState): ReplyRefusal | null {
  const { summary, mode, text, me } = state;
  if (!summary || mode === 'note') return null;
  return decideReply({
    status: summary.status,
    assigneeId: summary.assignee?.id ?? null,
    agentId: me?.id ?? null,
    platform: summary.profile.platform,
    kind: mode,
    text,
    attachments: 0,
  });
}
