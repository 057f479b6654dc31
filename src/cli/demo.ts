import { z } from 'zod';
import { dataFolderOf } from '../service/installation.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { untilAborted } from './until-aborted.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const Environment = z.object({
  CARE_PORT: port.default(4400),
  CARE_ORG_PORT: port.default(4401),
  CARE_SANDBOX_PORT: port.max(65_534).default(4402),
  CARE_SCRIPTED_CUSTOMERS: z.enum(['0', '1']).default('1'),
  CARE_ORG_PERSON_ACCOUNTS: z.enum(['0', '1']).default('0'),
});

export const demo: RunCommand = async ({ env, signal, write }) => {
  const { success, data, error } = Environment.safeParse(env);
  if (!success) {
    throw new CommandError('ENVIRONMENT_WRONG', z.prettifyError(error), 'Correct it, or see `care help`.');
  }
  // Loaded only here: a production install has neither the simulator's packages nor a use for them.
  const { startDemo } = await import('../demo/start-demo.ts').catch(explainMissingPackages);
  const running = await startDemo({
    carePort: data.CARE_PORT,
    orgPort: data.CARE_ORG_PORT,
    sandboxPort: data.CARE_SANDBOX_PORT,
    dataDir: dataFolderOf(env),
    scripted: data.CARE_SCRIPTED_CUSTOMERS === '1',
    personAccounts: data.CARE_ORG_PERSON_ACCOUNTS === '1',
    log: write,
  });
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
