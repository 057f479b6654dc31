import { createApiKey } from '../service/storage/account-setup.ts';
import type { RunCommand } from './command.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const apiKeyCreate: RunCommand = (input) =>
  withCare(input, async (care) => {
    const name = input.words[0]!;
    const { id, key } = await createApiKey(care.db, await chooseAccount(care, input), name);
    input.write(
      input.options.json
        ? JSON.stringify({ id, name, key })
        : `Created the API key ${name}: ${id}\nThe key, shown this once: ${key}`,
    );
    return 0;
  });
