import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutgoingMessage } from '../../api/channel.ts';
import type { ActorRef } from '../../domain/agent.ts';
import { setAssignee } from '../care/change-case.ts';
import { sendReply } from '../care/reply.ts';
import { createVault } from '../salesforce/vault.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { carePorts } from '../storage/care-store.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { customerWrites, log, until } from './testing/sync-stage.ts';

interface Posted {
  id: string;
  message: OutgoingMessage;
}

let database: TestDatabase;
let db: Database;
let account: SeededAccount;
let workers: Workers;
let channel: Server;
let posted: Posted[];
/** Status of the next answers, oldest first; then 200. */
let answers: number[];
let jonas: ActorRef;
const vault = createVault(Buffer.alloc(32, 7));

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl);
  account = await seedAccount(db, vault);
  jonas = {
    kind: 'agent',
    accountId: account.accountId,
    agentId: account.agents.jonas,
    via: 'session',
  };
  posted = [];
  answers = [];
  channel = createServer((request, response) => {
    void read(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(account.signingSecret).verify(body, headers);
      const status = answers.shift() ?? 200;
      posted.push({ id: headers['webhook-id'] ?? '', message: OutgoingMessage.parse(message) });
      response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' });
      response.end(JSON.stringify({ platformId: `platform ${posted.length}` }));
    });
  });
  await new Promise<void>((done) => channel.listen(0, '127.0.0.1', done));
  await setUrl(`http://127.0.0.1:${(channel.address() as AddressInfo).port}/outgoing`);
  workers = startWorkers({
    db,
    databaseUrl: database.serviceUrl,
    now: () => new Date(),
    log,
    salesforce: null,
    pubSub: null,
    openSecret: (accountId, profileId, sealed) =>
      vault.open(Buffer.from(sealed), { kind: 'signing_secret', accountId, profileId }),
  });
});
afterEach(async () => {
  await workers.stop();
  channel.closeAllConnections();
  channel.close();
  await db.close();
  await database.drop();
});

const read = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

const setUrl = (url: string | null) =>
  db.forAccount(account.accountId, async (tx) => {
    await tx.updateTable('profile').set({ outgoing_url: url }).execute();
  });

async function reply(customer: string, ...texts: string[]): Promise<string[]> {
  const care = carePorts(db, () => new Date());
  const caseId = await customerWrites(db, account, customer, 'hello');
  await setAssignee(care, jonas, caseId, account.agents.jonas);
  const ids: string[] = [];
  for (const text of texts) {
    const { messageId } = await sendReply(care, jonas, {
      caseId,
      kind: 'direct_message',
      text,
      attachments: [],
      inReplyTo: null,
      thenStatus: null,
    });
    ids.push(messageId);
  }
  return ids;
}

const deliveries = (ids: string[]) =>
  db.forAccount(account.accountId, (tx) =>
    tx
      .selectFrom('message')
      .select(['delivery', 'delivery_reason', 'platform_id'])
      .where('id', 'in', ids)
      .orderBy('seq')
      .execute(),
  );

const settled = (ids: string[]) =>
  until(
    () => deliveries(ids),
    (rows) => rows.every(({ delivery }) => delivery !== 'queued'),
  );

it('posts replies signed, in order, and keeps the platform id of each', async () => {
  const ids = await reply('ana', 'one', 'two', 'three');

  expect(await settled(ids)).toEqual([
    { delivery: 'sent', delivery_reason: null, platform_id: 'platform 1' },
    { delivery: 'sent', delivery_reason: null, platform_id: 'platform 2' },
    { delivery: 'sent', delivery_reason: null, platform_id: 'platform 3' },
  ]);
  expect(posted.map(({ id }) => id)).toEqual(ids);
  expect(posted.map(({ message }) => [message.text, message.customer.id])).toEqual([
    ['one', 'ana'],
    ['two', 'ana'],
    ['three', 'ana'],
  ]);
});

it.each([408, 409, 429, 500, 503, 302])('asks again under the same id after %s', async (status) => {
  answers = [status];
  const [id] = await reply('bea', 'one');

  await settled([id ?? '']);

  expect(posted.map((each) => each.id)).toEqual([id, id]);
  expect(await deliveries([id ?? ''])).toMatchObject([{ delivery: 'sent' }]);
});

it('tells the agent what the channel refused, and goes on with the next reply', async () => {
  answers = [422];
  const ids = await reply('cleo', 'one', 'two');

  expect(await settled(ids)).toMatchObject([
    { delivery: 'failed', delivery_reason: 'The channel refused the message (HTTP 422).' },
    { delivery: 'sent' },
  ]);
  expect(posted).toHaveLength(2);
});

it('says so when a profile has nowhere to send to', async () => {
  await setUrl(null);
  const ids = await reply('dora', 'one');

  expect(await settled(ids)).toMatchObject([
    { delivery: 'failed', delivery_reason: 'The profile has no outgoing address: replies cannot leave.' },
  ]);
});
