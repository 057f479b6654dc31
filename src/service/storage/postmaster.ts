import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { readText } from './data-folder.ts';
import type { DatabaseFolder } from './database-folder.ts';

/** What a running server notes in its folder, in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  /** Absent while it has not opened it yet. */
  port: number | undefined;
}

/** Lines of the file (PostgreSQL, pidfile.h): process id, data folder, start time, port, ... */
export function readPostmaster(data: string): Postmaster | undefined {
  const lines = readText(join(data, 'postmaster.pid'))?.split('\n');
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]) || undefined };
}

export function adminUrlOf({ password }: DatabaseFolder, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * Whether the server on that port is the one over our folder. With scram both sides prove that they
 * know the password, so a stranger on the port learns nothing and cannot pass for it.
 */
export async function answersAsOurs(folder: DatabaseFolder, port: number): Promise<boolean> {
  const client = new Client({ connectionString: adminUrlOf(folder, port), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0] !== undefined && realpathSync(rows[0].data_directory) === realpathSync(folder.data);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * After a crash of the whole machine (or container) `postmaster.pid` may name a process that is now
 * something else; PostgreSQL would refuse to start over it. Removes the file in that case.
 */
export function clearStalePid(data: string, pid: number): boolean {
  if (process.platform !== 'linux') return false;
  let command: string;
  try {
    command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return false;
  }
  if (command.includes('postgres')) return false;
  rmSync(join(data, 'postmaster.pid'), { force: true });
  return true;
}
