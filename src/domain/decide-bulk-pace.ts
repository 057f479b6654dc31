import type { BulkReason } from './bulk.ts';

/** What a job finds when it wants more of its cases in one org to be asked for. */
export interface BulkSituation {
  connection: 'connected' | 'reconnect_needed';
  /** Why nobody's access works, as the connection says it. */
  connectionReason: string | null;
  /** Requests of the org's last 24 hours, in its own last word on them; null: it has said nothing lately. */
  requests: { used: number; allowed: number; ageMs: number } | null;
  /** Rows of all jobs that were sent to this org and are not answered. */
  underWay: number;
  /** What the org or the network holds against one of these. */
  heldBy: string | null;
  /** Something of somebody else's is ready to leave for this org. */
  othersWait: boolean;
}

export type BulkPace = { kind: 'go'; rows: number } | { kind: 'hold'; reason: BulkReason };

/** What one call to the org takes: more would only keep others waiting behind them. */
export const MOST_UNDER_WAY = 12;
/** From here on the rest of the org's requests is kept for people who wait and for what they write. */
const LARGEST_SHARE = 0.8;
/** After this long the org is asked again by one case. */
const SHARE_HOLDS_MS = 5 * 60_000;

/**
 * How many more cases of a job are asked for now. A job comes last: while anything else is ready to leave it goes on
 * by single cases, and it stops before the org's requests run out.
 */
export function decideBulkPace(situation: BulkSituation): BulkPace {
  const { connection, requests, underWay, heldBy, othersWait } = situation;
  if (connection === 'reconnect_needed') {
    return hold(
      'SALESFORCE_RECONNECT_NEEDED',
      situation.connectionReason ?? 'The Salesforce connection has expired.',
      'It goes on by itself once somebody has connected again in Settings.',
    );
  }
  if (heldBy !== null) {
    return hold('SALESFORCE_UNAVAILABLE', heldBy, 'It goes on by itself as soon as Salesforce answers.');
  }
  const isScarce = requests !== null && requests.used >= LARGEST_SHARE * requests.allowed;
  if (isScarce && requests.ageMs < SHARE_HOLDS_MS) {
    return hold(
      'SALESFORCE_REQUESTS_SCARCE',
      `The org has used ${many(requests.used)} of its ${many(requests.allowed)} requests of 24 hours.`,
      'The rest is kept for single cases and messages. It goes on by itself when there is room again.',
    );
  }
  const most = isScarce || othersWait ? 1 : MOST_UNDER_WAY;
  return { kind: 'go', rows: Math.max(0, most - underWay) };
}

const hold = (code: string, fact: string, remedy: string): BulkPace => ({
  kind: 'hold',
  reason: { code, fact, remedy },
});

const many = (count: number): string => count.toLocaleString('en-US');
