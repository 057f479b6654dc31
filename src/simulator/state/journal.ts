import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry } from './journal-entry.ts';

const FORMAT = 'simulated-org-journal-1';

/** Keeps commits. `flushed` resolves once everything appended so far would survive a power cut. */
export interface Journal {
  append(entry: JournalEntry): void;
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** For an org that lives in memory only. */
export const memoryJournal: Journal = { append: () => {}, flushed: async () => {}, close: async () => {} };

const pathIn = (folder: string) => join(folder, 'journal.jsonl');

/**
 * Reads back what was committed. A last line without its line end was never acknowledged and is left out; a
 * broken line anywhere else means lost data and is refused.
 */
export function* readJournal(folder: string): Generator<JournalEntry> {
  if (!existsSync(pathIn(folder))) return;
  const lines = readFileSync(pathIn(folder), 'utf8').split('\n');
  lines.pop();
  for (const [index, line] of lines.entries()) {
    let parsed: JournalEntry | { format: string };
    try {
      parsed = JSON.parse(line) as JournalEntry | { format: string };
    } catch (cause) {
      throw new Error(
        `Failed to read "${pathIn(folder)}": line ${index + 1} is damaged. Restore the file, or delete the folder to start a new org.`,
        { cause },
      );
    }
    if ('format' in parsed) {
      if (parsed.format !== FORMAT) {
        throw new Error(
          `Failed to read "${pathIn(folder)}": expected format ${FORMAT}, found ${parsed.format}. Delete the folder to start a new org.`,
        );
      }
    } else yield parsed;
  }
}

/** Writes the compacted state in place of the old journal, then opens it to append. */
export async function openJournal(folder: string, snapshot: Iterable<JournalEntry>): Promise<Journal> {
  // It holds callout secrets as the org must send them, so it is for its owner only.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${pathIn(folder)}.new`;
  const file = await open(draft, 'w', 0o600);
  await file.write(`${JSON.stringify({ format: FORMAT })}\n`);
  for (const entry of snapshot) await file.write(`${JSON.stringify(entry)}\n`);
  await file.sync();
  await file.close();
  await rename(draft, pathIn(folder));
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
  return new FileJournal(await open(pathIn(folder), 'a'));
}

/** Group commit: whatever arrives while one write is on its way to disk goes with the next. */
class FileJournal implements Journal {
  #pending: string[] = [];
  #scheduled = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(private readonly file: FileHandle) {}

  append(entry: JournalEntry): void {
    this.#pending.push(`${JSON.stringify(entry)}\n`);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#tail = this.#tail.then(() => this.#write());
    // A failed write stays failed for every caller of `flushed`: nobody may be told that a lost commit is safe.
    this.#tail.catch(() => {});
  }

  flushed(): Promise<void> {
    return this.#tail;
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => {});
    await this.file.close();
  }

  async #write(): Promise<void> {
    this.#scheduled = false;
    const lines = this.#pending.join('');
    this.#pending = [];
    await this.file.appendFile(lines);
    await this.file.datasync();
  }
}
