import { z } from 'zod';
import { createAgent } from '../service/storage/account-setup.ts';
import { listRoleNames } from '../service/storage/role.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const agentCreate: RunCommand = (input) =>
  withCare(input, async (care) => {
    const [email, name] = input.words as [string, string];
    if (!z.email().safeParse(email).success) {
      throw new CommandError('OPTION_WRONG', `"${email}" is not an e-mail address.`, 'Correct it.');
    }
    const role = typeof input.options.role === 'string' ? input.options.role : 'Agent';
    const accountId = await chooseAccount(care, input);
    const created = await createAgent(care.db, accountId, { email, name, role });
    if (created === 'role_unknown') {
      const names = await care.db.forAccount(accountId, listRoleNames);
      throw new CommandError(
        'ROLE_UNKNOWN',
        `The account has no role "${role}".`,
        `Choose one of: ${names.join(', ')}.`,
      );
    }
    if (created === 'exists') {
      throw new CommandError(
        'AGENT_EXISTS',
        `The account has an agent with the address ${email}.`,
        'Use that one, or another address.',
      );
    }
    input.write(
      input.options.json
        ? JSON.stringify({ id: created.id, email, name, role })
        : `Created ${name} with the role ${role}: ${created.id}\nSign in with: care sign-in-link ${email}`,
    );
    return 0;
  });
