import { Daemon } from './daemon.ts';
import { type FollowOptions, followOrg } from './follow-org.ts';

export interface FollowAllOptions extends Omit<FollowOptions, 'accountId' | 'connectionId'> {
  /** `read`: whether the org's changes are to be read now. */
  connections: () => Promise<{ accountId: string; connectionId: string; read: boolean }[]>;
  onError: (error: unknown) => void;
  /** How soon a new connection is noticed, ms. Default 2 s. */
  lookMs?: number;
}

/** Follows every org that is to be read; each is read by whichever process holds its lease. */
export function followAllOrgs(options: FollowAllOptions): { done: Promise<void> } {
  const followed = new Map<string, { ending: AbortController; done: Promise<void> }>();
  const { signal } = options;
  const daemon = new Daemon({
    name: 'orgs to follow',
    everyMs: options.lookMs ?? 2_000,
    signal,
    onError: options.onError,
    tick: async () => {
      const connections = await options.connections();
      const wanted = new Map(connections.filter(({ read }) => read).map((each) => [each.connectionId, each]));
      for (const [id, { ending }] of followed) {
        if (!wanted.has(id)) {
          ending.abort();
          followed.delete(id);
        }
      }
      for (const [id, { accountId }] of wanted) {
        if (followed.has(id) || signal.aborted) continue;
        const ending = new AbortController();
        // Linked by hand: Node 20 may collect a signal made by AbortSignal.any while somebody still waits on it.
        signal.addEventListener('abort', () => ending.abort(), { once: true });
        const done = followOrg({ ...options, accountId, connectionId: id, signal: ending.signal });
        followed.set(id, { ending, done });
      }
      return false;
    },
  });
  return {
    done: daemon.done.then(async () => {
      await Promise.all([...followed.values()].map(({ done }) => done));
    }),
  };
}
