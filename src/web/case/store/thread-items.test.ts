import { expect, test } from 'vitest';
import { ME, message, summary } from '../../clients/testing/fake-care.ts';
import { createThreadItems, unsentKey } from './thread-items.ts';
import type { Unsent } from './unsent-slice.ts';

const unsent = (change: Partial<Unsent> = {}): Unsent => ({
  key: 'key-1',
  mode: 'direct_message',
  text: 'On its way',
  inReplyTo: null,
  thenStatus: null,
  at: '2026-11-20T10:00:00.000Z',
  state: 'sending',
  problem: null,
  ...change,
});
const base = { me: ME, summary: summary(), unsent: [] as Unsent[] };

test('an entry that did not change keeps its item', () => {
  const items = createThreadItems();
  const entries = [message(1), message(2)];
  const before = items({ ...base, entries });
  const after = items({ ...base, entries: [...entries, message(3)] });
  expect(after.slice(0, 2)).toEqual(before);
  expect(after[0]).toBe(before[0]);
});

test('what is on its way stands last, and says how far it is', () => {
  const items = createThreadItems();
  const deliveries = (['sending', 'waiting', 'refused'] as const).map((state) => {
    const item = items({ ...base, entries: [message(1)], unsent: [unsent({ state })] }).at(-1);
    return item?.type === 'message' ? item.delivery : 'no message';
  });
  expect(deliveries).toEqual([null, 'queued', 'failed']);
});

test('an unsent message is told from all others by its id', () => {
  const items = createThreadItems()({ ...base, entries: [message(1)], unsent: [unsent()] });
  expect(items.map((item) => unsentKey(item.id))).toEqual([null, 'key-1']);
});

test('a quote is shown where the answered message does not stand right above', () => {
  const entries = [message(1), message(2, { inReplyTo: 'msg_1' }), message(3, { inReplyTo: 'msg_1' })];
  const quotes = createThreadItems()({ ...base, entries }).map((item) =>
    item.type === 'message' ? item.replyTo : null,
  );
  expect(quotes).toEqual([null, null, { author: 'Maya Lindqvist', text: 'Message 1' }]);
});
