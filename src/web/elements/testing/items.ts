import type { MessageItem, NoteItem } from '../thread-item.ts';

export const message = (change: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  id: 'msg_1',
  direction: 'incoming',
  kind: 'direct_message',
  author: 'Maya Lindqvist',
  mine: false,
  text: 'Is it on its way?',
  at: '2026-11-20T18:42:00.000Z',
  attachments: [],
  delivery: null,
  failure: null,
  inSalesforce: false,
  replyTo: null,
  permalink: null,
  ...change,
});

export const note = (change: Partial<NoteItem> = {}): NoteItem => ({
  type: 'note',
  id: 'note_1',
  author: 'Ines Okafor',
  mine: false,
  text: 'Third one this week.',
  at: '2026-11-20T18:43:00.000Z',
  ...change,
});
