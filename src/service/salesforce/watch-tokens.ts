import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import { closeOutages } from '../storage/outage.ts';
import { Daemon } from '../sync/daemon.ts';
import { keepTokensAlive } from './keep-alive.ts';
import type { TokenKeeper } from './token-keeper.ts';

const KEEP_ALIVE_EVERY_MS = 60_000;
/** How soon people are told that an outage has been made up for. */
const CLOSE_EVERY_MS = 3_000;

/** For the worker role: nobody's access dies of idleness, and what an outage took is written down. */
export function watchTokens(
  db: Database,
  tokens: Pick<TokenKeeper, 'keepAlive'>,
  log: Logger,
): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, `${what} stumbled`);
  const daemons = [
    new Daemon({
      name: 'keeping tokens alive',
      everyMs: KEEP_ALIVE_EVERY_MS,
      signal,
      tick: () => keepTokensAlive(db, tokens),
      onError: failed('keeping tokens alive'),
    }),
    new Daemon({
      name: 'outages',
      everyMs: CLOSE_EVERY_MS,
      signal,
      tick: async () => {
        await closeOutages(db);
        return false;
      },
      onError: failed('writing down what an outage took'),
    }),
  ];
  return {
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all(daemons.map(({ done }) => done));
    },
  };
}
