import { Daemon } from './daemon.ts';
import type { ClaimedLane, LaneStore } from './lane-ports.ts';

export interface LaneWorkerOptions<Item, Effects> {
  name: string;
  store: LaneStore<Item, Effects>;
  /** Sends what was claimed and settles every lane of it. */
  deliver: (accountId: string, lanes: ClaimedLane<Item>[]) => Promise<void>;
  accountsWithWork: () => Promise<string[]>;
  signal: AbortSignal;
  onError: (error: unknown) => void;
  /** Work is announced; this is for what was not heard, and for pauses that end. Default 500 ms. */
  pollMs?: number;
  limits?: { lanes: number; items: number };
  /** Accounts at once. */
  parallel?: number;
}

/**
 * Sends what is queued for one target, for every account. All it knows is in the database: it may be killed
 * anywhere, and any number of them may run.
 */
export function startLaneWorker<Item, Effects>(options: LaneWorkerOptions<Item, Effects>): Daemon {
  return new Daemon({
    name: options.name,
    everyMs: options.pollMs ?? 500,
    signal: options.signal,
    onError: options.onError,
    tick: async () => {
      const accounts = await options.accountsWithWork();
      let worked = false;
      const next = async () => {
        for (let account = accounts.shift(); account !== undefined; account = accounts.shift()) {
          try {
            if (await runRound(options, account)) worked = true;
          } catch (error) {
            // One account's trouble is nobody else's.
            if (!options.signal.aborted) options.onError(error);
          }
        }
      };
      await Promise.all(Array.from({ length: options.parallel ?? 4 }, next));
      return worked;
    },
  });
}

/** Claims once and sends what it got. @returns whether there was anything. */
export async function runRound<Item, Effects>(
  {
    store,
    deliver,
    limits,
    signal,
  }: Pick<LaneWorkerOptions<Item, Effects>, 'store' | 'deliver' | 'limits' | 'signal'>,
  accountId: string,
): Promise<boolean> {
  if (signal.aborted) return false;
  const lanes = await store.claim(accountId, limits ?? { lanes: 200, items: 200 });
  if (lanes.length === 0) return false;
  await deliver(accountId, lanes);
  return true;
}
