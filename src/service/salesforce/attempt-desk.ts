import type { AttemptShape } from '../../api/attempts.ts';
import type { Actor } from '../../domain/agent.ts';
import type { SetupFinding } from '../../domain/connection.ts';
import { Problem } from '../problem.ts';
import { findAttempt, listAttempts } from '../storage/oauth-attempt.ts';
import { Daemon } from '../sync/daemon.ts';
import { cancelAttempt, confirmAttempt } from './attempt-confirm.ts';
import type { ConnectDeps } from './attempt-deps.ts';
import { sweepAttempts } from './attempt-give-back.ts';
import { returnFromSalesforce } from './attempt-return.ts';
import { type ConnectRequest, startConnecting } from './attempt-start.ts';
import { attemptViews } from './attempt-views.ts';
import type { Connected } from './connect-org.ts';

/** How often a process looks for attempts that are over. */
const SWEEP_MS = 5_000;

export type AttemptDesk = ReturnType<typeof createAttemptDesk>;

/**
 * What people do to connect, step by step.
 *
 * @param setUp looks at an org once it is connected; what it lacks stands in the connection.
 */
export function createAttemptDesk(
  deps: ConnectDeps,
  setUp: (connected: Connected) => Promise<SetupFinding[]>,
) {
  const { db, log } = deps;
  const agentOf = (actor: Actor): string => {
    if (actor.kind !== 'agent') throw new Problem('FORBIDDEN', 'Only a person connects to Salesforce.');
    return actor.agentId;
  };
  return {
    start: (actor: Actor, sessionHash: Buffer, request: ConnectRequest) =>
      startConnecting(deps, actor, sessionHash, request),

    comeBack: (callback: URLSearchParams, secretOf: (attemptId: string) => string | null) =>
      returnFromSalesforce(deps, callback, secretOf),

    list: (actor: Actor, sessionHash: Buffer, openOnly: boolean): Promise<AttemptShape[]> =>
      db.forAccount(actor.accountId, async (tx) => {
        const attempts = await listAttempts(tx, agentOf(actor));
        const wanted = attempts.filter(
          ({ state }) => !openOnly || state === 'waiting' || state === 'confirm',
        );
        return attemptViews(deps, tx, wanted, sessionHash);
      }),

    get: (actor: Actor, sessionHash: Buffer, attemptId: string): Promise<AttemptShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        const attempt = await findAttempt(tx, attemptId, agentOf(actor));
        if (attempt === null) throw new Problem('NOT_FOUND');
        const [view] = await attemptViews(deps, tx, [attempt], sessionHash);
        return view!;
      }),

    async confirm(actor: Actor, sessionHash: Buffer, attemptId: string): Promise<string> {
      const { connectionId, connected } = await confirmAttempt(deps, actor, sessionHash, attemptId);
      if (connected) await setUp(connected);
      return connectionId;
    },

    cancel: (actor: Actor, attemptId: string) => cancelAttempt(deps, actor, attemptId),

    /** For one of the roles: ends what has run out, and gives back what nobody confirmed. */
    watch() {
      const ending = new AbortController();
      const sweep = new Daemon({
        name: 'attempts to connect',
        everyMs: SWEEP_MS,
        signal: ending.signal,
        tick: async () => {
          await sweepAttempts(deps);
          return false;
        },
        onError: (error) => log.error({ err: error }, 'looking at attempts to connect stumbled'),
      });
      return {
        async stop(): Promise<void> {
          ending.abort();
          await sweep.done;
        },
      };
    },
  };
}
