import { type ActorRef, actingAgentId } from '../../domain/agent.ts';
import type { CaseStatus } from '../../domain/case.ts';
import { decideReply } from '../../domain/decide-reply.ts';
import type { Attachment, MessageKind } from '../../domain/message.ts';
import { storableText } from '../../domain/text.ts';
import { Problem } from '../problem.ts';
import { applyStatus, requireCase } from './change-case.ts';
import type { CarePorts } from './ports.ts';

export interface Reply {
  caseId: string;
  kind: MessageKind;
  text: string;
  attachments: readonly Attachment[];
  inReplyTo: string | null;
  /** Status set together with the reply; null leaves it. */
  thenStatus: CaseStatus | null;
}

/** Stores the reply, queues it for its channel and, if asked, moves the status, all or nothing. */
export async function sendReply(
  ports: CarePorts,
  actor: ActorRef,
  reply: Reply,
): Promise<{ messageId: string }> {
  return ports.inAccount(actor.accountId, async (store) => {
    const current = await requireCase(store, reply.caseId);
    const profile = await store.profile(current.profileId);
    if (!profile) throw new Problem('NOT_FOUND');
    const agentId = actingAgentId(actor);
    const refusal = decideReply({
      status: current.status,
      assigneeId: current.assigneeId,
      agentId,
      platform: profile.platform,
      kind: reply.kind,
      text: reply.text,
      attachments: reply.attachments.length,
    });
    if (refusal) throw new Problem(refusal.code, refusal.fact);
    const message = await store.addMessage(actor, {
      caseId: reply.caseId,
      profileId: profile.id,
      platformId: null,
      direction: 'outgoing',
      kind: reply.kind,
      authorName: profile.name,
      authorHandle: profile.handle,
      agentId,
      text: storableText(reply.text),
      attachments: reply.attachments,
      inReplyTo: reply.inReplyTo,
      permalink: null,
      sentAt: ports.now().toISOString(),
      delivery: 'queued',
      sentiment: null,
      language: null,
    });
    await applyStatus(ports, store, actor, current, { type: 'replied', thenStatus: reply.thenStatus });
    if (agentId) await store.forgetDraft(agentId, reply.caseId);
    return { messageId: message.id };
  });
}
