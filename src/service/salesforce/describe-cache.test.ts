import { beforeEach, expect, it } from 'vitest';
import type { SalesforceOutcome, SalesforcePort, SalesforceRequest } from '../sync/ports.ts';
import { DescribeCache } from './describe-cache.ts';

const tokenOwner = { salesforceUserId: '005', username: 'u', displayName: 'U', agentId: null };
const connection = { id: 'conn_1', accountId: 'acct_1' };
const field = (name: string) => ({
  name,
  label: name,
  type: 'string',
  length: 255,
  nillable: true,
  createable: true,
  defaultedOnCreate: false,
});
const described = (name: string): SalesforceOutcome => ({
  kind: 'answered',
  status: 200,
  body: { fields: [field(name)] },
  headers: { 'last-modified': 'Mon, 23 Nov 2026 00:00:00 GMT' },
  tokenOwner,
});

let asked: SalesforceRequest[];
let answer: SalesforceOutcome;
let time: number;
let cache: DescribeCache;

beforeEach(() => {
  asked = [];
  answer = described('Subject');
  time = 0;
  const port: SalesforcePort = {
    call: async (request) => {
      asked.push(request);
      return answer;
    },
    accessFor: async () => null,
  };
  cache = new DescribeCache(port, () => new Date(time));
});

const names = async (agentId: string | null = 'agent_1') =>
  (await cache.describe(connection, agentId, 'Case')).map(({ name }) => name);

it('takes a description as it is for a minute', async () => {
  await names();
  time = 59_000;

  expect(await names()).toEqual(['Subject']);
  expect(asked).toHaveLength(1);
});

it('asks once, however many want it at the same moment', async () => {
  expect(await Promise.all([names(), names(), names()])).toEqual([['Subject'], ['Subject'], ['Subject']]);
  expect(asked).toHaveLength(1);
  const first = names('agent_2');
  cache.forget(connection.id);
  await Promise.all([first, names('agent_2')]);
  expect(asked).toHaveLength(3);
});

it('then asks only whether it has changed', async () => {
  await names();
  time = 61_000;
  answer = { kind: 'answered', status: 304, body: null, headers: {}, tokenOwner };

  expect(await names()).toEqual(['Subject']);
  expect(asked[1]?.headers).toEqual({ 'if-modified-since': 'Mon, 23 Nov 2026 00:00:00 GMT' });
  time = 122_000;
  answer = described('Topic');
  expect(await names()).toEqual(['Topic']);
});

it('asks in full after a few minutes, because the date says nothing of rights', async () => {
  await names();
  answer = { kind: 'answered', status: 304, body: null, headers: {}, tokenOwner };
  for (time = 61_000; time < 300_000; time += 61_000) await names();
  answer = described('Newly allowed');
  time = 306_000;

  expect(await names()).toEqual(['Newly allowed']);
  expect(asked.map(({ headers }) => headers !== undefined)).toEqual([false, true, true, true, true, false]);
});

it('asks in full at once when somebody wants it so, or rights are said to have changed', async () => {
  await names();
  answer = described('Read again');
  await cache.describeObject(connection, 'agent_1', 'Case', true);
  expect(await names()).toEqual(['Read again']);
  answer = described('Newly allowed');
  cache.forget('conn_2');
  expect(await names()).toEqual(['Read again']);
  cache.forget('conn_1');

  expect(await names()).toEqual(['Newly allowed']);
  expect(asked.some(({ headers }) => headers !== undefined)).toBe(false);
});

it('keeps what one agent may see from another', async () => {
  await names('agent_1');
  answer = described('Secret');

  expect(await names('agent_2')).toEqual(['Secret']);
  expect(await names('agent_1')).toEqual(['Subject']);
});

it('says why when the org cannot be asked', async () => {
  answer = { kind: 'unavailable', reason: 'reconnect_needed', retryAfterMs: 0, detail: 'It ended.' };

  await expect(names()).rejects.toMatchObject({ code: 'SALESFORCE_RECONNECT_NEEDED' });
});
