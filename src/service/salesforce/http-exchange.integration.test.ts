import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExchangeRequest, exchange } from './http-exchange.ts';

let server: Server;
let origin: string;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (more: Partial<ExchangeRequest> = {}) =>
  exchange({ method: 'GET', url: '/', origin, trusted: true, headers: {}, deadlineMs: 2_000, ...more });

it('brings back an answer as it came', async () => {
  answer = (response) => response.writeHead(418, { 'x-a': ['1', '2'] }).end('Grüße');

  expect(await ask()).toMatchObject({ status: 418, headers: { 'x-a': '1, 2' }, text: 'Grüße' });
});

it.each([200, 400])('takes the token it showed out of an answer %i, headers too', async (status) => {
  const token = 'canary-access-token';
  answer = (response) =>
    response.writeHead(status, { 'x-said': `was ${token}` }).end(`[{"message":"bad ${token}"}]`);

  const said = await ask({ headers: { Authorization: `Bearer ${token}` } });
  expect(said).toMatchObject({ headers: { 'x-said': 'was …' }, text: '[{"message":"bad …"}]' });
});

it('takes the secrets of a form out of a refusal, and leaves a grant as it is', async () => {
  const form = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'refresh_token=canary-refresh&client_secret=canary-secret',
  };
  answer = (response) => response.writeHead(400).end('{"error_description":"canary-refresh, canary-secret"}');
  expect((await ask(form)).text).toBe('{"error_description":"…, …"}');
  answer = (response) => response.writeHead(200).end('{"refresh_token":"canary-refresh"}');
  expect((await ask(form)).text).toBe('{"refresh_token":"canary-refresh"}');
});

it.each([
  ['another origin', { url: 'http://localhost:1/' }],
  ['a path that is an origin', { url: '//evil.example/' }],
  ['plain HTTP where nobody vouched for it', { trusted: false }],
  ['a private network behind a name', { origin: 'https://localhost:1', trusted: false }],
])('refuses %s before anything is sent', async (_, more) => {
  await expect(ask(more)).rejects.toMatchObject({ code: 'refused_address', sent: false });
});

it('knows that nothing was sent when nobody answers the door', async () => {
  await expect(ask({ origin: 'http://localhost:1' })).rejects.toMatchObject({ code: 'connect', sent: false });
});

it('ends an answer without end', async () => {
  answer = (response) => {
    response.writeHead(200);
    const flood = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(1_000_000))) {}
    };
    response.on('drain', flood);
    flood();
  };

  await expect(ask({ deadlineMs: 20_000 })).rejects.toMatchObject({ code: 'too_large', sent: true });
});
