import type { Logger } from 'pino';
import { queueLooksForRefused } from './storage/adopt-late.ts';
import { releaseCapped } from './storage/capped-cases.ts';
import type { Database } from './storage/database.ts';
import { accountsWithDueWork } from './storage/due-work.ts';
import type { EscalationEnvironment } from './storage/escalation-requests.ts';
import { queueDueLooks } from './storage/late-records.ts';
import { Daemon } from './sync/daemon.ts';

const LOOK_EVERY_MS = 5_000;

export type DueWorkDeps = Pick<EscalationEnvironment, 'now' | 'caseUrl'> & { db: Database; log: Logger };

/** For the worker role: begins what has waited for its time and that no change will wake. */
export function watchDueWork(deps: DueWorkDeps): { stop(): Promise<void> } {
  const ending = new AbortController();
  const daemon = new Daemon({
    name: 'work that is due',
    everyMs: LOOK_EVERY_MS,
    signal: ending.signal,
    tick: async () => {
      await beginDueWork(deps, ending.signal);
      return false;
    },
    onError: (error) => deps.log.error({ err: error }, 'beginning what is due stumbled'),
  });
  return {
    async stop() {
      ending.abort();
      await daemon.done;
    },
  };
}

/** Once, in every account. Whoever is killed in the midst leaves the rest to the next time. */
export async function beginDueWork(
  { db, log, ...environment }: DueWorkDeps,
  signal?: AbortSignal,
): Promise<void> {
  for (const accountId of await accountsWithDueWork(db)) {
    if (signal?.aborted) return;
    try {
      await db.forAccount(accountId, (tx) => queueDueLooks(tx, accountId));
      await db.forAccount(accountId, (tx) => queueLooksForRefused(tx, accountId));
      await releaseCapped(db, environment, accountId);
    } catch (error) {
      // One account's trouble is nobody else's.
      log.error({ err: error, accountId }, 'beginning what is due stumbled');
    }
  }
}
