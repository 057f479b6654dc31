import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SalesforceRequest } from '../sync/ports.ts';
import { answerJson, answerWithSession } from './testing/token-server.ts';
import { openTokenStage, type Replica, type TokenStage } from './testing/token-stage.ts';

let stage: TokenStage;
let replica: Replica;

beforeEach(async () => {
  stage = await openTokenStage();
  replica = await stage.replica();
});
afterEach(async () => {
  const everything = stage.logged();
  const stored = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('salesforce_call').selectAll().execute(),
  );
  await stage.close();
  expect(everything + JSON.stringify(stored)).not.toContain('canary');
});

const call = (more: Partial<SalesforceRequest> = {}) =>
  replica.calls.call({
    accountId: stage.accountId,
    connectionId: stage.connectionId,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'messages',
    method: 'GET',
    path: '/query?q=secret@example.com',
    records: 0,
    ...more,
  });
const write = (more: Partial<SalesforceRequest> = {}) =>
  call({ method: 'PATCH', path: '/composite/sobjects/Case/Id', body: { records: [] }, records: 1, ...more });

it('sends one request, named and without assignment, and writes it down without its query', async () => {
  let headers = {};
  stage.server.api = (request, response) => {
    headers = request.headers;
    response.setHeader('sforce-limit-info', 'api-usage=18/15000');
    answerJson(response, 200, { ok: true });
  };

  expect(await call()).toMatchObject({
    kind: 'answered',
    status: 200,
    body: { ok: true },
    tokenOwner: { username: 'ann@acme.example', displayName: 'Ann' },
  });
  expect(stage.server.asked).toEqual(['GET /services/data/v66.0/query?q=secret@example.com']);
  expect(headers).toMatchObject({ 'sforce-call-options': 'client=Care', 'sforce-auto-assign': 'FALSE' });
  const rows = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('salesforce_call').selectAll().execute(),
  );
  expect(rows).toMatchObject([
    { path: '/query', purpose: 'messages', status: 200, limit_info: 'api-usage=18/15000', error_code: null },
  ]);
});

it('lets a request choose assignment', async () => {
  let assign: unknown;
  stage.server.api = (request, response) => {
    assign = request.headers['sforce-auto-assign'];
    answerJson(response, 201, { id: '500' });
  };
  await write({ headers: { 'Sforce-Auto-Assign': 'TRUE' } });

  expect(assign).toBe('TRUE');
});

it('renews once for a hundred calls that find the session expired, and repeats each once', async () => {
  await call();
  stage.server.good.clear();
  stage.server.asked.length = 0;
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => call()));

  expect(outcomes.every(({ kind }) => kind === 'answered')).toBe(true);
  expect(stage.server.shown).toHaveLength(2);
  expect(stage.server.asked.length).toBeLessThanOrEqual(200);
});

it('stops after two renewals that help nothing', async () => {
  stage.server.api = (_, response) =>
    answerJson(response, 401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
  const outcomes = [];
  for (let again = 0; again < 20; again += 1) outcomes.push(await call());

  expect(stage.server.shown).toHaveLength(2);
  expect(stage.server.asked).toHaveLength(3);
  expect(outcomes.at(-1)).toMatchObject({ kind: 'unavailable', reason: 'server' });
  expect(await stage.stored()).toMatchObject({ state: 'connected' });
});

it('does not renew for a session that policy keeps from the API', async () => {
  stage.server.api = (_, response) => {
    const message = 'This session is not valid for use with the REST API';
    answerJson(response, 401, [{ errorCode: 'INVALID_SESSION_ID', message }]);
  };

  expect(await call()).toMatchObject({ kind: 'refused', class: 'auth' });
  expect(stage.server.shown).toHaveLength(1);
});

it('follows no redirect, and shows its token to nobody else', async () => {
  const visits: string[] = [];
  const elsewhere = createServer((request, response) => {
    visits.push(request.headers.authorization ?? 'nothing');
    response.end('{}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  stage.server.api = (_, response) =>
    response.writeHead(307, { location: `http://127.0.0.1:${port}/x` }).end();

  expect(await write()).toMatchObject({ kind: 'unavailable', reason: 'server' });
  expect(await call({ path: `http://127.0.0.1:${port}/steal` })).toMatchObject({ kind: 'unavailable' });
  expect(visits).toEqual([]);
  expect(stage.server.asked).toHaveLength(1);
  elsewhere.close();
});

it.each([
  ['HTML with 200', (_: unknown, response: never) => html(response)],
  ['a cut in the middle', (request: { socket: { destroy(): void } }) => void request.socket.destroy()],
  ['half an answer', (_: unknown, response: never) => half(response)],
  ['no answer within the deadline', () => {}],
])('takes %s for no answer: a write is unknown, a read waits', async (_, api) => {
  stage.server.api = api as never;

  expect(await write({ deadlineMs: 300 })).toMatchObject({ kind: 'unknown' });
  expect(await call({ deadlineMs: 300 })).toMatchObject({ kind: 'unavailable' });
  expect(stage.server.asked).toHaveLength(2);
});

const html = (response: import('node:http').ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
const half = (response: import('node:http').ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('[{"id"');
  setTimeout(() => response.destroy(), 20);
};

it('does not wait for a drip', async () => {
  stage.server.api = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  };

  expect(await write({ deadlineMs: 200 })).toMatchObject({
    kind: 'unknown',
    reason: expect.stringContaining('200 ms'),
  });
});

it('does not call while the day’s calls are used up', async () => {
  stage.server.api = (_, response) =>
    answerJson(response, 403, [
      { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
    ]);

  expect(await write()).toMatchObject({ kind: 'refused', class: 'limit' });
  expect(await write()).toMatchObject({ kind: 'unavailable', reason: 'limit' });
  expect(stage.server.asked).toHaveLength(1);
});

it('waits, and says why, when nobody’s access works', async () => {
  stage.server.next = (_, response) =>
    answerJson(response, 400, { error: 'invalid_grant', error_description: 'expired access/refresh token' });

  for (const expected of ['was revoked', 'was revoked']) {
    expect(await write()).toMatchObject({
      kind: 'unavailable',
      reason: 'reconnect_needed',
      detail: expect.stringContaining(expected),
    });
  }
  expect(stage.server.shown).toHaveLength(1);
  expect(await write({ connectionId: 'conn_other' })).toMatchObject({ reason: 'not_connected' });
});

it('keeps every secret out of what it answers', async () => {
  const seen: unknown[] = [];
  for (const api of ['html', 'half', 'refused', 'fine'] as const) {
    stage.server.api = (request, response) => {
      if (api === 'html') html(response);
      else if (api === 'half') half(response);
      else if (api === 'refused') answerJson(response, 400, [{ errorCode: 'X', message: 'no' }]);
      else answerWithSession(stage.server, request, response);
    };
    seen.push(await write({ deadlineMs: 200 }), await call({ deadlineMs: 200 }));
  }

  expect(seen).toHaveLength(8);
  expect(JSON.stringify(seen)).not.toContain('canary');
});
