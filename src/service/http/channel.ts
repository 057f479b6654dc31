import { Webhook } from 'standardwebhooks';
import { receiveMessage as contract } from '../../api/channel.ts';
import type { Module } from '../../domain/module.ts';
import type { CarePorts } from '../care/ports.ts';
import { receiveCommunityMessage, type SaveCommunityMessage } from '../care/receive-community-message.ts';
import { receiveMessage } from '../care/receive-message.ts';
import { Problem } from '../problem.ts';
import { route } from './route.ts';

/** Who a profile belongs to, what they have, and what its channel signs with; null when there is no such profile. */
export type SecretOfProfile = (
  profileId: string,
) => Promise<{ accountId: string; modules: readonly Module[]; secret: string } | null>;

/** A customer's message comes in. The signature is over the bytes as sent, so those are what is checked. */
export function channelRoutes(care: CarePorts, community: SaveCommunityMessage, secretOf: SecretOfProfile) {
  return [
    route(contract, async ({ params, body, request }) => {
      const profile = await secretOf(params.profileId);
      if (!profile) throw new Problem('NOT_FOUND');
      verify(profile.secret, request.rawBody, request.headers);
      const { accountId, modules } = profile;
      const { duplicate, ...received } = modules.includes('care')
        ? await receiveMessage(care, accountId, params.profileId, body)
        : await receiveCommunityMessage(community, accountId, params.profileId, body);
      return { status: duplicate ? 200 : 201, body: { ...received, duplicate } };
    }),
  ];
}

/** Standard Webhooks: HMAC-SHA256 over id, timestamp and body, at most five minutes old. */
function verify(
  secret: string,
  body: Buffer | undefined,
  headers: Record<string, string | string[] | undefined>,
): void {
  try {
    new Webhook(secret).verify(body ?? Buffer.alloc(0), headers as Record<string, string>);
  } catch (cause) {
    throw new Problem('CHANNEL_SIGNATURE_INVALID', undefined, { cause });
  }
}
