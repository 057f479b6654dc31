import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, readJournal } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'journal.jsonl');

async function write(...counters: number[]) {
  const journal = await openJournal(folder, readJournal(folder));
  for (const n of counters) journal.append({ counters: { n } });
  await journal.flushed();
  await journal.close();
}

test('what was flushed is read back in order, across openings', async () => {
  await write(1, 2);
  await write(3);
  expect([...readJournal(folder)]).toEqual([1, 2, 3].map((n) => ({ counters: { n } })));
});

test('a torn last line is left out, and gone after the next opening', async () => {
  await write(1);
  appendFileSync(file(), '{"counters":{"n":');
  expect([...readJournal(folder)]).toEqual([{ counters: { n: 1 } }]);
  await write(2);
  expect([...readJournal(folder)]).toHaveLength(2);
});

test('a damaged line in the middle is refused, with its number', async () => {
  await write(1, 2);
  const lines = readFileSync(file(), 'utf8').split('\n');
  writeFileSync(file(), [lines[0], 'garbage', ...lines.slice(2)].join('\n'));
  expect(() => [...readJournal(folder)]).toThrow(/line 2 is damaged/);
});

test('a journal of another format is refused', () => {
  writeFileSync(file(), '{"format":"other"}\n');
  expect(() => [...readJournal(folder)]).toThrow(/expected format/);
});

test('an absent journal is an empty one', () => {
  expect([...readJournal(folder)]).toEqual([]);
});
