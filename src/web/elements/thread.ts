import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles } from './base-styles.ts';
import { buttonStyles } from './button-styles.ts';
import { drawIcon } from './draw-icon.ts';
import { drawShape, shapeStyles } from './draw-shape.ts';
import { arrowDownIcon, globeIcon, lockIcon } from './icons.ts';
import { tell } from './tell.ts';
import type { MessageAction, ThreadItem } from './thread-item.ts';
import { type ThreadRow, threadRows } from './thread-rows.ts';
import { threadStyles } from './thread-styles.ts';
import './message.ts';
import './note.ts';

/** Rows drawn at first, and drawn more of whenever the reader comes near the top. */
const WINDOW = 60;
/** Nearer to the newest row than this counts as being there, in px. */
const NEAR_END = 32;
const HOLDS_BY_ITSELF = globalThis.CSS?.supports?.('overflow-anchor', 'auto') ?? false;
const NO_ACTIONS: readonly MessageAction[] = [];

/**
 * A conversation, newest at the bottom. It draws the newest rows first and older ones as the reader goes up,
 * keeps the place they read at, and counts what comes in meanwhile on a pill.
 * Arrows move between messages, Home and End to the oldest drawn and the newest, R answers the focused one,
 * Escape goes down.
 *
 * @fires care-load-older - All given items are drawn and there are older ones (`hasOlder`).
 * @fires care-reach-newest - The reader came to the newest row after being away, or new rows came into view.
 * @fires care-message-action - From a message; see care-message.
 * @slot empty - Shown while there are no items.
 * @cssproperty --care-thread-inset - Space left and right.
 */
@customElement('care-thread')
export class CareThread extends LitElement {
  static override styles = [baseStyles, buttonStyles, shapeStyles, threadStyles];

  /** Oldest first. An item that changes is replaced by a new object of the same id. */
  @property({ attribute: false }) items: readonly ThreadItem[] = [];
  /** Id of the case. When it changes, the thread starts over at the newest row. */
  @property() conversation = '';
  /** There are older items than those given. */
  @property({ type: Boolean, attribute: 'has-older' }) hasOlder = false;
  @property({ type: Boolean, attribute: 'loading-older' }) loadingOlder = false;
  /** Id of the first item the reader has not seen. */
  @property({ attribute: 'unread-from' }) unreadFrom: string | null = null;
  /** What the app can do with a message. Keep the array the same. */
  @property({ attribute: false }) actions: readonly MessageAction[] = NO_ACTIONS;
  @property() label = 'Conversation';

  @state() private drawn = WINDOW;
  @state() private unseen = 0;
  @state() private away = false;
  @state() private active: string | null = null;
  @state() private announcement = '';
  @query('.scroll') private box!: HTMLElement | null;

  #heightBefore: number | null = null;
  #goToNewest = false;
  #hasScrolled = false;

  /** Shows the newest row. */
  scrollToNewest() {
    if (this.box) this.box.scrollTop = 0;
    this.#settle();
  }

  /** Moves the focus to a message or note that is drawn. False when it is not. */
  focusItem(id: string): boolean {
    const row = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-id]')].find(
      (one) => one.dataset.id === id,
    );
    row?.focus();
    return row !== undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('conversation')) return this.#startOver();
    const before = changed.get('items');
    if (before !== undefined) this.#follow(before, this.items);
  }

  protected override updated() {
    if (this.#goToNewest) {
      this.#goToNewest = false;
      // A box that was never scrolled is there: to say so would only lay it out once more.
      if (this.box && this.#hasScrolled) this.box.scrollTop = 0;
      tell(this, 'care-reach-newest');
    } else if (this.box && this.#heightBefore !== null) {
      // Rows came in below: what is being read stays where it is.
      this.box.scrollTop -= this.box.scrollHeight - this.#heightBefore;
    }
    this.#heightBefore = null;
  }

  override render() {
    const from = Math.max(0, this.items.length - this.drawn);
    const rows = threadRows(this.items, from, this.unreadFrom);
    const focusable = this.#focusable(rows);
    return html`
      <div class="scroll" @scroll=${this.#scrolled}>
        <div class="list" role="log" aria-live="off" aria-label=${this.label} @keydown=${this.#keyPressed} @focusin=${this.#focused}>
          ${this.#renderOlder(from)}
          ${repeat(
            rows,
            (row) => row.item.id,
            (row) => this.#renderRow(row, row.item.id === focusable),
          )}
          ${rows.length === 0 ? html`<slot name="empty"></slot>` : nothing}
        </div>
      </div>
      ${this.#renderPill()}
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    `;
  }

  #renderOlder(from: number) {
    if (this.loadingOlder) return html`<div class="older">Loading earlier messages…</div>`;
    if (from === 0 && !this.hasOlder) return nothing;
    return html`<div class="older">
      <button type="button" class="button link small" @click=${this.#showOlder}>Show earlier messages</button>
    </div>`;
  }

  #renderRow({ item, day, turn, unread, head, foot }: ThreadRow, focusable: boolean) {
    const tabindex = focusable ? '0' : '-1';
    return html`<div class="row ${head ? '' : 'same'}">
      ${day === null ? nothing : html`<div class="day" role="separator"><span>${day}</span></div>`}
      ${unread ? html`<div class="day unread" role="separator"><span>New</span></div>` : nothing}
      ${turn === null ? nothing : drawTurn(turn)}
      ${
        item.type === 'event'
          ? html`<p class="event">${item.status === null ? nothing : drawShape(item.status)} ${item.text}</p>`
          : item.type === 'note'
            ? html`<care-note data-id=${item.id} tabindex=${tabindex} .item=${item}></care-note>`
            : html`<care-message
                data-id=${item.id}
                tabindex=${tabindex}
                .item=${item}
                .head=${head}
                .foot=${foot}
                .actions=${this.actions}
              ></care-message>`
      }
    </div>`;
  }

  #renderPill() {
    if (!this.away) return nothing;
    const { unseen } = this;
    const words = unseen === 0 ? 'Newest' : unseen === 1 ? '1 new message' : `${unseen} new messages`;
    return html`<button type="button" class="button small pill" @click=${this.#toNewest}>${drawIcon(arrowDownIcon, 'small')}${words}</button>`;
  }

  #startOver() {
    this.announcement = '';
    this.drawn = WINDOW;
    this.active = null;
    this.#goDown();
  }

  #goDown() {
    this.unseen = 0;
    this.away = false;
    this.#goToNewest = true;
  }

  /** Sorts out what came in below and above since the last drawing. */
  #follow(before: readonly ThreadItem[], now: readonly ThreadItem[]) {
    const last = before.at(-1);
    if (last === undefined) return;
    const at = now.findLastIndex((item) => item.id === last.id);
    const added = at === -1 ? now.slice(before.length) : now.slice(at + 1);
    const above = now.length - added.length - before.length;
    this.drawn += added.length + Math.min(Math.max(above, 0), WINDOW);
    if (added.length === 0) return;
    const fromOthers = added.filter((item) => item.type !== 'event' && !item.mine);
    this.announcement = fromOthers.map(spoken).join(' ');
    if (!this.away || added.some((item) => item.type !== 'event' && item.mine)) {
      return this.#goDown();
    }
    this.unseen += fromOthers.length;
    if (!HOLDS_BY_ITSELF) this.#heightBefore = this.box?.scrollHeight ?? null;
  }

  #focusable(rows: readonly ThreadRow[]): string | null {
    const ids = rows.filter((row) => row.item.type !== 'event').map((row) => row.item.id);
    return this.active !== null && ids.includes(this.active) ? this.active : (ids.at(-1) ?? null);
  }

  #scrolled() {
    const { box } = this;
    if (!box) return;
    this.#hasScrolled = true;
    // Reversed: 0 is the newest, going up is negative.
    const fromEnd = -box.scrollTop;
    if (fromEnd < NEAR_END) this.#settle();
    else this.away = true;
    const toTop = box.scrollHeight - box.clientHeight - fromEnd;
    if (toTop < 2 * box.clientHeight) this.#showOlder();
  }

  /** The reader is at the newest row. */
  #settle() {
    if (!this.away && this.unseen === 0) return;
    this.away = false;
    this.unseen = 0;
    tell(this, 'care-reach-newest');
  }

  #showOlder() {
    if (this.drawn < this.items.length) this.drawn += WINDOW;
    else if (this.hasOlder && !this.loadingOlder) {
      tell(this, 'care-load-older');
    }
  }

  #focused(event: FocusEvent) {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (row?.dataset.id) this.active = row.dataset.id;
  }

  #keyPressed(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    const at = rows.findIndex((row) => row.dataset.id === this.active);
    if (event.key === 'ArrowUp') rows[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'ArrowDown') rows[Math.min(rows.length - 1, at + 1)]?.focus();
    else if (event.key === 'Home') rows[0]?.focus();
    else if (event.key === 'End') this.#toNewest();
    else if (event.key === 'Escape' && this.away) this.#toNewest();
    else if (event.key.toLowerCase() === 'r' && at !== -1) this.#answer(rows[at]!);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #toNewest() {
    [...this.renderRoot.querySelectorAll<HTMLElement>('[data-id]')].at(-1)?.focus({ preventScroll: true });
    this.scrollToNewest();
  }

  #answer(row: HTMLElement) {
    const id = row.dataset.id;
    const item = this.items.find((one) => one.id === id);
    if (item?.type !== 'message' || item.direction !== 'incoming' || !this.actions.includes('reply')) return;
    tell(this, 'care-message-action', { action: 'reply', id: item.id });
  }
}

const drawTurn = (turn: 'private' | 'public') => html`<div class="day ${turn}" role="separator">
  <span
    >${drawIcon(turn === 'private' ? lockIcon : globeIcon, 'tiny')}${
      turn === 'private' ? 'Direct messages from here' : 'Public from here'
    }</span
  >
</div>`;

const spoken = (item: ThreadItem): string =>
  item.type === 'event'
    ? item.text
    : `${item.type === 'note' ? 'Note by' : 'New message from'} ${item.author}: ${item.text}`;

declare global {
  interface HTMLElementTagNameMap {
    'care-thread': CareThread;
  }
  interface HTMLElementEventMap {
    'care-load-older': CustomEvent<undefined>;
    'care-reach-newest': CustomEvent<undefined>;
  }
}
