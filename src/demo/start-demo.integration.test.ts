import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { locateDatabase } from '../service/storage/database-folder.ts';

const CARE = fileURLToPath(new URL('../../bin/care.mjs', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'care-demo-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) await ended(child, 'SIGKILL');
  rmSync(locateDatabase(dataDir).home, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

interface Run {
  child: ChildProcess;
  output(): string;
}

function start(ports: { care: number; org: number }): Run {
  const child = spawn(process.execPath, [CARE, 'demo'], {
    env: {
      ...process.env,
      CARE_PORT: String(ports.care),
      CARE_ORG_PORT: String(ports.org),
      CARE_DATA_DIR: dataDir,
      CARE_SCRIPTED_CUSTOMERS: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function until(run: Run, text: string): Promise<void> {
  while (!run.output().includes(text)) {
    if (run.child.exitCode !== null) throw new Error(`It ended before "${text}":\n${run.output()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once('exit', (code) => done(code));
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

it('is complete and without a double after being killed twice while it was being prepared', {
  timeout: 240_000,
}, async () => {
  const ports = { care: await freePort(), org: await freePort() };
  for (const killedAfterMs of [60, 700]) {
    const run = start(ports);
    await until(run, 'Preparing the demo account');
    await new Promise((done) => setTimeout(done, killedAfterMs));
    await ended(run.child, 'SIGKILL');
  }
  const run = start(ports);
  await until(run, 'Ctrl-C stops everything');
  expect(run.output()).not.toContain('not complete');

  const care = `http://127.0.0.1:${ports.care}`;
  const { people } = await (await fetch(`${care}/v1/demo/people`)).json();
  expect(people.map(({ name, role }: { name: string; role: string }) => [name, role])).toEqual([
    ['Ines Okafor', 'Admin'],
    ['Jonas Lind', 'Agent'],
    ['Priya Raman', 'Agent'],
  ]);
  const cookie = await signIn(care, people[0].agentId);
  const get = async (path: string) => (await fetch(`${care}${path}`, { headers: { cookie } })).json();

  const { connections } = await get('/v1/salesforce/connections');
  expect(connections).toMatchObject([{ state: 'connected', statusSync: 'bidirectional' }]);
  expect(connections[0].users.map((user: { agent: { name: string } }) => user.agent.name)).toEqual([
    'Ines Okafor',
    'Jonas Lind',
  ]);
  const { cases } = await get('/v1/cases?view=inbox&limit=200');
  const escalated = cases.filter((one: { escalation: unknown }) => one.escalation !== null);
  expect(escalated).toMatchObject([
    { customer: { name: 'Maya Lindqvist' }, escalation: { state: 'created', object: 'Case' } },
  ]);
  const { entries } = await get(`/v1/cases/${escalated[0].id}`);
  expect(entries.filter(({ type }: { type: string }) => type === 'note')).toHaveLength(1);

  const second = start(ports);
  expect(await new Promise((done) => second.child.once('exit', done))).toBe(1);
  expect(second.output()).toContain('DATA_FOLDER_IN_USE');
  expect(await ended(run.child, 'SIGINT')).toBe(0);
});

async function signIn(care: string, agentId: string): Promise<string> {
  const response = await fetch(`${care}/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agentId }),
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
