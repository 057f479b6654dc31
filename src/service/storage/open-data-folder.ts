import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { dataFolderHolder, lockDataFolder } from './lock-data-folder.ts';
import { SetupError } from './setup-error.ts';

const HOLDER_START_DEADLINE_MS = 60_000;

/**
 * The data folder's database for one command, whether or not the product is running on the folder:
 * the product's own while it runs, else one started for the command. `stop` ends only the latter.
 *
 * @throws SetupError
 */
export async function openDataFolder(
  dataDir: string,
  log?: (line: string) => void,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + HOLDER_START_DEADLINE_MS;
  while (dataFolderHolder(dataDir)) {
    const running = await findEmbeddedPostgres(dataDir);
    if (running) return { ...running, stop: async () => {} };
    if (Date.now() > deadline) {
      throw new SetupError(
        'DATA_FOLDER_IN_USE',
        `The product holds ${dataDir}, but its database does not answer.`,
        'Wait until it is up, or stop it, and run the command again.',
      );
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  const lock = lockDataFolder(dataDir);
  try {
    const started = await startEmbeddedPostgres({ dataDir, ...(log && { log }) });
    const stop = () => started.stop().finally(() => lock.release());
    return { ...started, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}
