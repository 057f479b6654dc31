import { expect, test } from 'vitest';
import { readCaseKey } from './case-keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

test.each([
  ['r', press('r'), { act: 'write', mode: 'public_reply' }],
  ['D', press('D'), { act: 'write', mode: 'direct_message' }],
  ['n', press('n'), { act: 'write', mode: 'note' }],
  ['a', press('a'), { act: 'assign_me' }],
  ['?', press('?'), { act: 'help' }],
  ['End', press('End'), { act: 'newest' }],
  ['Alt 5', press('5', { altKey: true, code: 'Digit5' }), { act: 'status', status: 'done' }],
  [
    'Alt 5 on a keyboard where it writes a sign',
    press('∞', { altKey: true, code: 'Digit5' }),
    { act: 'status', status: 'done' },
  ],
  ['Alt 7', press('7', { altKey: true, code: 'Digit7' }), null],
  ['Ctrl R, the browser’s own', press('r', { ctrlKey: true }), null],
  ['x', press('x'), null],
])('%s', (_name, event, expected) => {
  expect(readCaseKey(event, true)).toEqual(expected);
});

test('single letters can be switched off, the others stay', () => {
  expect(readCaseKey(press('r'), false)).toBeNull();
  expect(readCaseKey(press('End'), false)).toEqual({ act: 'newest' });
  expect(readCaseKey(press('2', { altKey: true, code: 'Digit2' }), false)).toEqual({
    act: 'status',
    status: 'open',
  });
});
