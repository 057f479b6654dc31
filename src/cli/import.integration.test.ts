import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { locateDatabase } from '../service/storage/database-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'care-cli-'));
const dataDir = join(folder, 'data');
afterAll(() => {
  // As root the database may stand outside the folder, where its user can reach it.
  rmSync(locateDatabase(dataDir).home, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const CARE = fileURLToPath(new URL('../../bin/care.mjs', import.meta.url));

function care(...words: string[]): Promise<{ exitCode: number | null; lines: string[]; problem: string }> {
  const child = spawn(process.execPath, [CARE, ...words], {
    cwd: folder,
    env: { ...process.env, CARE_DATA_DIR: dataDir, DATABASE_URL: '' },
  });
  let output = '';
  let problem = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (problem += chunk));
  return new Promise((done) =>
    child.once('close', (exitCode) => done({ exitCode, lines: output.trim().split('\n'), problem })),
  );
}

const line = (id: string, sentAt = '2026-11-01T10:00:00Z') =>
  JSON.stringify({
    ...{ platform: 'x', profile: 'acme', customer: { id, handle: id, name: id } },
    messages: [{ id, direction: 'incoming', author: id, kind: 'public_reply', text: 'Hello', sentAt }],
  });

it('imports on a data folder nothing runs on, says what it left out, and does nothing the second time', async () => {
  expect(await care('account', 'create', 'Acme')).toMatchObject({ exitCode: 0 });
  const file = join(folder, 'conversations.jsonl');
  writeFileSync(file, [line('ann'), line('bob', 'today'), line('cleo')].join('\n'));

  const first = await care('import', file, '--recent', '--json');
  const second = await care('import', file, '--account', 'Acme', '--json');

  expect(first.exitCode).toBe(1);
  expect(JSON.parse(first.lines.at(-1)!)).toEqual({
    conversations: { imported: 2, unchanged: 0, rejected: 1 },
    messages: { imported: 2, unchanged: 0, rejected: 1 },
    rejections: [{ line: 2, reason: expect.stringContaining('messages.0.sentAt') }],
  });
  expect(JSON.parse(second.lines.at(-1)!)).toMatchObject({
    conversations: { imported: 0, unchanged: 2, rejected: 1 },
    messages: { imported: 0, unchanged: 2, rejected: 1 },
  });
});

it('names an account that is not there, and what to do', async () => {
  const { exitCode, problem } = await care('sign-in-link', 'ines@acme.example', '--account', 'Nobody');

  expect(exitCode).toBe(1);
  expect(problem).toBe(
    'ACCOUNT_UNKNOWN: There is no account "Nobody".\nCreate one: `care account create NAME`.\n',
  );
});

it('makes an account of Community alone, which has no conversations to import, and no module of another name', async () => {
  const made = await care('account', 'create', 'Nordwind', '--modules', 'community', '--json');
  expect(JSON.parse(made.lines.at(-1)!)).toMatchObject({ name: 'Nordwind', modules: ['community'] });
  const file = join(folder, 'nordwind.jsonl');
  writeFileSync(file, line('dora'));

  expect(await care('import', file, '--account', 'Nordwind')).toMatchObject({
    exitCode: 1,
    problem: expect.stringMatching(/^CARE_MODULE_MISSING: .*without the Care module/),
  });
  expect(await care('account', 'create', 'X', '--modules', 'care,listening')).toMatchObject({
    exitCode: 1,
    problem: expect.stringMatching(/^OPTION_WRONG: There is no module "listening"/),
  });
});
