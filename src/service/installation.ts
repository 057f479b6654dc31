import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createDataFolder, readText } from './storage/data-folder.ts';
import { startEmbeddedPostgres } from './storage/embedded-postgres.ts';
import { lockDataFolder } from './storage/lock-data-folder.ts';
import { migrate, pendingMigrations } from './storage/migrate.ts';
import { openDataFolder } from './storage/open-data-folder.ts';
import { SetupError } from './storage/setup-error.ts';

/** The database and the keys one product works with. */
export interface Installation {
  dataDir: string;
  /** Login of the role care_service. */
  databaseUrl: string;
  /** A login that may change the schema and sees every account; null when none was given. */
  adminUrl: string | null;
  /** 32 bytes. */
  vaultKey: Buffer;
  /** The data folder's own, once another is set in its place. */
  earlierVaultKeys: Buffer[];
  /** Gives everything back that was taken. Safe to call twice. */
  close(): Promise<void>;
}

export interface InstallationOptions {
  env: NodeJS.ProcessEnv;
  /** `product`: takes the data folder for itself. `command`: works beside whoever holds it. */
  as: 'product' | 'command';
  log?: (line: string) => void;
}

export const dataFolderOf = (env: NodeJS.ProcessEnv): string => resolve(env.CARE_DATA_DIR || '.care');

/**
 * Opens the database that the environment names: the server of `DATABASE_URL`, or else the embedded one
 * of the data folder; and brings its schema up to date where a login for that is at hand.
 *
 * @throws SetupError
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { env } = options;
  return env.DATABASE_URL ? openServer(env, env.DATABASE_URL) : openEmbedded(options);
}

/**
 * Brings the schema up to date and nothing else.
 *
 * @throws SetupError
 */
export async function updateSchema(options: InstallationOptions): Promise<void> {
  if (options.env.DATABASE_URL) await updateServer(options.env, options.env.DATABASE_URL);
  else await (await openEmbedded(options)).close();
}

async function openServer(env: NodeJS.ProcessEnv, databaseUrl: string): Promise<Installation> {
  const adminUrl = await updateServer(env, databaseUrl);
  if (!/^[0-9a-f]{64}$/i.test(env.CARE_VAULT_KEY ?? '')) {
    throw new SetupError(
      'VAULT_KEY_MISSING',
      'CARE_VAULT_KEY is not 64 hexadecimal digits. All replicas over one database share this key.',
      'Make one with `openssl rand -hex 32`, keep it safe, and set it for every replica.',
    );
  }
  const vaultKey = Buffer.from(env.CARE_VAULT_KEY ?? '', 'hex');
  return {
    dataDir: dataFolderOf(env),
    databaseUrl,
    adminUrl,
    vaultKey,
    earlierVaultKeys: [],
    close: async () => {},
  };
}

/** @returns the login it was done with, or null where none was given and nothing was left to do. */
async function updateServer(env: NodeJS.ProcessEnv, databaseUrl: string): Promise<string | null> {
  const { username, password } = URL.canParse(databaseUrl)
    ? new URL(databaseUrl)
    : { username: '', password: '' };
  if (decodeURIComponent(username) !== 'care_service') {
    throw new SetupError(
      'DATABASE_ROLE_WRONG',
      'DATABASE_URL does not log in as care_service.',
      'Name the role care_service there, and a login that may create roles in CARE_ADMIN_DATABASE_URL.',
    );
  }
  const adminUrl = env.CARE_ADMIN_DATABASE_URL || null;
  try {
    if (adminUrl) await migrate(adminUrl, decodeURIComponent(password));
    else await refuseOldSchema(databaseUrl);
  } catch (cause) {
    throw NO_WAY_IN.includes(codeOf(cause)) ? unreachable(cause) : cause;
  }
  return adminUrl;
}

/** Of the network, and of PostgreSQL: wrong password, no such role, no such database. */
const NO_WAY_IN = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const unreachable = (cause: unknown): SetupError =>
  new SetupError(
    'DATABASE_UNREACHABLE',
    `The database server does not let us in (${codeOf(cause)}).`,
    'Check host, port, database and password in DATABASE_URL and CARE_ADMIN_DATABASE_URL.',
    { cause },
  );

async function refuseOldSchema(databaseUrl: string): Promise<void> {
  const pending = await pendingMigrations(databaseUrl);
  if (pending.length === 0) return;
  throw new SetupError(
    'DATABASE_SCHEMA_OLD',
    `The database lacks ${pending.length} migrations, the first is ${pending[0]}.`,
    'Run `care migrate` with CARE_ADMIN_DATABASE_URL set, then try again.',
  );
}

async function openEmbedded({ env, as, log }: InstallationOptions): Promise<Installation> {
  const dataDir = dataFolderOf(env);
  createDataFolder(dataDir);
  const server = as === 'command' ? await openDataFolder(dataDir, log) : await holdDataFolder(dataDir, log);
  try {
    const password = keep(join(dataDir, 'service-password'), () => randomBytes(32).toString('base64url'));
    const ownKey = keep(join(dataDir, 'vault-key'), () => randomBytes(32).toString('hex'));
    const vaultKey = env.CARE_VAULT_KEY ?? ownKey;
    await migrate(server.adminUrl, password);
    const databaseUrl = Object.assign(new URL(server.adminUrl), { username: 'care_service', password }).href;
    return {
      dataDir,
      databaseUrl,
      adminUrl: server.adminUrl,
      vaultKey: Buffer.from(vaultKey, 'hex'),
      earlierVaultKeys: vaultKey === ownKey ? [] : [Buffer.from(ownKey, 'hex')],
      close: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function holdDataFolder(dataDir: string, log?: (line: string) => void) {
  const lock = lockDataFolder(dataDir);
  try {
    const server = await startEmbeddedPostgres({ dataDir, ...(log && { log }) });
    return { adminUrl: server.adminUrl, stop: () => server.stop().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A secret made at the first start. Made twice at once, the one that was linked into place first holds. */
function keep(path: string, make: () => string): string {
  const kept = readText(path);
  if (kept !== undefined) return kept.trim();
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, make(), { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return keep(path, make);
}
