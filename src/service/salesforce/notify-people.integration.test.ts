import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { idOfBuiltIn } from '../storage/role-rights.ts';
import { notifyPeople } from './notify-people.ts';
import { answerJson } from './testing/token-server.ts';
import { openTokenStage, type TokenStage } from './testing/token-stage.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

let stage: TokenStage;
let mails: { to: string[]; text: string }[];
let hooks: { headers: IncomingMessage['headers']; body: string }[];
let hookStatus: number;
/** What happens while a call of the hook is under way. */
let hookMeanwhile: () => Promise<void>;
let smtp: SMTPServer;
let http: ReturnType<typeof createServer>;

beforeEach(async () => {
  stage = await openTokenStage();
  mails = [];
  hooks = [];
  hookStatus = 200;
  hookMeanwhile = async () => {};
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      hooks.push({ headers: request.headers, body });
      await hookMeanwhile();
      response.writeHead(hookStatus).end();
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await new Promise((resolve) => http.close(resolve));
  await stage.close();
});

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
const notify = () =>
  notifyPeople({
    db: stage.db,
    publicUrl: 'http://127.0.0.1:4400',
    settings: {
      smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
      from: 'care@acme.example',
      webhook: { url: `http://127.0.0.1:${portOf(http)}/`, secret: SECRET },
    },
  });
const end = async () => {
  const { keeper } = await stage.replica();
  stage.server.next = (_, response) =>
    answerJson(response, 400, { error: 'inactive_user', error_description: 'user is inactive' });
  await keeper.token(stage.user);
};

it('tells everybody concerned once, by e-mail and by a signed call', async () => {
  await stage.db.forAccount(stage.accountId, async (tx) => {
    for (const role of ['admin', 'agent'] as const) {
      const id = newId('agent');
      const person = { id, account_id: stage.accountId, email: `${role}@acme.example`, name: role };
      await tx
        .insertInto('agent')
        .values({ ...person, role_id: idOfBuiltIn(role) })
        .execute();
    }
  });
  await end();
  await notify();
  await notify();

  expect(mails.map(({ to }) => to)).toEqual([['a@acme.example', 'admin@acme.example']]);
  expect(mails[0]?.text).toContain('Ann has to connect again');
  expect(mails[0]?.text).toContain('deactivated or frozen');
  expect(hooks).toHaveLength(1);
  const { headers, body } = hooks[0]!;
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'salesforce.token_changed',
    data: { state: 'reconnect_needed', cause: 'user_inactive', user: { displayName: 'Ann' } },
  });
});

it('takes a notice only when its turn has come, so that what waits behind a slow one is sent once', async () => {
  await end();
  const again = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('token_notice').selectAll().where('channel', '=', 'webhook').executeTakeFirstOrThrow(),
  );
  const { id: _, facts, ...rest } = again;
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .insertInto('token_notice')
      .values({ ...rest, message_id: 'second', facts: JSON.stringify(facts) })
      .execute(),
  );
  const dueWhile: string[][] = [];
  hookMeanwhile = async () => {
    const rows = await stage.db.forAccount(stage.accountId, (tx) =>
      tx
        .selectFrom('token_notice')
        .select('message_id')
        .where('channel', '=', 'webhook')
        .where('due_at', '<=', sql<string>`now()`)
        .execute(),
    );
    dueWhile.push(rows.map(({ message_id }) => message_id));
  };
  expect(await notify()).toEqual({ failed: 0 });

  expect(dueWhile).toEqual([['second'], []]);
  expect(hooks.map(({ headers }) => headers['webhook-id'])).toEqual([again.message_id, 'second']);
});

it('keeps what did not get there, and sends it under the same id', async () => {
  await end();
  hookStatus = 503;
  expect(await notify()).toEqual({ failed: 1 });
  hookStatus = 200;
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('token_notice')
      .set({ due_at: new Date(0) })
      .execute(),
  );

  expect(await notify()).toEqual({ failed: 0 });
  expect(hooks.map(({ headers }) => headers['webhook-id'])).toHaveLength(2);
  expect(new Set(hooks.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(mails).toHaveLength(1);
});

it('warns once of an access that nobody could renew for too long', async () => {
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('connected_user')
      .set({ refreshed_at: new Date(Date.now() - 20 * 86_400_000) })
      .execute(),
  );
  await notify();
  await notify();

  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain('will end soon');
});
