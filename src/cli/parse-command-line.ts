import { parseArgs } from 'node:util';
import type { CommandEntry, CommandInput } from './command.ts';
import { CommandError } from './command-error.ts';
import { usageOf } from './help.ts';

export interface ParsedCommand extends Pick<CommandInput, 'words' | 'options'> {
  entry: CommandEntry;
}

/** @throws CommandError USAGE */
export function parseCommandLine(line: readonly string[], commands: readonly CommandEntry[]): ParsedCommand {
  const asked = line.length === 0 || line.includes('--help') || line[0] === '-h' ? ['help'] : line;
  const entry = commands.find(({ name }) => `${asked.join(' ')} `.startsWith(`${name} `));
  if (!entry) {
    throw new CommandError('USAGE', `There is no command "${asked[0]}".`, 'See `care help`.');
  }
  const options = Object.fromEntries(
    Object.entries(entry.options).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    const rest = asked.slice(entry.name.split(' ').length);
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
    if (positionals.length !== entry.words.length) {
      throw new TypeError(`It takes ${entry.words.length} words, and ${positionals.length} came`);
    }
    return { entry, words: positionals, options: values };
  } catch (cause) {
    const fact = cause instanceof Error ? cause.message.split('. ')[0] : '';
    throw new CommandError('USAGE', `${fact}.`, `Usage: care ${usageOf(entry)}`, { cause });
  }
}
