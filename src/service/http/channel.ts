import { Webhook } from 'standardwebhooks';
import { receiveMessage as contract } from '../../api/channel.ts';
import type { CarePorts } from '../care/ports.ts';
import { receiveMessage } from '../care/receive-message.ts';
import { Problem } from '../problem.ts';
import { route } from './route.ts';

/** Who a profile belongs to and what its channel signs with; null when there is no such profile. */
export type SecretOfProfile = (profileId: string) => Promise<{ accountId: string; secret: string } | null>;

/** A customer's message comes in. The signature is over the bytes as sent, so those are what is checked. */
export function channelRoutes(care: CarePorts, secretOf: SecretOfProfile) {
  return [
    route(contract, async ({ params, body, request }) => {
      const profile = await secretOf(params.profileId);
      if (!profile) throw new Problem('NOT_FOUND');
      verify(profile.secret, request.rawBody, request.headers);
      const { duplicate, ...received } = await receiveMessage(
        care,
        profile.accountId,
        params.profileId,
        body,
      );
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
