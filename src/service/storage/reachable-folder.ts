import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './setup-error.ts';
import { type PostgresUser, runsAs } from './unprivileged-user.ts';

/**
 * A folder of ours outside the project, for what PostgreSQL's user cannot reach inside it.
 *
 * `/var/lib/care-for-salesforce`, else the same name under `/var/tmp` or the temporary folder: the
 * first that is ours, that nobody else may write to, and that the user can pass through.
 */
export function findReachableFolder(user: PostgresUser): string {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    const folder = join(parent, 'care-for-salesforce');
    if (isOurs(folder) && runsAs(user, '/bin/sh', ['-c', 'test -x "$0"', folder])) return folder;
  }
  throw new SetupError(
    'DATA_FOLDER_UNUSABLE',
    'PostgreSQL runs as another user than root, and no folder was found that this user can reach.',
    'Set CARE_DATA_DIR to a folder everybody may pass through, or start as an ordinary user.',
  );
}

/** In a folder open to all, somebody else may have made it first: then it is not used. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o711 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
