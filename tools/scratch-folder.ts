import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { processExists } from '../src/service/storage/process-identity.ts';

const IN_MEMORY = '/dev/shm';
/** Twice what the databases and browser profiles of a whole run came to. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * Makes the folder that holds what a run of the tests leaves behind: in memory where the machine has plenty, else where
 * temporary files are. A run makes and deletes some hundred thousand small files, and on a disk (ext4) each new one is
 * looked for a place among those just deleted.
 */
export function openScratchFolder(): { path: string; close(): void } {
  const parent = roomInMemory() >= ENOUGH_BYTES ? IN_MEMORY : tmpdir();
  removeLeftovers(parent);
  const path = mkdtempSync(join(parent, `care-tests-${process.pid}-`));
  // As any folder for temporary files: started as root, databases run as another user, and so do some tests.
  chmodSync(path, 0o1777);
  return { path, close: () => rmSync(path, { recursive: true, force: true }) };
}

/** How much fits into both the folder and the memory it stands in. */
function roomInMemory(): number {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return Math.min(bavail * bsize, freemem());
  } catch {
    return 0;
  }
}

/** Of a run that was cut short. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = /^care-tests-(\d+)-/.exec(name)?.[1];
    if (owner && !processExists(Number(owner))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
