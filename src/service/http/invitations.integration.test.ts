import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UserShape } from '../../api/people.ts';
import type { RoleShape } from '../../api/roles.ts';
import { startSession } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';
import { SESSION_COOKIE } from './actor.ts';

let database: TestDatabase;
let service: RunningService;
let account: SeededAccount;
let smtp: SMTPServer;
let takesMail: boolean;
let mails: { to: string[]; text: string }[];
let logged: string;

beforeEach(async () => {
  [mails, takesMail, logged] = [[], true, ''];
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        if (!takesMail) return done(new Error(`554 refused: ${text}`));
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const { port } = smtp.server.address() as AddressInfo;
  database = await createTestDatabase();
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  service = await startTestService(
    database,
    {
      publicUrl: 'https://care.example',
      roles: { http: true, worker: true },
      notices: { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'care@acme.example', webhook: null },
    },
    { log: pino({ level: 'trace' }, sink), every: { invitations: 200 } },
  );
  account = await seedAccount(service.parts.services.db, service.parts.vault);
});
afterEach(async () => {
  await service.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await database.drop();
});

async function asInes(method: string, path: string, body?: unknown) {
  const { token } = await startSession(service.parts.signIn, account.accountId, account.agents.ines);
  return call(method, path, body, `${SESSION_COOKIE}=${token}`);
}
async function call(method: string, path: string, body?: unknown, cookie = '') {
  const response = await fetch(`http://127.0.0.1:${service.address.port}${path}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const inviteNia = async () => {
  const { body } = await asInes('GET', '/v1/roles');
  const roleId = (body as { roles: RoleShape[] }).roles.find(({ name }) => name === 'Agent')?.id;
  return asInes('POST', '/v1/invitations', { email: 'nia@acme.example', name: 'Nia Roy', roleId });
};
const nia = async () => {
  const { body } = await asInes('GET', '/v1/users');
  const { users, invitationsBy } = body as { users: UserShape[]; invitationsBy: string };
  return { invitationsBy, ...users.find(({ name }) => name === 'Nia Roy')! };
};
/** Mail breaks lines after an equals sign. */
const ticketIn = ({ text }: { text: string }): string =>
  /https:\/\/care\.example\/sign-in#([\w-]{43})/.exec(
    text.replaceAll('=\r\n', '').replaceAll('=3D', '='),
  )?.[1] ?? '';
const accept = (ticket: string) => call('POST', '/v1/session', { ticket });
const dueNow = () =>
  service.parts.services.db.forAccount(account.accountId, (tx) =>
    tx
      .updateTable('invitation_mail')
      .set({ due_at: new Date(0) })
      .execute(),
  );
/** All that is stored, as text: no table is left out. */
async function stored(): Promise<string> {
  const { pool } = service.parts.services.db;
  const client = await pool.connect();
  try {
    await client.query(`select set_config('care.account_id', $1, false)`, [account.accountId]);
    const tables = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    let text = '';
    for (const { name } of tables.rows) {
      const rows = await client.query(`select t::text as row from ${name} t`);
      text += JSON.stringify(rows.rows);
    }
    return text;
  } finally {
    await client.query(`select set_config('care.account_id', '', false)`);
    client.release();
  }
}

it('sends the link by e-mail, to nobody else, and it works once', async () => {
  const { status, body } = await inviteNia();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    link: null,
    expiresAt: null,
    user: { state: 'invited', invitationWaits: true },
  });
  await expect.poll(() => mails.length, { timeout: 15_000 }).toBe(1);
  expect(mails[0]?.to).toEqual(['nia@acme.example']);
  expect(mails[0]?.text).toContain('Ines Okafor invites you to Care');
  await expect.poll(async () => (await nia()).invitationWaits).toBe(false);
  expect((await nia()).invitationsBy).toBe('email');

  const ticket = ticketIn(mails[0]!);
  expect(ticket).toHaveLength(43);
  const kept = logged + (await stored());
  expect(kept).toContain('nia@acme.example');
  expect(kept).not.toContain(ticket);
  expect(await accept(ticket)).toMatchObject({ status: 201, body: { agent: { name: 'Nia Roy' } } });
  expect((await accept(ticket)).status).toBe(401);
});

it('tries again with a new link when the server did not take it, and logs neither', async () => {
  takesMail = false;
  await inviteNia();
  await expect.poll(() => logged, { timeout: 15_000 }).toContain('invitations could not be sent');
  expect((await nia()).invitationWaits).toBe(true);
  expect(logged).not.toContain('sign-in#');

  takesMail = true;
  await dueNow();
  await expect.poll(() => mails.length, { timeout: 15_000 }).toBe(1);
  expect((await accept(ticketIn(mails[0]!))).status).toBe(201);
});

it('ends the link before at once when somebody is invited again', async () => {
  const { body } = await inviteNia();
  await expect.poll(() => mails.length, { timeout: 15_000 }).toBe(1);
  await asInes('POST', `/v1/users/${(body.user as UserShape).id}/invitation`);
  expect((await accept(ticketIn(mails[0]!))).status).toBe(401);
  await expect.poll(() => mails.length, { timeout: 15_000 }).toBe(2);
  expect((await accept(ticketIn(mails[1]!))).status).toBe(201);
});
