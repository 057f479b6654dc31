import type { CommandEntry, RunCommand } from './command.ts';

const ENVIRONMENT = [
  ['CARE_PORT', 'port of Care on 127.0.0.1 [4400]'],
  ['CARE_ORG_PORT', "port of the demo's org on localhost [4401]"],
  [
    'CARE_SANDBOX_PORT',
    'port that a sandbox copied from it may have, and the next one for its Visualforce pages [4402]',
  ],
  ['CARE_SCRIPTED_CUSTOMERS', "1: the demo's customers answer replies by themselves, 0: they do not [1]"],
  ['CARE_ORG_PERSON_ACCOUNTS', "1: the demo's org has person accounts, for good [0]"],
  [
    'CARE_INTEGRATION_AUTO_ENABLE',
    '1: who requests an integration has it at once, 0: an operator enables it [0]',
  ],
  ['CARE_DATA_DIR', 'data folder [.care]'],
  ['DATABASE_URL', 'a PostgreSQL server instead of the embedded one, as role care_service'],
  ['CARE_ADMIN_DATABASE_URL', 'a login there that may change the schema'],
  ['CARE_VAULT_KEY', '64 hexadecimal digits that seal secrets; needed with DATABASE_URL'],
  [
    'CARE_TRUSTED_PROXIES',
    'addresses of the proxies in front, with commas: from where a request comes is theirs to say',
  ],
  ['CARE_VAULT_EARLIER_KEYS', 'keys of before, with commas: they still open what they sealed'],
  [
    'CARE_SMTP_URL',
    'smtp(s)://user:password@host:port: invitations and news of an access that ends go by e-mail',
  ],
  ['CARE_SMTP_FROM', 'who those e-mails are from'],
  ['CARE_NOTICE_WEBHOOK_URL', 'the same by a signed call (Standard Webhooks), to https or this machine'],
  ['CARE_NOTICE_WEBHOOK_SECRET', 'whsec_…: what those calls are signed with'],
] as const;

export const helpAbout =
  (commands: readonly CommandEntry[]): RunCommand =>
  async ({ write }) => {
    write('care <command>');
    write('');
    for (const entry of commands) write(`  ${usageOf(entry)}\n      ${entry.summary}.`);
    write('');
    write('Environment:');
    for (const [name, meaning] of ENVIRONMENT) write(`  ${name.padEnd(30)}${meaning}`);
    write('');
    write('Exit codes: 0 done, 1 failed or partly done, 2 wrong usage, 130 stopped.');
    return 0;
  };

/** e.g. `account create NAME [--json]`. */
export function usageOf({ name, words, options }: CommandEntry): string {
  const optional = Object.entries(options).map(([option, kind]) =>
    kind === 'flag' ? `[--${option}]` : `[--${option} ${option.split('-').at(-1)?.toUpperCase()}]`,
  );
  return [name, ...words, ...optional].join(' ');
}
