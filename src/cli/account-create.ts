import { createAccount } from '../service/storage/account-setup.ts';
import type { RunCommand } from './command.ts';
import { withCare } from './open-care.ts';

export const accountCreate: RunCommand = (input) =>
  withCare(input, async ({ db }) => {
    const name = input.words[0]!;
    const id = await createAccount(db, name);
    input.write(input.options.json ? JSON.stringify({ id, name }) : `Created the account ${name}: ${id}`);
    return 0;
  });
