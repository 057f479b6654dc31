import { expect, test } from 'vitest';
import { decideUndoWrite, type UndoSight, type UndoWish } from './decide-undo-write.ts';

const KEY = 'acct_1:escalation:2';
const CLOSE: UndoWish = { act: 'close', key: KEY, object: 'Case' };
const THERE = { kind: 'there', key: KEY, closed: false, mergedInto: null } satisfies UndoSight;

test('an open case is closed and unlinked, a closed one keeps its status', () => {
  expect(decideUndoWrite(THERE, CLOSE)).toEqual({ kind: 'unlink', close: true });
  expect(decideUndoWrite({ ...THERE, closed: true }, CLOSE)).toEqual({ kind: 'unlink', close: false });
  expect(decideUndoWrite(THERE, { ...CLOSE, act: 'unlink' })).toEqual({ kind: 'unlink', close: false });
});

test('what is to be deleted is deleted, unless others have put their record into it', () => {
  const wish: UndoWish = { ...CLOSE, act: 'delete' };
  expect(decideUndoWrite(THERE, wish)).toEqual({ kind: 'delete' });
  expect(decideUndoWrite({ ...THERE, mergedInto: '00001002' }, wish)).toEqual({
    kind: 'unlink',
    close: false,
  });
});

test.each([null, 'acct_1:escalation:3'])('a record with the key %s is not touched', (key) => {
  expect(decideUndoWrite({ ...THERE, key }, CLOSE)).toEqual({
    kind: 'nothing',
    outcome: 'The case carries no link to this case any more.',
  });
});

test('a record that is gone is left as it is, and said to be', () => {
  expect(decideUndoWrite({ ...THERE, key: null, mergedInto: '00001002' }, CLOSE)).toMatchObject({
    outcome: 'The case was merged into 00001002, which stays as it is.',
  });
  expect(decideUndoWrite({ kind: 'deleted' }, { ...CLOSE, object: 'Lead' })).toMatchObject({
    outcome: 'The lead is in Salesforce’s recycle bin.',
  });
  expect(decideUndoWrite({ kind: 'not_seen' }, CLOSE)).toMatchObject({ kind: 'nothing' });
});
