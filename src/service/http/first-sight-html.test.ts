// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { MessageEntry, NoteEntry, TimelineEntry } from '../../api/shapes.ts';
import { renderFirstSight, SIGHT_SCRIPT_HASH } from './first-sight-html.ts';
import { policyHash } from './policy-hash.ts';

const ME = { id: 'agent_1', name: 'Ines Okafor' };
const CUSTOMER = { name: 'Maya Lindqvist', handle: '@maya' };
const place = document.createElement('div');
beforeEach(() => place.replaceChildren());

const message = (seq: number, change: Partial<MessageEntry> = {}): MessageEntry => ({
  type: 'message',
  id: `msg_${seq}`,
  seq,
  direction: 'incoming',
  kind: 'public_reply',
  author: { name: CUSTOMER.name, handle: CUSTOMER.handle, agentId: null },
  text: `Message ${seq}`,
  attachments: [],
  inReplyTo: null,
  permalink: null,
  sentAt: new Date(Date.UTC(2026, 10, 20, 9, seq)).toISOString(),
  delivery: null,
  salesforce: null,
  ...change,
});
const note: NoteEntry = {
  type: 'note',
  id: 'note_1',
  seq: 2,
  author: ME,
  text: 'Ask the shop',
  at: '2026-11-20T10:00:00.000Z',
};

/** Entries oldest first, as they are read. */
function html(entries: TimelineEntry[], customer: Partial<typeof CUSTOMER> = {}): string {
  return renderFirstSight({
    customer: { ...CUSTOMER, ...customer },
    profile: { platform: 'instagram', name: 'Acme Home' },
    entries: [...entries].reverse(),
    readerId: ME.id,
  });
}
const draw = (...given: Parameters<typeof html>): void => {
  place.innerHTML = html(...given);
};
const texts = (selector: string) => [...place.querySelectorAll(selector)].map((one) => one.textContent);

test('shows who writes and the messages, newest last', () => {
  draw([1, 2, 3].map((seq) => message(seq)));
  expect(texts('.who > *')).toEqual(['Maya Lindqvist', '@maya on Instagram']);
  expect(texts('.bubble')).toEqual(['Message 1', 'Message 2', 'Message 3']);
});

test('shows text as text, whoever wrote it', () => {
  const evil = `<img src=x onerror="alert(1)">&'`;
  draw([message(1, { text: evil, author: { name: evil, handle: '', agentId: null } })], { name: evil });
  expect(place.querySelector('img')).toBeNull();
  expect([...texts('.bubble'), ...texts('.head b'), ...texts('.who b')]).toEqual([evil, evil, evil]);
});

test('says who can read it where that changes, and names an author once a group', () => {
  const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
  draw([
    message(1, { kind: 'public_reply', sentAt: at(0) }),
    message(2, { kind: 'direct_message', sentAt: at(1) }),
    message(3, { kind: 'direct_message', sentAt: at(2) }),
  ]);
  expect(texts('.turn')).toEqual(['Direct messages from here']);
  expect(place.querySelectorAll('.head')).toHaveLength(2);
});

test('calls the reader You, and keeps a note apart from what the customer can read', () => {
  draw([message(1, { direction: 'outgoing', author: { name: ME.name, handle: '', agentId: ME.id } }), note]);
  expect(texts('.head b')).toEqual(['You', 'You']);
  expect(texts('.note .text')).toEqual(['Ask the shop']);
  expect(texts('.bubble').join()).not.toContain('Ask the shop');
});

test('names the files of a message without words', () => {
  const file = { url: 'https://files.example/a', name: 'seam.jpg', type: 'image/jpeg', size: 9 };
  draw([message(1, { text: '', attachments: [file] })]);
  expect(texts('.bubble')).toEqual(['seam.jpg']);
});

test('leaves the hour to the reader’s browser, by the one script the page allows', () => {
  const page = html([message(1)]);
  const [, script = ''] = /<script>(.*)<\/script>$/.exec(page) ?? [];
  expect(policyHash(script)).toBe(SIGHT_SCRIPT_HASH);
  document.body.innerHTML = page.replace(/<script>.*/, '');
  new Function(script)();
  const time = document.querySelector('time');
  expect(time?.dateTime).toBe('2026-11-20T09:01:00.000Z');
  expect(time?.textContent).toBe(new Date('2026-11-20T09:01:00.000Z').toTimeString().slice(0, 5));
  document.body.replaceChildren();
});
