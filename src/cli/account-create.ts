import { MODULE_LABELS, MODULES, type Module } from '../domain/module.ts';
import { createAccount } from '../service/storage/account-setup.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { withCare } from './open-care.ts';

export const accountCreate: RunCommand = (input) => {
  const name = input.words[0]!;
  const modules = readModules(input.options.modules);
  return withCare(input, async ({ db }) => {
    const id = await createAccount(db, { name, modules });
    const labels = modules.map((each) => MODULE_LABELS[each]).join(' and ');
    input.write(
      input.options.json
        ? JSON.stringify({ id, name, modules })
        : `Created the account ${name} with ${labels}: ${id}`,
    );
    return 0;
  });
};

/** Care, when nothing else is said. @throws CommandError for a word that is no module. */
function readModules(given: string | boolean | undefined): Module[] {
  if (typeof given !== 'string') return ['care'];
  const asked = given.split(',').map((word) => word.trim());
  const unknown = asked.find((word) => !(MODULES as readonly string[]).includes(word));
  if (unknown === undefined) return MODULES.filter((each) => asked.includes(each));
  throw new CommandError(
    'OPTION_WRONG',
    `There is no module "${unknown}".`,
    `Name one or both, with a comma between: ${MODULES.join(',')}.`,
  );
}
