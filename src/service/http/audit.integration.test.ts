import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARE_ITSELF } from '../../domain/audit.ts';
import { createTicket } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { auditActor, type NewAuditEntry, recordAudit } from '../storage/audit.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';

let database: TestDatabase;
let service: RunningService;
let mine: SeededAccount;
let theirs: SeededAccount;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database);
  const { db } = service.parts.services;
  mine = await seedAccount(db, service.parts.vault);
  theirs = await seedAccount(db, service.parts.vault);
  const ticket = await createTicket(service.parts.signIn, mine.accountId, mine.agents.ines);
  const signedIn = await fetch(`${base()}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  await record(theirs, { subject: 'Globex' });
  for (let index = 0; index < 5; index++) await record(mine, { subject: `Org ${index}` });
  await record(mine, { kind: 'role.changed', subject: '=cmd|calc', detail: 'now with "Manage users"' });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const base = () => `http://127.0.0.1:${service.address.port}`;
const read = (path: string) => fetch(base() + path, { headers: { cookie } });
const list = async (query: string) => {
  const response = await read(`/v1/audit${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as {
    entries: { id: string; fact: string; kind: string }[];
    next: string | null;
  };
};

/** By Ines, each in a transaction of its own. */
const record = (account: SeededAccount, facts: Partial<NewAuditEntry> & { subject: string }) =>
  service.parts.services.db.forAccount(account.accountId, async (tx) =>
    recordAudit(tx, {
      accountId: account.accountId,
      actor: await auditActor(tx, { agentId: account.agents.ines }),
      connectionId: null,
      kind: 'org.connected',
      detail: null,
      ...facts,
    }),
  );

test('lists the newest first, a page at a time, and nothing of another account', async () => {
  const seen: string[] = [];
  for (let before = ''; ; ) {
    const page = await list(`?limit=2${before}`);
    seen.push(...page.entries.map(({ fact }) => fact));
    if (page.next === null) break;
    before = `&before=${page.next}`;
  }
  expect(seen).toEqual([
    expect.stringMatching(/changed the role =cmd\|calc: now with "Manage users"$/),
    ...[4, 3, 2, 1, 0].map((index) => expect.stringMatching(new RegExp(`connected Org ${index}$`))),
  ]);
});

test('filters by kind, by actor and by time', async () => {
  expect((await list('?kind=role.changed')).entries).toHaveLength(1);
  expect((await list(`?actor=${mine.agents.jonas}`)).entries).toHaveLength(0);
  expect((await list(`?actor=${mine.agents.ines}`)).entries).toHaveLength(6);
  expect((await list(`?to=${new Date(0).toISOString()}`)).entries).toHaveLength(0);
  expect((await list(`?from=${new Date(0).toISOString()}`)).entries).toHaveLength(6);
});

test('names whoever did something, also once they are no longer active, and nobody else', async () => {
  const { db } = service.parts.services;
  await record(mine, {
    actor: { kind: 'agent', id: mine.agents.jonas, name: 'Jonas as he was' },
    subject: 'ACME',
  });
  await db.forAccount(mine.accountId, (tx) =>
    tx.updateTable('agent').set({ active: false }).where('id', '=', mine.agents.jonas).execute(),
  );
  const actors = async (query = '') =>
    ((await (await read(`/v1/audit/actors${query}`)).json()) as { actors: unknown[] }).actors;
  expect(await actors()).toEqual([
    { id: mine.agents.ines, name: 'Ines Okafor', active: true },
    { id: mine.agents.jonas, name: 'Jonas Lind', active: false },
  ]);
  expect(await actors('?connectionId=conn_00000000-0000-7000-8000-000000000000')).toEqual([]);
  expect((await list(`?actor=${mine.agents.jonas}`)).entries).toHaveLength(1);
});

test('gives all of it as a file that no spreadsheet runs', async () => {
  const response = await read('/v1/audit.csv');
  expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(response.headers.get('content-disposition')).toContain('care-activity.csv');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines[0]).toBe('"at","kind","actor","actor kind","connection","fact"');
  expect(lines).toHaveLength(8);
  expect(lines.slice(1).every((line) => !/"[=+@]/.test(line))).toBe(true);
});

test('keeps what was written: the service can neither change nor delete it', async () => {
  const { db } = service.parts.services;
  await record(mine, { actor: CARE_ITSELF, subject: 'ACME' });
  const change = db.forAccount(mine.accountId, (tx) =>
    tx.updateTable('audit_entry').set({ actor_name: 'Nobody' }).execute(),
  );
  await expect(change).rejects.toThrow(/permission denied/);
  const wipe = db.forAccount(mine.accountId, (tx) => tx.deleteFrom('audit_entry').execute());
  await expect(wipe).rejects.toThrow(/permission denied/);
});
