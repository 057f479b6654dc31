import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, type Api, apiFor, connect, startTestOrg } from '../test-client.ts';
import { TestSubscriber } from './test-subscriber.ts';

const CHANNEL = '/data/Care__chn';
let org: SimulatedOrg;
let token: string;
let api: Api;
let subscriber: TestSubscriber;
const quiet = { 'Sforce-Auto-Assign': 'FALSE', 'Sforce-Call-Options': 'client=Care' };

beforeEach(async () => {
  org = await startTestOrg();
  token = (await connect(org.url, ADMIN)).access_token;
  api = apiFor(org.url, token);
  subscriber = new TestSubscriber(org, token);
});

afterEach(async () => {
  subscriber.close();
  await org.stop();
});

const newCase = async (fields: object = {}) =>
  (await api('POST', '/sobjects/Case', { Subject: 'Hello', Care_Case_Id__c: 'case_1', ...fields }, quiet))
    .body.id as string;

test('a Case that carries our id is followed on our channel, from creation to deletion', async () => {
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 10 });
  const id = await newCase();
  await api('PATCH', `/sobjects/Case/${id}`, { Status: 'Closed', Subject: null }, quiet);
  await api('DELETE', `/sobjects/Case/${id}`);
  await subscriber.until(() => subscriber.events.length === 3);
  const [created, updated, deleted] = subscriber.events;
  expect(created?.header).toMatchObject({
    entityName: 'Case',
    recordIds: [id],
    changeType: 'CREATE',
    changedFields: [],
  });
  expect(created?.header.changeOrigin).toBe('com/salesforce/api/rest/66.0;client=Care');
  expect(created?.fields).toMatchObject({ Subject: 'Hello', Status: 'New', Care_Case_Id__c: 'case_1' });
  expect(updated?.header.changeType).toBe('UPDATE');
  expect(updated?.header.changedFields).toEqual(
    expect.arrayContaining(['Status', 'IsClosed', 'ClosedDate', 'Subject']),
  );
  expect(updated?.header.nulledFields).toEqual(['Subject']);
  expect(updated?.fields).toMatchObject({ Status: 'Closed', Care_Case_Id__c: 'case_1' });
  expect(updated?.fields).not.toHaveProperty('Origin');
  expect(deleted?.header.changeType).toBe('DELETE');
});

test('the channel leaves out Cases without our id and messages that we wrote', async () => {
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 10 });
  const plain = await newCase({ Care_Case_Id__c: null });
  const message = (fields: object) =>
    api('POST', '/sobjects/Care_Message__c', { Case__c: plain, Body__c: 'x', ...fields }, quiet);
  await message({ Care_Id__c: 'msg_1' });
  const written = (await message({})).body.id as string;
  await subscriber.until(() => subscriber.events.length > 0);
  expect(subscriber.events.map(({ header }) => header.recordIds)).toEqual([[written]]);
  expect(subscriber.events[0]?.fields.Case__c).toBe(plain);
});

test('no more events come than were asked for, and the rest follows the next request', async () => {
  for (let i = 0; i < 5; i++) await newCase({ Subject: `Case ${i}` });
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 2 });
  await subscriber.until(() => subscriber.events.length === 2);
  subscriber.fetch({ topic_name: CHANNEL, num_requested: 3 });
  await subscriber.until(() => subscriber.events.length === 5);
  expect(subscriber.events.map(({ fields }) => fields.Subject)).toEqual([
    'Case 0',
    'Case 1',
    'Case 2',
    'Case 3',
    'Case 4',
  ]);
  expect(subscriber.answers.map(({ pending_num_requested }) => pending_num_requested)).toEqual([0, 0]);
});

test('a replay id resumes exactly after its event', async () => {
  for (let i = 0; i < 3; i++) await newCase({ Subject: `Case ${i}` });
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 1 });
  await subscriber.until(() => subscriber.events.length === 1);
  const again = new TestSubscriber(org, token);
  again.fetch({
    topic_name: CHANNEL,
    replay_preset: 'CUSTOM',
    replay_id: subscriber.events[0]?.replayId ?? Buffer.alloc(0),
    num_requested: 10,
  });
  await again.until(() => again.events.length === 2);
  expect(again.events.map(({ fields }) => fields.Subject)).toEqual(['Case 1', 'Case 2']);
  again.close();
});

test('silence brings an empty answer whose replay id passes over what the filter left out', async () => {
  org.core.control.keepaliveMs = 30;
  const seen = await newCase();
  await newCase({ Care_Case_Id__c: null });
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 10 });
  await subscriber.until(() => subscriber.answers.some(({ events }) => events.length === 0));
  const empty = subscriber.answers.find(({ events }) => events.length === 0);
  expect(subscriber.events.map(({ header }) => header.recordIds)).toEqual([[seen]]);
  expect(empty?.latest_replay_id.compare(subscriber.events[0]?.replayId ?? Buffer.alloc(8))).toBe(1);
});

test('equal changes of one transaction share an event', async () => {
  const ids = [await newCase(), await newCase()];
  const records = ids.map((id) => ({ attributes: { type: 'Case' }, id, Priority: 'High' }));
  await api('PATCH', '/composite/sobjects', { records }, quiet);
  subscriber.fetch({ topic_name: '/data/CaseChangeEvent', replay_preset: 'EARLIEST', num_requested: 10 });
  await subscriber.until(() => subscriber.events.length === 3);
  expect(subscriber.events[2]?.header).toMatchObject({
    changeType: 'UPDATE',
    recordIds: ids,
    sequenceNumber: 1,
  });
  expect(subscriber.events[2]?.fields.Priority).toBe('High');
});

test.each([
  ['a topic that does not exist', { topic_name: '/data/Nope__chn' }, status.NOT_FOUND],
  ['more than 100 events', { topic_name: CHANNEL, num_requested: 101 }, status.INVALID_ARGUMENT],
  [
    'a mangled replay id',
    { topic_name: CHANNEL, replay_preset: 'CUSTOM' as const, replay_id: Buffer.from('zz'), num_requested: 1 },
    status.INVALID_ARGUMENT,
  ],
  [
    'a replay id of the future',
    {
      topic_name: CHANNEL,
      replay_preset: 'CUSTOM' as const,
      replay_id: Buffer.alloc(8, 1),
      num_requested: 1,
    },
    status.INVALID_ARGUMENT,
  ],
])('%s is refused with an error code in the trailer', async (_name, request, code) => {
  subscriber.fetch({ num_requested: 1, ...request });
  await subscriber.until(() => subscriber.error !== null);
  expect(subscriber.error?.code).toBe(code);
  expect(String(subscriber.error?.metadata.get('error-code')[0])).toMatch(
    /^sfdc\.platform\.eventbus\.grpc\./,
  );
});

test('a user without View All may look at the topic but not subscribe', async () => {
  const agent = new TestSubscriber(org, (await connect(org.url, AGENT)).access_token);
  expect(await agent.topic('/data/CaseChangeEvent')).toMatchObject({
    can_subscribe: false,
    tenant_guid: org.orgId,
  });
  agent.fetch({ topic_name: CHANNEL, num_requested: 1 });
  await agent.until(() => agent.error !== null);
  expect(agent.error?.code).toBe(status.PERMISSION_DENIED);
  agent.close();
});

test('a dead token or another tenant is not let in', async () => {
  const stranger = new TestSubscriber(org, token, '00D000000000000EAA');
  await expect(stranger.topic(CHANNEL)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  stranger.close();
  org.core.control.keepaliveMs = 10;
  subscriber.fetch({ topic_name: CHANNEL, num_requested: 1 });
  await subscriber.until(() => subscriber.answers.length > 0);
  await org.core.control.expireAccessTokens();
  await org.core.records.create(org.core.users.byUsername(ADMIN)!, 'Case', { Care_Case_Id__c: 'case_2' });
  await subscriber.until(() => subscriber.error !== null);
  expect(String(subscriber.error?.metadata.get('error-code')[0])).toBe(
    'sfdc.platform.eventbus.grpc.service.auth.error',
  );
});

test('a gap says only that a record changed, and an overflow names none', async () => {
  const id = await newCase();
  await org.core.control.publishGap('Case', [id], 'GAP_UPDATE');
  await org.core.control.publishGap('Case', [], 'GAP_OVERFLOW');
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 10 });
  await subscriber.until(() => subscriber.events.length === 3);
  expect(subscriber.events.slice(1).map(({ header }) => [header.changeType, header.recordIds])).toEqual([
    ['GAP_UPDATE', [id]],
    ['GAP_OVERFLOW', ['000000000000000AAA']],
  ]);
});

test('after three days a replay id is no longer valid, and EARLIEST starts with what is left', async () => {
  await newCase({ Subject: 'old' });
  await newCase({ Subject: 'older than the retention too' });
  subscriber.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 1 });
  await subscriber.until(() => subscriber.events.length === 1);
  await org.core.control.expireEvents();
  const late = new TestSubscriber(org, token);
  late.fetch({
    topic_name: CHANNEL,
    replay_preset: 'CUSTOM',
    replay_id: subscriber.events[0]?.replayId ?? Buffer.alloc(8),
    num_requested: 1,
  });
  await late.until(() => late.error !== null);
  expect(String(late.error?.metadata.get('error-code')[0])).toMatch(/replayid\.validation\.failed$/);
  late.close();
  await newCase({ Subject: 'new' });
  const fresh = new TestSubscriber(org, token);
  fresh.fetch({ topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 5 });
  await fresh.until(() => fresh.events.length === 1);
  expect(fresh.events[0]?.fields.Subject).toBe('new');
  fresh.close();
});

test('an open stream can be cut', async () => {
  org.core.control.keepaliveMs = 10;
  subscriber.fetch({ topic_name: CHANNEL, num_requested: 1 });
  await subscriber.until(() => subscriber.answers.length > 0);
  org.core.control.cutStreams();
  await subscriber.until(() => subscriber.error !== null);
  expect(subscriber.error?.code).toBe(status.UNAVAILABLE);
});
