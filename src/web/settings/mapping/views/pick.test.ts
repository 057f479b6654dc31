// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { allInside, drawn, hear, inside, mount, press, words } from '../../../elements/testing/mount.ts';
import './pick.ts';

const option = (value: string, label: string, refused = '') => ({
  value,
  label,
  hint: `as ${value}`,
  refused,
});
const GROUPS = [
  { label: 'Dynamic', options: [option('assignee_name', 'Assigned agent'), option('author', 'Author')] },
  { label: 'Internal', options: [option('agent_name', 'Agent name')] },
  { label: 'Does not fit', options: [option('platform', 'Platform', 'Not here.')] },
];

async function open(find: string) {
  const pick = await mount('care-pick', { label: 'Subject', groups: GROUPS, value: 'author', find });
  pick.show();
  await drawn(pick);
  return pick;
}
const at = (pick: HTMLElement) => words(inside(pick, '.at > span'));
const shown = (pick: HTMLElement) => allInside(pick, '.option').map((each) => each.id);

async function type(pick: HTMLElement, text: string) {
  const box = inside<HTMLInputElement>(pick, '.find input');
  box.value = text;
  box.dispatchEvent(new Event('input'));
  await drawn(pick);
}

test('opens at what is chosen, and moves over all, one that cannot be chosen as well', async () => {
  const pick = await open('');
  expect(at(pick)).toBe('Author');
  const list = inside(pick, '.list');
  for (const [key, label] of [
    ['ArrowDown', 'Agent name'],
    ['ArrowDown', 'Platform'],
    ['ArrowDown', 'Assigned agent'],
    ['End', 'Platform'],
  ] as const) {
    press(list, key);
    await drawn(pick);
    expect(at(pick)).toBe(label);
  }
  const chosen = hear('care-select');
  press(list, 'Enter');
  expect(chosen).toEqual([]);
  expect(words(inside(pick, '.at .why'))).toBe('Not here.');
});

test('finds by words, begins with the best, and tells what was chosen', async () => {
  const pick = await open('Find Care data');
  await type(pick, 'agent name');
  expect(shown(pick)).toHaveLength(2);
  expect(at(pick)).toBe('Agent name');
  const chosen = hear('care-select');
  press(inside(pick, '.list'), 'Enter');
  await drawn(pick);
  expect(chosen).toEqual([{ value: 'agent_name' }]);
  expect(pick.shadowRoot!.activeElement).toBe(inside(pick, '.opens'));
  expect(shown(pick)).toEqual([]);
});

test('says when nothing is called so, and closes by Escape', async () => {
  const pick = await open('Find Care data');
  await type(pick, 'nonsense');
  expect(words(inside(pick, '.nothing'))).toBe('Nothing is called “nonsense”.');
  press(inside(pick, '.list'), 'Escape');
  await drawn(pick);
  expect(inside(pick, '.opens').getAttribute('aria-expanded')).toBe('false');
});
