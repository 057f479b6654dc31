import { describe, expect, it } from 'vitest';
import { message, note } from './testing/items.ts';
import { threadRows } from './thread-rows.ts';

const at = (minute: number, day = 20) => new Date(2026, 10, day, 12, minute).toISOString();

describe('threadRows', () => {
  it('names the day where it begins', () => {
    const rows = threadRows([message({ id: 'a', at: at(0) }), message({ id: 'b', at: at(0, 21) })], 0, null);
    expect(rows.map((row) => row.day !== null)).toEqual([true, true]);
  });

  it('says where it turns private and where public again', () => {
    const items = [
      message({ id: 'a', at: at(0), kind: 'public_reply' }),
      message({ id: 'b', at: at(1) }),
      note({ id: 'c', at: at(2) }),
      message({ id: 'd', at: at(3) }),
      message({ id: 'e', at: at(4), kind: 'comment' }),
    ];
    expect(threadRows(items, 0, null).map((row) => row.turn)).toEqual([
      null,
      'private',
      null,
      null,
      'public',
    ]);
  });

  it('repeats day and privacy on the first row wherever the thread is cut', () => {
    const items = [message({ id: 'a', at: at(0) }), message({ id: 'b', at: at(1) })];
    expect(threadRows(items, 1, null)[0]).toMatchObject({ turn: 'private', head: true });
    expect(threadRows(items, 1, null)[0]?.day).not.toBeNull();
  });

  it('groups one author’s messages minutes apart under one head and over one foot', () => {
    const items = [
      message({ id: 'a', at: at(0) }),
      message({ id: 'b', at: at(2) }),
      message({ id: 'c', at: at(30) }),
      message({ id: 'd', at: at(31), author: 'Somebody else' }),
    ];
    const rows = threadRows(items, 0, null);
    expect(rows.map((row) => row.head)).toEqual([true, false, true, true]);
    expect(rows.map((row) => row.foot)).toEqual([false, true, true, true]);
  });

  it('ends a group at a note and at the first unread message', () => {
    const items = [
      message({ id: 'a', at: at(0) }),
      note({ id: 'n', at: at(1) }),
      message({ id: 'b', at: at(2) }),
      message({ id: 'c', at: at(3) }),
    ];
    const rows = threadRows(items, 0, 'c');
    expect(rows.map((row) => row.head)).toEqual([true, true, true, true]);
    expect(rows.map((row) => row.unread)).toEqual([false, false, false, true]);
  });
});
