import type { MessageItem, ThreadItem } from './thread-item.ts';
import { dayName, sameDay } from './times.ts';

/** One row of the thread: the item, what separates it from the one above, and its place in a group. */
export interface ThreadRow {
  item: ThreadItem;
  /** Name of the day that begins here. */
  day: string | null;
  /** Who can read it changes here. */
  turn: 'private' | 'public' | null;
  /** The first item the reader has not seen. */
  unread: boolean;
  /** First and last of a group: one author, one kind, minutes apart. */
  head: boolean;
  foot: boolean;
}

const GROUP_MS = 5 * 60_000;

/**
 * Lays out the items from index `from` on. The first row always names its day and whether it is private,
 * so that a thread cut anywhere still leaves no doubt.
 */
export function threadRows(
  items: readonly ThreadItem[],
  from: number,
  unreadFrom: string | null,
): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let isPrivate = false;
  for (let index = from; index < items.length; index++) {
    const item = items[index]!;
    const above = index > from ? items[index - 1]! : null;
    const day = above !== null && sameDay(above.at, item.at) ? null : dayName(item.at);
    let turn: ThreadRow['turn'] = null;
    if (item.type === 'message') {
      const nowPrivate = item.kind === 'direct_message';
      if (nowPrivate !== isPrivate) turn = nowPrivate ? 'private' : 'public';
      isPrivate = nowPrivate;
    }
    const unread = item.id === unreadFrom;
    const head = above === null || turn !== null || unread || !continues(above, item);
    const last = rows.at(-1);
    if (last) last.foot = head;
    rows.push({ item, day, turn, unread, head, foot: true });
  }
  return rows;
}

function continues(above: ThreadItem, item: ThreadItem): boolean {
  return above.type === 'message' && item.type === 'message' && sameVoice(above, item);
}

const sameVoice = (a: MessageItem, b: MessageItem): boolean =>
  a.direction === b.direction &&
  a.kind === b.kind &&
  a.author === b.author &&
  sameDay(a.at, b.at) &&
  Math.abs(Date.parse(b.at) - Date.parse(a.at)) < GROUP_MS;
