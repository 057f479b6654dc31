import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { followOrg } from './follow-org.ts';
import {
  type InboundPorts,
  type OpenChangeStream,
  type RecordChange,
  StreamError,
  type StreamFailure,
  type StreamItem,
  type StreamStart,
} from './inbound-ports.ts';
import type { SalesforceRequest } from './ports.ts';
import { FakeOrg } from './testing/fake-org.ts';
import { MemoryCare } from './testing/memory-store.ts';

let ending = new AbortController();
afterEach(() => ending.abort());

/** What the stream does each time it is opened: items, then a failure or nothing for ever. */
type Opening = { items?: StreamItem[]; fails?: StreamFailure };

/** Follows an org through scripted openings until `openings` of them were asked for. */
async function follow(
  script: Opening[],
  { replayId = null as Uint8Array | null, org = new FakeOrg(), noAccess = false } = {},
) {
  ending = new AbortController();
  const care = new MemoryCare();
  care.position.replayId = replayId;
  const told: string[] = [];
  const starts: StreamStart[] = [];
  const requests: SalesforceRequest[] = [];
  const ports: InboundPorts = {
    ...care.inboundPorts(),
    setEvents: async (_account, _connection, events) => {
      told.push(events);
    },
  };
  let over: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    over = resolve;
  });
  const openStream: OpenChangeStream = async function* ({ start, signal }) {
    starts.push(start);
    const opening = script.shift();
    yield* opening?.items ?? [];
    if (opening?.fails) throw new StreamError(opening.fails, 'scripted');
    over();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  void followOrg({
    ports,
    port: {
      accessFor: () =>
        Promise.resolve(
          noAccess ? null : { accessToken: 't', instanceUrl: 'https://acme.example', orgId: '00D' },
        ),
      call: (request) => {
        requests.push(request);
        return Promise.resolve(org.answer(request));
      },
    },
    openStream,
    accountId: 'acct_1',
    connectionId: 'conn_1',
    owner: 'me',
    signal: ending.signal,
    log: pino({ level: 'silent' }),
    random: () => 0,
    timing: { sweepMs: 5, noAccessMs: 5, limitMs: 5, leaseTakenMs: 5 },
  });
  if (noAccess) await new Promise((resolve) => setTimeout(resolve, 60));
  else await done;
  const position = care.position.replayId && Buffer.from(care.position.replayId).toString();
  return { starts, told, sweeps: requests.filter(({ purpose }) => purpose === 'sweep').length, position };
}

const at = (position: string) => Buffer.from(position);
const change = (over: Partial<RecordChange> = {}): RecordChange => ({
  entity: 'Case',
  changeType: 'UPDATE',
  recordIds: ['500000000000000001'],
  changedFields: ['Status'],
  committedAt: '2026-01-01T00:00:00.000Z',
  fields: {},
  ...over,
});
const changes = (position: string, ...all: RecordChange[]): StreamItem => ({
  type: 'changes',
  changes: all,
  replayId: at(position),
});

it('begins a new connection with what comes next, and everything else where it was left', async () => {
  const fresh = await follow([{}]);
  const known = await follow([{}], { replayId: at('7') });

  expect(fresh.starts).toEqual([{ from: 'latest' }]);
  expect(known.starts).toEqual([{ from: 'after', replayId: at('7') }]);
});

it('keeps the position of events, and of signs of life', async () => {
  const { starts, position } = await follow([
    { items: [changes('8', change())], fails: 'interrupted' },
    { items: [{ type: 'position', replayId: at('9') }], fails: 'interrupted' },
    {},
  ]);

  expect(starts).toEqual([
    { from: 'latest' },
    { from: 'after', replayId: at('8') },
    { from: 'after', replayId: at('9') },
  ]);
  expect(position).toBe('9');
});

it('sweeps when its position is lost and reads again from the earliest event, never from the latest', async () => {
  const { starts, sweeps } = await follow([{ fails: 'replay_lost' }, { fails: 'interrupted' }, {}], {
    replayId: at('7'),
  });

  expect(starts).toEqual([{ from: 'after', replayId: at('7') }, { from: 'earliest' }, { from: 'earliest' }]);
  expect(sweeps).toBeGreaterThan(0);
});

it.each<[string, StreamItem]>([
  ['an event nobody can read', { type: 'unreadable', reason: 'schema', replayId: at('8') }],
  ['more changes than can be named', changes('8', change({ changeType: 'GAP_OVERFLOW' }))],
  ['a prefix in place of ids', changes('8', change({ recordIds: ['500*'] }))],
])('sweeps for %s before it goes on', async (_what, item) => {
  const { sweeps, position } = await follow([{ items: [item] }]);

  expect(sweeps).toBeGreaterThanOrEqual(2);
  expect(position).toBe('8');
});

it('asks for the records of a gap', async () => {
  const { sweeps, position } = await follow([
    { items: [changes('8', change({ changeType: 'GAP_UPDATE', recordIds: ['500000000000000001'] }))] },
  ]);

  expect(sweeps).toBeGreaterThanOrEqual(1);
  expect(position).toBe('8');
});

it('passes over changes of what it does not follow', async () => {
  const { position } = await follow([{ items: [changes('8', change({ entity: 'Care_Message__c' }))] }]);

  expect(position).toBe('8');
});

it('says that it only sweeps while the events of the day are used up, and that it is live again', async () => {
  const { told } = await follow([{ fails: 'limit' }, { items: [{ type: 'open' }] }]);

  expect(told).toEqual(['sweep_only', 'live']);
});

it('sweeps, and says so, when nobody may read the stream', async () => {
  const { told, sweeps } = await follow([], { noAccess: true });

  expect(told).toEqual(['sweep_only']);
  expect(sweeps).toBeGreaterThan(1);
});
