import { spawn } from 'node:child_process';
import { SetupError } from './setup-error.ts';
import type { PostgresUser } from './unprivileged-user.ts';

/**
 * Runs one of PostgreSQL's programs to its end, as its user.
 *
 * @throws SetupError POSTGRES_START_FAILED with the end of what it printed.
 */
export function runToEnd(program: string, args: string[], user: PostgresUser): Promise<void> {
  return new Promise((done, fail) => {
    // In "/": the folder we stand in may be one that the user cannot enter.
    const child = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (cause) => fail(failed(program, cause.message, cause)));
    child.on('close', (code) => (code === 0 ? done() : fail(failed(program, output.trim()))));
  });
}

function failed(program: string, output: string, cause?: unknown): SetupError {
  return new SetupError(
    'POSTGRES_START_FAILED',
    `${program} failed: ${output}`,
    'Mend what it names, or set DATABASE_URL to a PostgreSQL server.',
    { cause },
  );
}
