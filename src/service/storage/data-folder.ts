import { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SetupError } from './setup-error.ts';

const stateSchema = z.object({
  /** The process that wrote it. */
  pid: z.number().int(),
  /** ISO-8601. */
  startedAt: z.string(),
  /** Every port the running product listens on, by what answers there: care, org, pubsub, ... */
  ports: z.record(z.string(), z.number().int()),
  /** Where the database answers, without a password; absent when DATABASE_URL names the server. */
  database: z.object({ host: z.string(), port: z.number().int() }).optional(),
});

/** What a running product notes in `care.json` for commands run beside it. */
export type DataFolderState = z.infer<typeof stateSchema>;

/**
 * Makes the data folder. Everything in it is ours alone (files are 0600); it can be passed through
 * by others only when we are root, because the database then runs as another user inside it.
 */
export function createDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SetupError(
      'DATA_FOLDER_UNUSABLE',
      `The data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code}).`,
      'Set CARE_DATA_DIR to a folder you may write to.',
      { cause: error },
    );
  }
}

/** The last noted state; it may be of a product that has stopped since (see `dataFolderHolder`). */
export function readDataFolder(dataDir: string): DataFolderState | undefined {
  const text = readText(join(dataDir, 'care.json'));
  if (text === undefined) return undefined;
  const state = stateSchema.safeParse(JSON.parse(text));
  return state.success ? state.data : undefined;
}

export function writeDataFolder(dataDir: string, state: DataFolderState): void {
  writePrivateFile(join(dataDir, 'care.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** Writes the whole file or nothing of it, readable by this user alone. */
export function writePrivateFile(path: string, content: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** The text of a file, or undefined where there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
