import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../service/config.ts';
import { newId } from '../service/ids.ts';
import { type RunningService, startService } from '../service/main.ts';
import { createTestDatabase, type TestDatabase } from '../service/storage/testing/create-test-database.ts';
import { type DemoChannel, openDemoChannel, signingSecrets } from './demo-channel.ts';
import { registerDemoRoutes } from './routes.ts';
import { seedAccount } from './seed-account.ts';
import { seedThreads } from './seed-threads.ts';

const accountId = newId('acct');
let folder: string;
let database: TestDatabase;
let service: RunningService;
let channel: DemoChannel;
let care: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'care-routes-'));
  database = await createTestDatabase();
  const port = await freePort();
  care = `http://127.0.0.1:${port}`;
  const config = readConfig(
    { CARE_PORT: String(port) },
    { databaseUrl: database.serviceUrl, vaultKey: Buffer.alloc(32, 7), webRoot: folder },
  );
  service = await startService(
    { ...config, demo: true },
    {
      addTo: async (parts) => {
        await seedAccount(parts, accountId, care);
        await seedAccount(parts, accountId, care);
        channel = await openDemoChannel(folder, care, signingSecrets(parts, accountId));
        channel.scripted.on = false;
        await seedThreads(parts, accountId, channel.threads);
        await registerDemoRoutes(parts, accountId, channel);
      },
    },
  );
});
afterAll(async () => {
  await service.stop();
  await channel.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ask(path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${care}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

async function signIn(name: string): Promise<{ cookie: string }> {
  const { body } = await ask('/v1/demo/people');
  const { agentId } = body.people.find((one: { name: string }) => one.name === name);
  const { headers } = await ask('/v1/demo/sign-in', 'POST', { agentId });
  return { cookie: headers.getSetCookie()[0]!.split(';')[0]! };
}

const acmeOnX = async () => {
  const { body } = await ask('/v1/demo/customer/profiles');
  return body.profiles.find(({ platform }: { platform: string }) => platform === 'x');
};

it('signs in whoever works at the demo company by one click', async () => {
  const cookie = await signIn('Jonas Lind');

  expect((await ask('/v1/session', 'GET', undefined, cookie)).body).toMatchObject({
    agent: { name: 'Jonas Lind' },
    role: { name: 'Agent' },
    demo: true,
    account: { name: 'Acme' },
  });
  expect((await ask('/v1/demo/sign-in', 'POST', { agentId: newId('agent') })).status).toBe(404);
});

it('answers nobody who came by another host name or from another site', async () => {
  const { port } = new URL(care);
  const status = await new Promise<number | undefined>((done, fail) => {
    const headers = { host: `rebound.example:${port}` };
    httpRequest({ host: '127.0.0.1', port, path: '/v1/demo/people', headers }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .once('error', fail)
      .end();
  });

  expect(status).toBe(404);
  const crossSite = { 'sec-fetch-site': 'cross-site' };
  expect((await ask('/v1/demo/customer/scripted', 'PUT', { on: true }, crossSite)).status).toBe(404);
});

it('shows a customer what was said before, and brings what they write to Care', async () => {
  const profile = await acmeOnX();
  const customer = profile.customers.find(({ name }: { name: string }) => name === 'Tobe Okonkwo');
  const thread = `/v1/demo/customer/threads/${profile.id}/${customer.id}`;
  const before = (await ask(thread)).body.messages;
  expect(before[0].text).toContain('spare lids');

  const { status } = await ask(thread, 'POST', { text: 'Still no Steve.', kind: 'public_reply' });

  expect(status).toBe(201);
  expect((await ask(thread)).body.messages).toHaveLength(before.length + 1);
  const { body } = await ask('/v1/cases?search=Steve', 'GET', undefined, await signIn('Ines Okafor'));
  expect(body.cases).toMatchObject([
    { customer: { name: 'Tobe Okonkwo' }, lastMessage: { excerpt: 'Still no Steve.' } },
  ]);
});

it('lets somebody write who has not written before, once they have a name', async () => {
  const { id } = await acmeOnX();
  const thread = `/v1/demo/customer/threads/${id}/newcomer`;
  const message = { text: 'Hello!', kind: 'public_reply' };

  expect((await ask(thread, 'POST', message)).status).toBe(404);
  expect((await ask(thread, 'POST', { ...message, name: 'Nora New' })).status).toBe(201);
  expect((await acmeOnX()).customers).toContainEqual({
    id: 'newcomer',
    name: 'Nora New',
    handle: 'newcomer',
  });
});

it('brings a reply to the customer’s thread once, by a signed webhook', async () => {
  const agent = await signIn('Jonas Lind');
  const { agentId } = (await ask('/v1/demo/people')).body.people[1];
  const found = (await ask('/v1/cases?search=Prescott', 'GET', undefined, agent)).body.cases[0];
  await ask(`/v1/cases/${found.id}/assignee`, 'PUT', { agentId }, agent);
  const arrived = new Promise<string>((done) => {
    const end = channel.threads.onMessage(({ message }) => {
      end();
      done(message.text);
    });
  });
  const reply = { kind: 'public_reply', text: '@dave_from_hull A new kettle leaves today.' };
  expect((await ask(`/v1/cases/${found.id}/replies`, 'POST', reply, agent)).status).toBe(201);

  expect(await arrived).toBe(reply.text);
  const unsigned = await ask(`/v1/demo/channel/${found.profile.id}`, 'POST', { type: 'message.outgoing' });
  expect(unsigned).toMatchObject({ status: 401, body: { code: 'CHANNEL_SIGNATURE_INVALID' } });
});

it('seeds the same account twice without a double', async () => {
  const { body } = await ask('/v1/cases?view=done&limit=200', 'GET', undefined, await signIn('Ines Okafor'));
  const numbers = body.cases.map(({ number }: { number: number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const profiles = (await ask('/v1/demo/customer/profiles')).body.profiles;
  expect(profiles.map(({ handle }: { handle: string }) => handle).sort()).toEqual([
    '+1 555 0134',
    'AcmeCare',
    'acme.home',
  ]);
});
