import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { untilAborted } from './until-aborted.ts';

/** Loaded only here: a production install has neither the simulator's packages nor a use for them. */
export const demo: RunCommand = async ({ env, signal, write }) => {
  const { startDemo } = await import('../demo/start-demo.ts').catch(explainMissingPackages);
  const running = await startDemo({ env, signal, log: write });
  for (const line of running.welcome) write(line);
  await untilAborted(signal);
  write('Stopping …');
  await running.stop();
  return 0;
};

function explainMissingPackages(cause: unknown): never {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') {
    throw new CommandError(
      'DEMO_NOT_INSTALLED',
      'The demo needs the development packages, and they are not installed.',
      'Run `npm ci` without --omit=dev, or run the product with `care serve`.',
      { cause },
    );
  }
  throw cause;
}
