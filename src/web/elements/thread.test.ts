// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { message, note } from './testing/items.ts';
import { allInside, drawn, hear, inside, mount, press, words } from './testing/mount.ts';
import './thread.ts';
import type { CareThread } from './thread.ts';
import type { ThreadItem } from './thread-item.ts';

const start = Date.UTC(2026, 10, 20);
const conversation = (length: number): ThreadItem[] =>
  Array.from({ length }, (_, index) =>
    message({
      id: `m${index}`,
      text: `message ${index}`,
      at: new Date(start + index * 600_000).toISOString(),
    }),
  );

const shown = (thread: CareThread) => allInside(thread, '[data-id]').map((row) => row.dataset.id);
const focused = (thread: CareThread) => (thread.shadowRoot!.activeElement as HTMLElement | null)?.dataset.id;
const focusable = (thread: CareThread) =>
  allInside(thread, '[data-id][tabindex="0"]').map((row) => row.dataset.id);

/** The reader goes up by this many px; happy-dom lays nothing out, so the box is told its sizes. */
async function readFurtherUp(thread: CareThread, by: number, height = 5000) {
  const box = inside(thread, '.scroll');
  Object.defineProperty(box, 'clientHeight', { value: 300, configurable: true });
  Object.defineProperty(box, 'scrollHeight', { value: height, configurable: true });
  box.scrollTop = -by;
  box.dispatchEvent(new Event('scroll'));
  await drawn(thread);
}

describe('care-thread', () => {
  it('draws the newest 60 of a thousand first', async () => {
    const thread = await mount('care-thread', { items: conversation(1000) });
    expect(shown(thread)).toHaveLength(60);
    expect(shown(thread).at(-1)).toBe('m999');
  });

  it('draws older ones as the reader comes near the top, and asks for those it was not given', async () => {
    const thread = await mount('care-thread', { items: conversation(100), hasOlder: true });
    const asked = hear('care-load-older');
    await readFurtherUp(thread, 4600);
    expect(shown(thread)).toHaveLength(100);
    expect(asked).toHaveLength(0);
    await readFurtherUp(thread, 4600);
    expect(asked).toHaveLength(1);
    thread.loadingOlder = true;
    await readFurtherUp(thread, 4600);
    expect(asked).toHaveLength(1);
  });

  it('offers older ones to the keyboard too', async () => {
    const thread = await mount('care-thread', { items: conversation(70) });
    inside(thread, '.older button').click();
    await drawn(thread);
    expect(shown(thread)).toHaveLength(70);
    expect(allInside(thread, '.older')).toEqual([]);
  });

  it('counts what comes in while the reader is further up, and goes there on demand', async () => {
    const thread = await mount('care-thread', { items: conversation(30) });
    const reached = hear('care-reach-newest');
    await readFurtherUp(thread, 2000);
    expect(words(inside(thread, '.pill'))).toBe('Newest');
    thread.items = [
      ...thread.items,
      message({ id: 'x' }),
      note({ id: 'y' }),
      message({ id: 'z', mine: false }),
    ];
    await drawn(thread);
    expect(words(inside(thread, '.pill'))).toBe('3 new messages');
    expect(words(inside(thread, '[aria-live="polite"]'))).toContain(
      'New message from Maya Lindqvist: Is it on its way?',
    );
    inside(thread, '.pill').click();
    await drawn(thread);
    expect(allInside(thread, '.pill')).toEqual([]);
    expect(inside(thread, '.scroll').scrollTop).toBe(0);
    expect(reached).toHaveLength(1);
  });

  it('goes to what the reader wrote themself', async () => {
    const thread = await mount('care-thread', { items: conversation(30) });
    await readFurtherUp(thread, 2000);
    thread.items = [...thread.items, message({ id: 'mine', mine: true, direction: 'outgoing' })];
    await drawn(thread);
    expect(inside(thread, '.scroll').scrollTop).toBe(0);
    expect(words(inside(thread, '[aria-live="polite"]'))).toBe('');
  });

  it('starts over at the newest of another conversation', async () => {
    const thread = await mount('care-thread', { items: conversation(200), conversation: 'case_1' });
    await readFurtherUp(thread, 4600);
    thread.conversation = 'case_2';
    thread.items = conversation(200);
    await drawn(thread);
    expect(shown(thread)).toHaveLength(60);
    expect(allInside(thread, '.pill')).toEqual([]);
  });

  it('replaces a message in place when more is known of it', async () => {
    const thread = await mount('care-thread', { items: conversation(3) });
    const before = allInside(thread, '[data-id]');
    thread.items = [...thread.items.slice(0, 2), message({ id: 'm2', text: 'edited' })];
    await drawn(thread);
    expect(allInside(thread, '[data-id]')).toEqual(before);
  });

  it('is one stop of the Tab key, at the newest, and moves by arrows, Home and End', async () => {
    const thread = await mount('care-thread', { items: conversation(5) });
    const list = inside(thread, '.list');
    expect(focusable(thread)).toEqual(['m4']);
    thread.focusItem('m4');
    press(list, 'ArrowUp');
    expect(focused(thread)).toBe('m3');
    await drawn(thread);
    expect(focusable(thread)).toEqual(['m3']);
    press(list, 'Home');
    expect(focused(thread)).toBe('m0');
    press(list, 'ArrowUp');
    expect(focused(thread)).toBe('m0');
    press(list, 'End');
    expect(focused(thread)).toBe('m4');
  });

  it('answers the focused message by R where answering is offered', async () => {
    const thread = await mount('care-thread', { items: conversation(2), actions: ['reply'] });
    const asked = hear('care-message-action');
    thread.focusItem('m1');
    press(inside(thread, '.list'), 'r');
    press(inside(thread, '.list'), 'r', { ctrlKey: true });
    expect(asked).toEqual([{ action: 'reply', id: 'm1' }]);
  });

  it('lets Escape pass when there is nowhere to go down to', async () => {
    const thread = await mount('care-thread', { items: conversation(5) });
    expect(press(inside(thread, '.list'), 'Escape')).toBe(true);
    await readFurtherUp(thread, 2000);
    expect(press(inside(thread, '.list'), 'Escape')).toBe(false);
    await drawn(thread);
    expect(allInside(thread, '.pill')).toEqual([]);
  });
});
