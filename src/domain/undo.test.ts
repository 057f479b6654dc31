import { expect, test } from 'vitest';
import { decideUndo, type UndoQuestion, undoActsOf, undoLimitInWords, usualUndo } from './undo.ts';

const QUESTION: UndoQuestion = {
  state: 'created',
  askedAt: '2026-01-01T10:00:00.000Z',
  now: '2026-01-01T11:00:00.000Z',
  minutes: 61,
};

test('an escalation is taken back within the limit, also while it is still being created', () => {
  expect(decideUndo(QUESTION)).toEqual({ kind: 'undo' });
  expect(decideUndo({ ...QUESTION, state: 'requested' })).toEqual({ kind: 'undo' });
});

test('the limit ends to the millisecond, and an account may have none', () => {
  expect(decideUndo({ ...QUESTION, minutes: 60 })).toEqual({ kind: 'refused', code: 'UNDO_TOO_LATE' });
  expect(decideUndo({ ...QUESTION, now: '2026-01-01T10:59:59.999Z', minutes: 60 })).toEqual({ kind: 'undo' });
  expect(decideUndo({ ...QUESTION, minutes: null })).toEqual({ kind: 'refused', code: 'UNDO_OFF' });
});

test('what is asked for twice is asked for once, even when the limit has passed meanwhile', () => {
  expect(decideUndo({ ...QUESTION, state: 'undoing', minutes: 1 })).toEqual({ kind: 'asked' });
  expect(decideUndo({ ...QUESTION, state: 'undone', minutes: null })).toEqual({ kind: 'asked' });
});

test.each(['failed', 'gone'] as const)('of one that is %s there is nothing to take back', (state) => {
  expect(decideUndo({ ...QUESTION, state })).toEqual({ kind: 'refused', code: 'NOTHING_TO_UNDO' });
});

test('a record that was there before Care is only unlinked, and a lead is never closed', () => {
  expect(undoActsOf({ object: 'Case', linked: false })).toEqual(['close', 'unlink', 'delete']);
  expect(undoActsOf({ object: 'Case', linked: true })).toEqual(['unlink']);
  expect(usualUndo({ object: 'Lead', linked: false }, 'close')).toBe('unlink');
  expect(usualUndo({ object: 'Lead', linked: false }, 'delete')).toBe('delete');
});

test.each([
  [1, '1 minute'],
  [90, '90 minutes'],
  [60, '1 hour'],
  [1_440, '24 hours'],
  [4_320, '3 days'],
])('%i minutes are said as %s', (minutes, words) => {
  expect(undoLimitInWords(minutes)).toBe(words);
});
