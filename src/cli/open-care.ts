import { type Installation, openInstallation } from '../service/installation.ts';
import { createVault } from '../service/salesforce/vault.ts';
import { accountExists, listAccounts, type SealSigningSecret } from '../service/storage/account-setup.ts';
import { type Database, openDatabase } from '../service/storage/database.ts';
import type { CommandInput, ExitCode } from './command.ts';
import { CommandError } from './command-error.ts';

export interface OpenCare {
  db: Database;
  seal: SealSigningSecret;
  installation: Installation;
}

/** Gives a command the database, whether or not the product is running on it, and closes it again. */
export async function withCare(
  input: CommandInput,
  work: (care: OpenCare) => Promise<ExitCode>,
): Promise<ExitCode> {
  const installation = await openInstallation({ env: input.env, as: 'command' });
  const db = openDatabase(installation.databaseUrl, { max: 4 });
  try {
    const vault = createVault(installation.vaultKey, installation.earlierVaultKeys);
    const seal: SealSigningSecret = (secret, accountId, profileId) =>
      vault.seal(secret, { kind: 'signing_secret', accountId, profileId });
    return await work({ db, seal, installation });
  } finally {
    await db.close();
    await installation.close();
  }
}

/** The account a command is for: the one named by `--account` (id or name), or the only one there is. */
export async function chooseAccount(
  { db, installation }: OpenCare,
  { options }: CommandInput,
): Promise<string> {
  const asked = options.account;
  if (typeof asked === 'string' && asked.startsWith('acct_')) {
    if (await accountExists(db, asked)) return asked;
    throw unknownAccount(asked);
  }
  if (installation.adminUrl === null) {
    throw new CommandError(
      'ACCOUNT_AMBIGUOUS',
      'Without CARE_ADMIN_DATABASE_URL accounts cannot be looked up.',
      'Give the id of the account: --account acct_…',
    );
  }
  const accounts = await listAccounts(installation.adminUrl);
  const fitting = asked === undefined ? accounts : accounts.filter(({ name }) => name === asked);
  if (fitting.length === 1) return fitting[0]!.id;
  if (fitting.length === 0) throw unknownAccount(asked);
  throw new CommandError(
    'ACCOUNT_AMBIGUOUS',
    `There are ${fitting.length} accounts it could be.`,
    `Choose one by its id: ${fitting.map(({ id, name }) => `--account ${id} (${name})`).join(', ')}`,
  );
}

function unknownAccount(asked: string | boolean | undefined): CommandError {
  return new CommandError(
    'ACCOUNT_UNKNOWN',
    asked === undefined ? 'There is no account yet.' : `There is no account "${asked}".`,
    'Create one: `care account create NAME`.',
  );
}
