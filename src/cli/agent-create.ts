import { z } from 'zod';
import { createAgent } from '../service/storage/account-setup.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const agentCreate: RunCommand = (input) =>
  withCare(input, async (care) => {
    const [email, name] = input.words as [string, string];
    if (!z.email().safeParse(email).success) {
      throw new CommandError('OPTION_WRONG', `"${email}" is not an e-mail address.`, 'Correct it.');
    }
    const role = input.options.supervisor ? 'supervisor' : 'agent';
    const id = await createAgent(care.db, await chooseAccount(care, input), { email, name, role });
    if (id === null) {
      throw new CommandError(
        'AGENT_EXISTS',
        `The account has an agent with the address ${email}.`,
        'Use that one, or another address.',
      );
    }
    input.write(
      input.options.json
        ? JSON.stringify({ id, email, name, role })
        : `Created the ${role} ${name}: ${id}\nSign in with: care sign-in-link ${email}`,
    );
    return 0;
  });
