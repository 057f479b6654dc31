import type { InboxRow } from '../elements/inbox-row.ts';
import type { EventItem, MessageAction, MessageItem, NoteItem, ThreadItem } from '../elements/thread-item.ts';

/** Conversations of our own writing, placed on today and the days before it. */
const today = new Date();

export function at(daysAgo: number, clock: string): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const time = new Date(today);
  time.setDate(time.getDate() - daysAgo);
  time.setHours(hours, minutes, 0, 0);
  return time.toISOString();
}

const MAYA: Omit<MessageItem, 'id' | 'text' | 'at'> = {
  type: 'message',
  direction: 'incoming',
  kind: 'direct_message',
  author: 'Maya Lindqvist',
  mine: false,
  attachments: [],
  delivery: null,
  failure: null,
  inSalesforce: false,
  replyTo: null,
  permalink: 'https://example.com/p/1',
};

const ME: typeof MAYA = {
  ...MAYA,
  direction: 'outgoing',
  author: 'Tomás Vega',
  mine: true,
  delivery: 'sent',
  inSalesforce: true,
};

export const ALL_ACTIONS: readonly MessageAction[] = [
  'reply',
  'copy',
  'open',
  'edit',
  'discard',
  'send_again',
];

export const COMMENT: MessageItem = {
  ...MAYA,
  id: 'comment',
  kind: 'public_reply',
  text: 'Loved mine for two weeks, then the seam under the arm split on the first windy day. Is that normal for a 3,200 kr jacket??',
  at: at(3, '18:42'),
};
export const PUBLIC_REPLY: MessageItem = {
  ...ME,
  id: 'public',
  kind: 'public_reply',
  text: 'That is not how it should end, Maya. We have written to you privately so we can put it right.',
  at: at(3, '18:57'),
};
export const PHOTO: MessageItem = {
  ...MAYA,
  id: 'photo',
  text: 'Here it is. Order FV-20881, bought 6 November.',
  attachments: [
    { url: 'https://example.com/torn-seam.jpg', name: 'torn-seam.jpg', type: 'image/jpeg', size: 1_214_000 },
  ],
  at: at(3, '19:03'),
};
export const NOTE: NoteItem = {
  type: 'note',
  id: 'note',
  author: 'Ines Okafor',
  mine: false,
  text: 'Third torn Skarn seam this week. Replacements are in stock.',
  at: at(0, '09:12'),
};
export const DIRECT: MessageItem = {
  ...ME,
  id: 'direct',
  text: 'Good morning Maya, I’m Tomás. I have put a new Skarn in M aside for you. May I send it to the address on order FV-20881?',
  at: at(0, '09:20'),
};
export const ANSWER: MessageItem = {
  ...MAYA,
  id: 'answer',
  text: 'Yes please! Same address. Do I send the torn one back first?',
  at: at(0, '09:26'),
};
export const QUEUED: MessageItem = {
  ...ME,
  id: 'queued',
  text: 'No need, keep it for the garden.',
  delivery: 'queued',
  inSalesforce: false,
  at: at(0, '09:32'),
};
export const FAILED: MessageItem = {
  ...QUEUED,
  id: 'failed',
  text: 'No need, keep it for the garden. Your new jacket leaves today and arrives Wednesday.',
  delivery: 'failed',
  failure: 'Instagram took too long to answer. It has not been sent twice.',
};
export const DONE: EventItem = {
  type: 'event',
  id: 'done',
  text: 'You set Done, 09:34.',
  at: at(0, '09:34'),
  status: 'done',
};

export const CONVERSATION: readonly ThreadItem[] = [COMMENT, PUBLIC_REPLY, PHOTO, NOTE, DIRECT, ANSWER];

export const HOSTILE: readonly MessageItem[] = [
  {
    ...MAYA,
    id: 'h1',
    text: '<img src=x onerror=alert(1)> <b>not bold</b> javascript:alert(1)',
    at: at(0, '10:00'),
  },
  { ...MAYA, id: 'h2', text: 'שלום, ראו https://example.com/order?id=20881 בבקשה', at: at(0, '10:20') },
  {
    ...MAYA,
    id: 'h3',
    author: '\u202Egnp.exe',
    text: `One word: ${'Donaudampfschifffahrts'.repeat(8)}`,
    attachments: [{ url: 'javascript:alert(1)', name: 'not-a-link.html', type: 'text/html', size: null }],
    at: at(0, '10:40'),
  },
];

export const longConversation = (length: number): ThreadItem[] =>
  Array.from({ length }, (_, index) => ({
    ...(index % 3 === 2 ? { ...ME, text: `Answer ${index}: it is on its way, with the next parcel.` } : MAYA),
    id: `m${index}`,
    text:
      index % 3 === 2
        ? `Answer ${index}: it is on its way, with the next parcel.`
        : `Question ${index}: where is it now? ${'It was promised for today. '.repeat(index % 4)}`,
    at: new Date(today.getTime() - (length - index) * 240_000).toISOString(),
  }));

const ROW: InboxRow = {
  caseId: 'case_1',
  customerName: 'Maya Lindqvist',
  platform: 'instagram',
  status: 'open',
  owner: 'You',
  preview: 'Yes please! Same address. Do I send the torn one back first?',
  at: at(0, '09:26'),
  unread: false,
  priority: 'high',
};

export const ROWS: readonly InboxRow[] = [
  ROW,
  {
    ...ROW,
    caseId: 'case_2',
    customerName: 'Jonas Brandt',
    platform: 'x',
    status: 'new',
    owner: '',
    preview: 'is the Copenhagen shop open on Sunday? Your site says two different things',
    at: at(0, '09:40'),
    unread: true,
    priority: 'medium',
  },
  {
    ...ROW,
    caseId: 'case_3',
    customerName: 'Amara Kone',
    platform: 'whatsapp',
    preview: 'Photo, and: this is the zip I mean',
    at: at(0, '09:38'),
    unread: true,
    priority: 'urgent',
  },
  {
    ...ROW,
    caseId: 'case_4',
    customerName: 'Petra Šimková',
    platform: 'facebook',
    status: 'pending',
    preview: 'Děkuji, už to funguje 🙏',
    at: at(2, '09:31'),
    priority: 'low',
  },
  {
    ...ROW,
    caseId: 'case_5',
    customerName: 'rainy.nora',
    platform: 'tiktok',
    status: 'on_hold',
    owner: 'Ines Okafor',
    preview: 'مرحبا، هل القياس متوفر؟',
    at: at(20, '09:15'),
    priority: 'medium',
  },
];
