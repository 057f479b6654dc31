import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { SetupError } from './setup-error.ts';

/** The user PostgreSQL runs as; undefined means: as ourselves. */
export type PostgresUser = { uid: number; gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. As root we lend it an existing user that owns nothing: `nobody`,
 * or, for a database made earlier, whoever owns its files. No user is ever created.
 */
export function choosePostgresUser(databaseFolder: string): PostgresUser {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(databaseFolder)) {
    const { uid, gid } = statSync(databaseFolder);
    if (uid !== 0) return { uid, gid };
  }
  return findNobody();
}

function findNobody(): { uid: number; gid: number } {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'nobody' && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new SetupError(
    'POSTGRES_NO_UNPRIVILEGED_USER',
    'PostgreSQL does not run as root, and this system has no user "nobody" to run it as.',
    'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

/** Whether that user can enter our folder and write to it: asked of the system, not computed. */
export function canUseFolder(folder: string, user: PostgresUser): boolean {
  return user === undefined || runsAs(user, '/bin/sh', ['-c', 'test -x "$0" && test -w "$0"', folder]);
}

/** Whether that user can run the program to a good end. */
export function runsAs(user: PostgresUser, program: string, args: string[]): boolean {
  return spawnSync(program, args, { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
