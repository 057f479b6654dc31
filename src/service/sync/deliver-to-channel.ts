import { Webhook } from 'standardwebhooks';
import { OutgoingReceipt } from '../../api/channel.ts';
import { decideRetry } from '../../domain/decide-retry.ts';
import type { ClaimedLane, DeliveryEffect, DeliveryItem, DeliveryLaneStore, LaneRest } from './lane-ports.ts';

/** One signed POST. */
export interface ChannelRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** `unknown`: it may have arrived. */
export type ChannelOutcome =
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'unknown'; reason: string };

export interface ChannelDelivery {
  store: DeliveryLaneStore;
  post: (request: ChannelRequest) => Promise<ChannelOutcome>;
  /** The signing secret of a profile, in the clear. */
  openSecret: (accountId: string, profileId: string, sealed: Uint8Array) => string;
  now: () => Date;
  /** [0, 1). */
  random: () => number;
  /** Lanes at once. */
  parallel?: number;
}

const NO_WAIT: LaneRest = { waitMs: 0, attempts: 0, reason: null };

/**
 * Posts replies to the profiles' outgoing webhooks, those of one case in order. What may have arrived is
 * posted again under the same webhook-id, without end; a clear refusal is told to the agent.
 */
export async function deliverToChannel(
  delivery: ChannelDelivery,
  accountId: string,
  lanes: readonly ClaimedLane<DeliveryItem>[],
): Promise<void> {
  const queue = [...lanes];
  const worker = async () => {
    for (let lane = queue.shift(); lane; lane = queue.shift()) await deliverLane(delivery, accountId, lane);
  };
  await Promise.all(Array.from({ length: Math.min(delivery.parallel ?? 8, lanes.length) }, worker));
}

async function deliverLane(
  delivery: ChannelDelivery,
  accountId: string,
  lane: ClaimedLane<DeliveryItem>,
): Promise<void> {
  // One message a claim: a lane's lease outlasts one call, not any number of them.
  const [item] = lane.items;
  const { effects, rest } = item
    ? await deliverItem(delivery, accountId, lane, item)
    : { effects: [], rest: NO_WAIT };
  await delivery.store.settle(accountId, [{ lease: lane.lease, effects, rest }]);
}

async function deliverItem(
  delivery: ChannelDelivery,
  accountId: string,
  lane: ClaimedLane<DeliveryItem>,
  item: DeliveryItem,
): Promise<{ effects: DeliveryEffect[]; rest: LaneRest }> {
  if (item.url === null) {
    return failed(item, 'The profile has no outgoing address: replies cannot leave.');
  }
  const body = JSON.stringify(item.body);
  const at = delivery.now();
  const secret = delivery.openSecret(accountId, item.profileId, item.sealedSecret);
  const outcome = await delivery.post({
    url: item.url,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': item.messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(item.messageId, at, body),
    },
  });
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
    const receipt = readReceipt(outcome.body);
    const platformId = receipt.platformId ?? null;
    const permalink = receipt.permalink ?? null;
    return {
      effects: [{ type: 'sent', itemId: item.id, messageId: item.messageId, platformId, permalink }],
      rest: NO_WAIT,
    };
  }
  if (outcome.kind === 'answered' && isRefusal(outcome.status)) {
    return failed(item, `The channel refused the message (HTTP ${outcome.status}).`);
  }
  const message =
    outcome.kind === 'unknown' ? outcome.reason : `The channel answered with HTTP ${outcome.status}.`;
  const decision = decideRetry('transient', lane.attempts, false, delivery.random());
  return {
    effects: [],
    rest: {
      waitMs: decision.kind === 'wait' ? decision.ms : 0,
      attempts: lane.attempts + 1,
      reason: { code: 'CHANNEL_UNREACHABLE', message },
    },
  };
}

/** 4xx says no, except where it says later: time-out, conflict, too many. */
const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429;

const failed = (item: DeliveryItem, reason: string): { effects: DeliveryEffect[]; rest: LaneRest } => ({
  effects: [{ type: 'failed', itemId: item.id, messageId: item.messageId, reason }],
  rest: NO_WAIT,
});

function readReceipt(body: string): OutgoingReceipt {
  try {
    const parsed = OutgoingReceipt.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
