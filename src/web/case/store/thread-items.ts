import type { MessageItem, ThreadItem } from '../../elements/thread-item.ts';
import type { CaseState } from './case-store.ts';
import type { MessageEntry, TimelineEntry } from './case-types.ts';
import type { Unsent } from './unsent-slice.ts';

const UNSENT = 'unsent:';

/** The key of an unsent message, from its id in the thread; null for all others. */
export const unsentKey = (itemId: string): string | null =>
  itemId.startsWith(UNSENT) ? itemId.slice(UNSENT.length) : null;

type Conversation = Pick<CaseState, 'entries' | 'unsent' | 'me' | 'summary'>;

/** Makes the thread's items of a case. Unchanged entries keep their item, so that only news are drawn again. */
export function createThreadItems(): (state: Conversation) => readonly ThreadItem[] {
  const made = new WeakMap<TimelineEntry | Unsent, ThreadItem>();
  let last: { from: Conversation; items: readonly ThreadItem[] } | null = null;

  const keep = <From extends TimelineEntry | Unsent>(from: From, make: () => ThreadItem): ThreadItem => {
    const known = made.get(from);
    if (known) return known;
    const item = make();
    made.set(from, item);
    return item;
  };

  return (state) => {
    const { entries, unsent, me, summary } = state;
    if (last && last.from.entries === entries && last.from.unsent === unsent && last.from.me === me) {
      return last.items;
    }
    const items = entries.map((entry, index) =>
      keep(entry, () =>
        entry.type === 'note'
          ? {
              type: 'note',
              id: entry.id,
              author: entry.author.name,
              mine: entry.author.id === me?.id,
              text: entry.text,
              at: entry.at,
            }
          : itemOfMessage(entry, entries, index, me?.id ?? null, summary?.profile.name ?? ''),
      ),
    );
    const waiting = unsent.map((message) => keep(message, () => itemOfUnsent(message, me?.name ?? '')));
    last = { from: state, items: [...items, ...waiting] };
    return last.items;
  };
}

function itemOfMessage(
  entry: MessageEntry,
  entries: readonly TimelineEntry[],
  index: number,
  myId: string | null,
  brand: string,
): MessageItem {
  return {
    type: 'message',
    id: entry.id,
    direction: entry.direction,
    kind: entry.kind,
    author: entry.author.name || entry.author.handle || brand,
    mine: myId !== null && entry.author.agentId === myId,
    text: entry.text,
    at: entry.sentAt,
    attachments: entry.attachments,
    delivery: entry.delivery?.state ?? null,
    failure: entry.delivery?.state === 'failed' ? entry.delivery.reason : null,
    // Said of our own words only: that a customer's message got there goes without saying.
    inSalesforce: entry.direction === 'outgoing' && entry.salesforce === 'delivered',
    replyTo: quoted(entry, entries, index),
    permalink: entry.permalink,
  };
}

/** What a message answers, unless that stands right above it. */
function quoted(entry: MessageEntry, entries: readonly TimelineEntry[], index: number) {
  if (entry.inReplyTo === null || entries[index - 1]?.id === entry.inReplyTo) return null;
  const answered = entries.find((one) => one.id === entry.inReplyTo);
  if (answered?.type !== 'message') return null;
  return { author: answered.author.name || answered.author.handle, text: answered.text };
}

function itemOfUnsent(message: Unsent, author: string): ThreadItem {
  const { key, text, at } = message;
  const id = UNSENT + key;
  if (message.mode === 'note' && message.state !== 'refused') {
    return { type: 'note', id, author, mine: true, text, at };
  }
  return {
    type: 'message',
    id,
    direction: 'outgoing',
    kind: message.mode === 'note' ? 'direct_message' : message.mode,
    author,
    mine: true,
    text,
    at,
    attachments: [],
    delivery: message.state === 'refused' ? 'failed' : message.state === 'waiting' ? 'queued' : null,
    failure: message.state === 'refused' ? factAndRemedy(message) : null,
    inSalesforce: false,
    replyTo: null,
    permalink: null,
  };
}

const factAndRemedy = ({ problem }: Unsent): string => (problem ? `${problem.fact} ${problem.remedy}` : '');
