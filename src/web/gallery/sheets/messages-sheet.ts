import { html } from 'lit';
import type { MessageItem } from '../../elements/thread-item.ts';
import {
  ALL_ACTIONS,
  ANSWER,
  COMMENT,
  DIRECT,
  FAILED,
  HOSTILE,
  NOTE,
  PHOTO,
  PUBLIC_REPLY,
  QUEUED,
} from '../samples.ts';
import '../../elements/message.ts';
import '../../elements/note.ts';

const ANSWERING: MessageItem = {
  ...PUBLIC_REPLY,
  id: 'quoted',
  replyTo: { author: COMMENT.author, text: COMMENT.text },
};

const draw = (item: MessageItem) =>
  html`<care-message tabindex="0" .item=${item} .actions=${ALL_ACTIONS}></care-message>`;

export const messagesSheet = () => html`
  <div class="two">
    <div class="paper">${[COMMENT, PUBLIC_REPLY, PHOTO, DIRECT, ANSWER].map(draw)}<care-note tabindex="0" .item=${NOTE}></care-note></div>
    <div class="paper">${[ANSWERING, QUEUED, FAILED, ...HOSTILE].map(draw)}</div>
  </div>
`;
