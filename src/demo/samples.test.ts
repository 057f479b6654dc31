import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseImportLine } from '../service/care/import-line.ts';
import { PROFILES } from './people.ts';

const lines = readFileSync(new URL('./samples/conversations.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const conversations = lines.map((line) => {
  const parsed = parseImportLine(Buffer.from(line));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.conversation;
});

it('gives the demo more than forty conversations, one of them long', () => {
  expect(conversations.length).toBeGreaterThan(40);
  expect(Math.max(...conversations.map(({ messages }) => messages.length))).toBeGreaterThanOrEqual(120);
});

it('lets no two messages share an id', () => {
  const ids = conversations.flatMap(({ messages }) => messages.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

it('names no profile the demo does not have', () => {
  const known = PROFILES.map(({ platform, handle }) => `${platform} ${handle}`);
  expect(known).toEqual(
    expect.arrayContaining(conversations.map(({ platform, profile }) => `${platform} ${profile}`)),
  );
});
