import { Webhook } from 'standardwebhooks';
import type { ChannelMessage } from '../api/channel.ts';
import type { ThreadEntry } from './customers-channel.ts';

const TRIES = 4;

/**
 * Hands a customer's message to Care as a real channel would: signed by Standard Webhooks, and sent
 * again with the same id while Care does not answer.
 *
 * @throws Error when Care refuses it or stays away.
 */
export async function sendToCare(careUrl: string, secret: string, entry: ThreadEntry): Promise<void> {
  const { message, customer } = entry;
  const body = JSON.stringify({
    id: message.id,
    customer: { id: customer.id, handle: customer.handle, name: customer.name },
    kind: message.kind,
    text: message.text,
    sentAt: message.sentAt,
  } satisfies Partial<ChannelMessage>);
  for (let tried = 1; ; tried++) {
    const at = new Date();
    const status = await fetch(`${careUrl}/v1/channels/${entry.profileId}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign(message.id, at, body),
      },
      body,
    }).then(
      (response) => response.status,
      () => 503,
    );
    if (status < 300) return;
    if (status < 500 || tried === TRIES) {
      throw new Error(`Failed to hand the message ${message.id} to Care: it answered ${status}.`);
    }
    await new Promise((done) => setTimeout(done, 250 * 2 ** tried));
  }
}
