import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeliveryState } from '../../domain/message.ts';
import { MESSAGE_KIND_WORDS } from '../../domain/message-kind-words.ts';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { attachmentStyles, drawAttachments } from './draw-attachments.ts';
import { drawIcon } from './draw-icon.ts';
import { drawShape, shapeStyles } from './draw-shape.ts';
import { drawText } from './draw-text.ts';
import {
  checkCheckIcon,
  clockIcon,
  cloudCheckIcon,
  copyIcon,
  externalLinkIcon,
  globeIcon,
  lockIcon,
  penIcon,
  replyIcon,
  rotateCwIcon,
} from './icons.ts';
import { bubbleStyles } from './message-bubble-styles.ts';
import { messageStyles } from './message-styles.ts';
import { tell } from './tell.ts';
import type { MessageAction, MessageActionDetail, MessageItem } from './thread-item.ts';
import { clockTime, fullTime } from './times.ts';

const ACTIONS: Readonly<Record<MessageAction, { label: string; icon: string }>> = {
  reply: { label: 'Reply to this message', icon: replyIcon },
  copy: { label: 'Copy the text', icon: copyIcon },
  open: { label: 'Open on the platform', icon: externalLinkIcon },
  edit: { label: 'Edit', icon: penIcon },
  discard: { label: 'Delete', icon: '' },
  send_again: { label: 'Send again', icon: rotateCwIcon },
};

const ON_ANY: readonly MessageAction[] = ['reply', 'copy', 'open'];
const ON_FAILED: readonly MessageAction[] = ['edit', 'discard', 'send_again'];

/**
 * One message of a conversation: who, to whom it is readable, when, what, and how far it got.
 * It is an article with a name of its own; the thread moves the focus from one to the next.
 *
 * @fires care-message-action - Something was asked of this message; detail {@link MessageActionDetail}.
 * @cssproperty --care-message-width - Widest it gets: 88 % of the line or 35rem by default.
 */
@customElement('care-message')
export class CareMessage extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    buttonStyles,
    messageStyles,
    attachmentStyles,
    bubbleStyles,
  ];

  @property({ attribute: false }) item!: MessageItem;
  /** Author, kind and time above; off inside a group of one author's messages. */
  @property({ type: Boolean, attribute: false }) head = true;
  /** Delivery below; off inside a group, unless something needs saying. */
  @property({ type: Boolean, attribute: false }) foot = true;
  /** What the app can do with a message; see {@link MessageAction}. */
  @property({ attribute: false }) actions: readonly MessageAction[] = [];

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('item')) return;
    const { direction, kind, delivery } = this.item;
    this.toggleAttribute('out', direction === 'outgoing');
    this.toggleAttribute('private', kind === 'direct_message');
    this.setAttribute('delivery', delivery ?? '');
    this.setAttribute('role', 'article');
    this.setAttribute('aria-label', `${this.#author}, ${this.#kind}, ${clockTime(this.item.at)}`);
  }

  override render() {
    const { item } = this;
    const failed = item.delivery === 'failed';
    return html`
      ${this.head ? this.#renderHead() : nothing}
      <div class="bubble">
        ${item.replyTo === null ? nothing : this.#renderQuote(item.replyTo)} ${drawAttachments(item.attachments)}
        ${item.text === '' ? nothing : drawText(item.text)}
      </div>
      ${this.foot || failed || item.delivery === 'queued' ? this.#renderFoot() : nothing}
      ${failed ? this.#renderActions(ON_FAILED, 'remedies') : this.#renderActions(ON_ANY, 'actions')}
    `;
  }

  get #author() {
    return this.item.mine ? 'You' : this.item.author;
  }

  get #kind() {
    return MESSAGE_KIND_WORDS[this.item.kind][this.item.direction];
  }

  #renderHead() {
    const { item } = this;
    const isPrivate = item.kind === 'direct_message';
    // A customer's direct message stands under the thread's "Direct messages" line, which says it once.
    const said = isPrivate && item.direction === 'incoming';
    return html`<header>
      <b><bdi>${this.#author}</bdi></b>
      ${said ? nothing : html`<span class="kind">${drawIcon(isPrivate ? lockIcon : globeIcon, 'tiny')}${this.#kind}</span>`}
      <time datetime=${item.at} title=${fullTime(item.at)}>${clockTime(item.at)}</time>
    </header>`;
  }

  #renderQuote(quote: { author: string; text: string }) {
    return html`<div class="quote">
      <span>In reply to <bdi>${quote.author}</bdi></span>
      <p dir="auto">${quote.text}</p>
    </div>`;
  }

  #renderFoot() {
    const { delivery, failure, inSalesforce } = this.item;
    if (delivery === null && !inSalesforce) return nothing;
    return html`<footer>
      ${delivery === null ? nothing : drawDelivery(delivery)} ${failure === null ? nothing : html`<span>${failure}</span>`}
      ${inSalesforce ? html`<span class="delivery">${drawIcon(cloudCheckIcon, 'tiny')}In Salesforce</span>` : nothing}
    </footer>`;
  }

  #renderActions(offered: readonly MessageAction[], look: 'actions' | 'remedies') {
    const actions = offered.filter((action) => this.#offers(action));
    if (actions.length === 0) return nothing;
    const bare = look === 'actions';
    return html`<div class=${look}>
      ${actions.map((action) => {
        const { label, icon } = ACTIONS[action];
        return html`<button
          type="button"
          class="button small ${bare ? 'quiet icon-only' : ''}"
          aria-label=${bare ? label : nothing}
          title=${bare ? label : nothing}
          @click=${() => this.#ask(action)}
        >
          ${icon ? drawIcon(icon, bare ? '' : 'small') : nothing}${bare ? nothing : label}
        </button>`;
      })}
    </div>`;
  }

  #offers(action: MessageAction): boolean {
    if (!this.actions.includes(action)) return false;
    if (action === 'open') return this.item.permalink !== null;
    if (action === 'reply') return this.item.direction === 'incoming';
    return action !== 'copy' || this.item.text !== '';
  }

  #ask(action: MessageAction) {
    tell(this, 'care-message-action', { action, id: this.item.id });
  }
}

function drawDelivery(delivery: DeliveryState) {
  if (delivery === 'failed') return html`<span class="delivery failed">${drawShape('danger')}Not sent</span>`;
  if (delivery === 'queued')
    return html`<span class="delivery waiting">${drawIcon(clockIcon, 'tiny')}Waiting to send</span>`;
  return html`<span class="delivery">${drawIcon(checkCheckIcon, 'tiny')}Delivered</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-message': CareMessage;
  }
  interface HTMLElementEventMap {
    'care-message-action': CustomEvent<MessageActionDetail>;
  }
}
