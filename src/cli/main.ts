import { SetupError } from '../service/storage/setup-error.ts';
import { CommandError } from './command-error.ts';
import { COMMANDS } from './commands.ts';
import { parseCommandLine } from './parse-command-line.ts';

/** How long an orderly stop may take before the process goes without it. */
const STOP_DEADLINE_MS = 20_000;
const LEFTOVERS_MS = 3_000;

process.exitCode = await run(process.argv.slice(2));
// What a failed start left open must not keep the process; output has been written by then.
setTimeout(() => process.exit(), LEFTOVERS_MS).unref();

async function run(line: readonly string[]): Promise<number> {
  try {
    const { entry, words, options } = parseCommandLine(line, COMMANDS);
    const command = await entry.load();
    return await command({
      words,
      options,
      env: process.env,
      signal: stopSignal(),
      write: (text) => process.stdout.write(`${text}\n`),
    });
  } catch (error) {
    return explain(error);
  }
}

/** npm passes Ctrl-C on to a child that the terminal has told already, so a second signal says nothing new. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) return;
      controller.abort();
      setTimeout(() => process.exit(130), STOP_DEADLINE_MS).unref();
    });
  }
  return controller.signal;
}

function explain(error: unknown): number {
  if (error instanceof CommandError || error instanceof SetupError) {
    process.stderr.write(`${error.code}: ${error.fact}\n${error.remedy}\n`);
    return error.code === 'USAGE' ? 2 : 1;
  }
  process.stderr.write(
    `INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}
