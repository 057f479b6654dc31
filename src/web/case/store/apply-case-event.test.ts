import { expect, test } from 'vitest';
import { CASE_ID, ME, message, OTHER, summary } from '../../clients/testing/fake-care.ts';
import { createCaseStore } from './case-store.ts';
import type { CaseEvent, TimelineEntry } from './case-types.ts';

function opened(entries: TimelineEntry[] = [message(1), message(2), message(3)]) {
  const store = createCaseStore(ME);
  store.getState().caseOpened({
    case: summary(),
    entries: entries.toReversed(),
    olderEntries: false,
    draft: null,
    replyKinds: ['public_reply'],
    textLimits: { public: 280, private: 1_000 },
  });
  return store;
}
const ids = (store: ReturnType<typeof opened>) => store.getState().entries.map((entry) => entry.id);
const at = '2026-11-20T10:00:00.000Z';

test('a new message stands last and is the last of its case', () => {
  const store = opened();
  const entry = message(4, { text: 'New' });
  store.getState().eventArrived({ type: 'message_added', caseId: CASE_ID, seq: 4, entry });
  expect(ids(store)).toEqual(['msg_1', 'msg_2', 'msg_3', 'msg_4']);
  expect(store.getState().summary?.lastMessage?.excerpt).toBe('New');
  expect(store.getState().lastSeq).toBe(4);
});

test('an event known already changes nothing', () => {
  const store = opened();
  const before = store.getState();
  store.getState().eventArrived({ type: 'message_added', caseId: CASE_ID, seq: 3, entry: message(9) });
  expect(store.getState()).toBe(before);
});

test("another case's event changes nothing", () => {
  const store = opened();
  const before = store.getState();
  store.getState().eventArrived({ type: 'message_added', caseId: 'case_other', seq: 4, entry: message(4) });
  expect(store.getState()).toBe(before);
});

test('a changed message keeps its place', () => {
  const store = opened();
  const entry = message(2, { salesforce: 'delivered' });
  store.getState().eventArrived({ type: 'message_changed', caseId: CASE_ID, seq: 4, entry });
  expect(ids(store)).toEqual(['msg_1', 'msg_2', 'msg_3']);
  expect(store.getState().entries[1]).toBe(entry);
});

test('a changed message older than what is loaded waits for its page', () => {
  const store = opened([message(2), message(3)]);
  store.getState().eventArrived({ type: 'message_changed', caseId: CASE_ID, seq: 4, entry: message(1) });
  expect(ids(store)).toEqual(['msg_2', 'msg_3']);
});

test('our own message coming back by the stream takes the place of the waiting copy', () => {
  const store = opened();
  store.getState().sendStarted({
    key: 'k',
    mode: 'public_reply',
    text: 'Hello',
    inReplyTo: null,
    thenStatus: null,
    at,
    state: 'sending',
    problem: null,
  });
  const author = { name: ME.name, handle: '', agentId: ME.id };
  const entry = message(4, { direction: 'outgoing', text: 'Hello', author });
  store.getState().eventArrived({ type: 'message_added', caseId: CASE_ID, seq: 4, entry });
  expect(store.getState().unsent).toEqual([]);
  store.getState().sendDone('k', entry);
  expect(ids(store)).toEqual(['msg_1', 'msg_2', 'msg_3', 'msg_4']);
});

test.each<[string, Extract<CaseEvent, { type: 'case_changed' }>['change'], object]>([
  ['done', { status: 'done' }, { status: 'done', doneAt: at }],
  ['open again', { status: 'open' }, { status: 'open', doneAt: null }],
  ['urgent', { priority: 'urgent' }, { priority: 'urgent' }],
  ['somebody else’s', { assignee: OTHER }, { assignee: OTHER, assignedAt: at }],
  ['nobody’s', { assignee: null }, { assignee: null, assignedAt: null }],
])('a case becomes %s', (_name, change, expected) => {
  const store = opened();
  store
    .getState()
    .eventArrived({ type: 'case_changed', caseId: CASE_ID, seq: 4, change, by: 'Salesforce', at });
  expect(store.getState().summary).toMatchObject(expected);
});

test('a kind of event from a newer service moves the sequence and nothing else', () => {
  const store = opened();
  const event = { type: 'sentiment_changed', caseId: CASE_ID, seq: 4 } as unknown as CaseEvent;
  const { entries } = store.getState();
  store.getState().eventArrived(event);
  expect(store.getState().entries).toBe(entries);
  expect(store.getState().lastSeq).toBe(4);
});

test('opening again keeps the older entries the reader has fetched', () => {
  const store = opened();
  store.getState().olderArrived({ entries: [message(0)], olderEntries: true });
  expect(ids(store)).toEqual(['msg_0', 'msg_1', 'msg_2', 'msg_3']);
  store.getState().caseOpened({
    case: summary({ seq: 5 }),
    entries: [message(5), message(3), message(2)],
    olderEntries: true,
    draft: null,
    replyKinds: ['public_reply'],
    textLimits: { public: 280, private: 1_000 },
  });
  expect(ids(store)).toEqual(['msg_0', 'msg_1', 'msg_2', 'msg_3', 'msg_5']);
});

test('a refused change goes back to what was, unless something newer came in', () => {
  const store = opened();
  const before = store.getState().summary;
  if (!before) throw new Error('The case is not open.');
  const problem = { code: 'X' } as never;
  store.getState().changeTried({ status: 'done' });
  expect(store.getState().summary?.status).toBe('done');
  store.getState().changeRefused(before, problem);
  expect(store.getState().summary?.status).toBe('open');
  store.getState().changeTried({ status: 'done' });
  store.getState().eventArrived({
    type: 'case_changed',
    caseId: CASE_ID,
    seq: 4,
    change: { status: 'pending' },
    by: 'x',
    at,
  });
  store.getState().changeRefused(before, problem);
  expect(store.getState().summary?.status).toBe('pending');
});
