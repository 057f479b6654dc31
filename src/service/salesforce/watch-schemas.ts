import type { Logger } from 'pino';
import { schemasToCheck } from '../storage/schema-watch.ts';
import { Daemon } from '../sync/daemon.ts';
import { type CheckSchemaDeps, checkSchema } from './check-schema.ts';

/** How soon after a refusal an org is read again. */
const LOOK_EVERY_MS = 3_000;
/** Read in one go; what is left comes with the next. */
const AT_ONCE = 5;

/** For the worker role: notices what an org changes under its mappings, at best before a record is refused for it. */
export function watchSchemas({ log, ...deps }: CheckSchemaDeps & { log: Logger }): { stop(): Promise<void> } {
  const ending = new AbortController();
  const daemon = new Daemon({
    name: 'reading schemas again',
    everyMs: LOOK_EVERY_MS,
    signal: ending.signal,
    tick: async () => {
      const due = await schemasToCheck(deps.db, AT_ONCE);
      for (const each of due) await checkSchema(deps, each);
      return due.length === AT_ONCE;
    },
    onError: (error) => log.error({ err: error }, 'reading schemas again stumbled'),
  });
  return {
    async stop(): Promise<void> {
      ending.abort();
      await daemon.done;
    },
  };
}
