import { createTicket, linkOfTicket, SIGN_IN_LINK_MINUTES } from '../service/care/sign-in.ts';
import { agentByEmail } from '../service/storage/account-setup.ts';
import { readDataFolder } from '../service/storage/data-folder.ts';
import { signInPorts } from '../service/storage/sign-in.ts';
import type { CommandInput, RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { chooseAccount, withCare } from './open-care.ts';

export const signInLink: RunCommand = (input) =>
  withCare(input, async (care) => {
    const email = input.words[0]!;
    const accountId = await chooseAccount(care, input);
    const agent = await agentByEmail(care.db, accountId, email);
    if (!agent?.active) {
      throw new CommandError(
        'AGENT_UNKNOWN',
        `The account has no active agent with the address ${email}.`,
        'Create one: `care agent create EMAIL NAME`.',
      );
    }
    const ports = signInPorts(care.db, () => new Date());
    const ticket = await createTicket(ports, accountId, agent.id);
    const link = linkOfTicket(publicUrl(input, care.installation.dataDir), ticket);
    input.write(
      input.options.json
        ? JSON.stringify({ link, agentId: agent.id, validMinutes: SIGN_IN_LINK_MINUTES })
        : `Signs ${agent.name} in, once, within ${SIGN_IN_LINK_MINUTES} minutes:\n${link}`,
    );
    return 0;
  });

function publicUrl({ env }: CommandInput, dataDir: string): string {
  if (env.CARE_PUBLIC_URL) return new URL(env.CARE_PUBLIC_URL).origin;
  const running = env.DATABASE_URL ? undefined : readDataFolder(dataDir)?.ports.care;
  return `http://127.0.0.1:${env.CARE_PORT ?? running ?? 4400}`;
}
