import { closeOutages } from '../storage/outage.ts';
import { Daemon } from '../sync/daemon.ts';
import { type EndAccessDeps, sweepRevocations } from './end-access.ts';
import { keepTokensAlive } from './keep-alive.ts';
import { type NotifyDeps, notifyPeople } from './notify-people.ts';
import { rewrapSecrets } from './rewrap-secrets.ts';
import type { TokenKeeper } from './token-keeper.ts';

const KEEP_ALIVE_EVERY_MS = 60_000;
/** How soon people are told that an outage has been made up for. */
const CLOSE_EVERY_MS = 3_000;
/** What Salesforce did not confirm is asked again this often. */
const REVOKE_EVERY_MS = 5_000;
const NOTIFY_EVERY_MS = 5_000;
const REWRAP_EVERY_MS = 10 * 60_000;

export interface WatchTokensDeps extends EndAccessDeps {
  tokens: Pick<TokenKeeper, 'keepAlive' | 'forget'>;
  /** Null: this installation has no way to tell people but its pages. */
  notices: Omit<NotifyDeps, 'db'> | null;
}

/**
 * For the worker role: nobody's access dies of idleness, what an outage took is written down, what was ended is ended
 * at Salesforce too, and secrets move over to a new key of the installation.
 */
export function watchTokens(deps: WatchTokensDeps): { stop(): Promise<void> } {
  const { db, vault, tokens, log, notices } = deps;
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
      name: 'revocations',
      everyMs: REVOKE_EVERY_MS,
      signal,
      tick: () => sweepRevocations(deps),
      onError: failed('ending access at Salesforce'),
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
    new Daemon({
      name: 'telling people',
      everyMs: NOTIFY_EVERY_MS,
      signal,
      tick: async () => {
        const { failed: unsent } = notices ? await notifyPeople({ db, ...notices }) : { failed: 0 };
        if (unsent > 0) log.warn({ unsent }, 'people could not be told of an access; it is tried again');
        return false;
      },
      onError: failed('telling people of an access'),
    }),
    new Daemon({
      name: 'moving secrets to the present key',
      everyMs: REWRAP_EVERY_MS,
      signal,
      tick: async () => {
        const { moved, left } = await rewrapSecrets(db, vault);
        if (moved > 0) log.info({ moved }, 'secrets have moved to the present key');
        if (left > 0) log.error({ left }, 'secrets are sealed by a key that is not here');
        return false;
      },
      onError: failed('moving secrets to the present key'),
    }),
  ];
  return {
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all(daemons.map(({ done }) => done));
    },
  };
}
