import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Person } from './people.ts';

const CARE = fileURLToPath(new URL('../../bin/care.mjs', import.meta.url));

/** Sees to it that these people are agents of Care; an account is created when there is none. */
export function ensureAgents(people: readonly Person[]): void {
  for (const { email, name, role } of people) {
    const create = ['agent', 'create', email, name, ...(role === 'supervisor' ? ['--role', 'Admin'] : [])];
    const first = care(create);
    if (first.code === 'ACCOUNT_UNKNOWN') {
      succeed(care(['account', 'create', 'Acme']));
      succeed(care(create));
    } else if (first.code !== 'AGENT_EXISTS') succeed(first);
  }
}

/** What an account asks its operator for before it may connect an org. */
export const enableSalesforce = (accountId: string): string =>
  succeed(care(['operator', 'enable', accountId]));

/** A one-time ticket that signs an agent in (`care sign-in-link`). */
export function signInTicket(email: string): string {
  const { link } = JSON.parse(succeed(care(['sign-in-link', email]))) as { link: string };
  return new URL(link).hash.slice(1);
}

interface Outcome {
  /** Stable code of what went wrong; null when nothing did. */
  code: string | null;
  stdout: string;
  stderr: string;
}

/** In this process's environment, so that it finds the database the running Care has. */
function care(args: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [CARE, ...args, '--json'], {
    encoding: 'utf8',
  });
  if (error) throw error;
  return { code: status === 0 ? null : (/^([A-Z_]+): /m.exec(stderr)?.[1] ?? 'INTERNAL'), stdout, stderr };
}

function succeed({ code, stdout, stderr }: Outcome): string {
  if (code !== null) throw new Error(stderr.trim());
  return stdout;
}
