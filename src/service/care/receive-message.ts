import type { ChannelMessage } from '../../api/channel.ts';
import type { ActorRef } from '../../domain/agent.ts';
import { decideCaseForMessage } from '../../domain/decide-case-status.ts';
import { languageOf } from '../../domain/language.ts';
import { storableText } from '../../domain/text.ts';
import { Problem } from '../problem.ts';
import { applyStatus } from './change-case.ts';
import type { CarePorts } from './ports.ts';

export interface Received {
  messageId: string;
  caseId: string;
  seq: number;
  /** The platform id was known: nothing changed. */
  duplicate: boolean;
}

/**
 * A customer wrote. The message joins their open case on the profile, reopens one within its grace
 * period, or starts a new one. The same platform id twice is one message.
 */
export async function receiveMessage(
  ports: CarePorts,
  accountId: string,
  profileId: string,
  incoming: ChannelMessage,
): Promise<Received> {
  return ports.inAccount(accountId, async (store) => {
    const profile = await store.profile(profileId);
    if (!profile) throw new Problem('NOT_FOUND');
    const customer = await store.saveCustomer({
      platform: profile.platform,
      externalId: incoming.customer.id,
      handle: storableText(incoming.customer.handle),
      name: storableText(incoming.customer.name),
      email: incoming.customer.email ?? null,
      phone: incoming.customer.phone ?? null,
    });
    const latest = await store.lockLatestCase(profileId, customer.id);
    const known = await store.messageByPlatformId(profileId, incoming.id);
    if (known) return { messageId: known.id, caseId: known.caseId, seq: known.seq, duplicate: true };

    const actor: ActorRef = { kind: 'customer', accountId, customerId: customer.id };
    const now = ports.now().toISOString();
    const account = await store.account();
    const belongs = decideCaseForMessage(latest, now, account.graceDays);
    const target =
      belongs === 'create' || latest === null
        ? await store.createCase({ profileId, customerId: customer.id, createdAt: now })
        : latest;
    const answered = incoming.inReplyTo
      ? await store.messageByPlatformId(profileId, incoming.inReplyTo)
      : null;
    const message = await store.addMessage(actor, {
      caseId: target.id,
      profileId,
      platformId: incoming.id,
      direction: 'incoming',
      kind: incoming.kind,
      authorName: customer.name,
      authorHandle: customer.handle,
      agentId: null,
      text: storableText(incoming.text),
      attachments: incoming.attachments,
      inReplyTo: answered?.caseId === target.id ? answered.id : null,
      permalink: incoming.permalink,
      sentAt: incoming.sentAt,
      delivery: null,
      sentiment: incoming.sentiment,
      language: incoming.language === null ? null : languageOf(incoming.language),
    });
    await applyStatus(ports, store, actor, target, { type: 'customer_wrote' });
    return { messageId: message.id, caseId: target.id, seq: message.seq, duplicate: false };
  });
}
