// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { TimelineEntry } from '../case/store/case-types.ts';
import { ME, message, summary } from '../clients/testing/fake-care.ts';
import { drawFirstSight } from './first-sight.ts';

const place = document.createElement('div');
beforeEach(() => place.replaceChildren());

function draw(entries: TimelineEntry[]): void {
  drawFirstSight(
    place,
    {
      case: summary(),
      entries: [...entries].reverse(),
      olderEntries: false,
      draft: null,
      replyKinds: ['direct_message'],
      textLimits: { public: 280, private: 1_000 },
    },
    ME,
  );
}
const texts = (selector: string) => [...place.querySelectorAll(selector)].map((one) => one.textContent);

test('shows who writes and the newest messages, newest last', () => {
  draw(Array.from({ length: 12 }, (_, index) => message(index + 1)));
  expect(texts('.who b')).toEqual([summary().customer.name]);
  expect(texts('.bubble')).toEqual([5, 6, 7, 8, 9, 10, 11, 12].map((seq) => `Message ${seq}`));
});

test('shows text as text', () => {
  draw([message(1, { text: '<img src=x onerror=alert(1)>' })]);
  expect(place.querySelector('img')).toBeNull();
  expect(texts('.bubble')).toEqual(['<img src=x onerror=alert(1)>']);
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
  draw([
    message(1, { direction: 'outgoing', author: { name: ME.name, handle: '', agentId: ME.id } }),
    { type: 'note', id: 'note_1', seq: 2, author: ME, text: 'Ask the shop', at: '2026-11-20T10:00:00.000Z' },
  ] as TimelineEntry[]);
  expect(texts('.head b')).toEqual(['You', 'You']);
  expect(texts('.note .text')).toEqual(['Ask the shop']);
  expect(place.querySelector('.bubble')?.textContent).not.toContain('Ask the shop');
});

test('names the files of a message without words', () => {
  draw([
    message(1, {
      text: '',
      attachments: [{ url: 'https://files.example/a', name: 'seam.jpg', type: 'image/jpeg', size: 9 }],
    }),
  ]);
  expect(texts('.bubble')).toEqual(['seam.jpg']);
});
