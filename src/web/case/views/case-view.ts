import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CaseStatus } from '../../../domain/case.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { CareComposer } from '../../elements/composer.ts';
import type { ComposerDraft, ComposerSend, ComposerTarget } from '../../elements/composer-draft.ts';
import { rotateCwIcon } from '../../elements/icons.ts';
import type { MenuItem } from '../../elements/menu-item.ts';
import type { CareThread } from '../../elements/thread.ts';
import type { MessageAction, MessageActionDetail } from '../../elements/thread-item.ts';
import type { CaseWork } from '../case-work.ts';
import { readCaseKey } from '../store/case-keys.ts';
import type { CaseState, CaseStore } from '../store/case-store.ts';
import { composerLock } from '../store/composer-rules.ts';
import { StoreController } from '../store/store-controller.ts';
import { syncWords } from '../store/sync-words.ts';
import { createThreadItems, unsentKey } from '../store/thread-items.ts';
import './case-loading.ts';
import '../../elements/button.ts';
import '../../elements/case-header.ts';
import '../../elements/composer.ts';
import '../../elements/empty.ts';
import '../../elements/sync-strip.ts';
import '../../elements/thread.ts';

const ACTIONS: readonly MessageAction[] = ['reply', 'copy', 'open', 'send_again', 'edit'];
/** What the service has, failed or not, stays on record; what it never took can be thrown away. */
const WITH_DISCARD: readonly MessageAction[] = [...ACTIONS, 'discard'];

/** What a component in a record page shows; a taller view fills up with the rest. */
const FIRST_SCREEN = 8;
/** The rest comes this long after the first screen, so as not to be in the way of its painting. */
const REST_MS = 50;

/**
 * One case at work: header, sync strip, conversation, composer. The widget is this alone; the desk sets it
 * between its list and its panel.
 *
 * @slot lead - Before the customer's name.
 */
@customElement('care-case-view')
export class CareCaseView extends LitElement {
  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); container-type: inline-size; }
    care-thread, care-case-loading, care-empty { flex: 1; min-height: 0; }
  `;

  @property({ attribute: false }) store!: CaseStore;
  @property({ attribute: false }) work!: CaseWork;
  /** Further acts in the header's menu; `care-more` tells which was chosen. */
  @property({ attribute: false }) more: readonly MenuItem[] = [];

  @state() private painted = false;
  @state() private helping = false;
  @state() private letterKeys = true;
  @query('care-composer') private composer!: CareComposer | null;
  @query('care-case-header') private header!: HTMLElement | null;
  @query('care-thread') private thread!: CareThread | null;

  #state: StoreController<CaseState, CaseState> | undefined;
  #items = createThreadItems();

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (state) => state);
    if (!this.#state.follow(this.store)) return;
    this.#items = createThreadItems();
    this.painted = false;
  }

  protected override updated() {
    if (this.painted || !this.store.getState().summary) return;
    // A frame that is not drawn never gets here, and has no use for more.
    requestAnimationFrame(() => setTimeout(() => (this.painted = true), REST_MS));
  }

  /** Puts the cursor where one writes. */
  override focus() {
    this.composer?.focus();
  }

  /** Puts the focus on the first thing in here. */
  focusFirst() {
    this.header?.focus();
  }

  /** Shows what every key does. */
  showKeys() {
    // Few need it, and none at first.
    void import('./keys-help.ts');
    this.helping = true;
  }

  override render() {
    const state = this.#state!.value;
    const { summary } = state;
    if (!summary) return this.#renderUnopened(state);
    const { customer, profile, assignee } = summary;
    return html`
      <care-case-header
        .caseNumber=${String(summary.number)}
        .customerName=${customer.name}
        .handle=${customer.handle}
        .platform=${profile.platform}
        .status=${summary.status}
        .priority=${summary.priority}
        .assignee=${assignee?.name ?? null}
        .more=${this.more}
        .assignedToMe=${assignee !== null && assignee.id === state.me?.id}
        @care-status-change=${this.#statusChosen}
        @care-priority-change=${this.#priorityChosen}
        @care-assign-me=${this.#assignMe}
      >
        <slot name="lead" slot="lead"></slot>
        ${this.#renderStrip(state)}
      </care-case-header>
      ${state.changeProblem ? this.#renderProblem(state.changeProblem) : nothing}
      <care-thread
        .conversation=${summary.id}
        .items=${this.#shownItems(state)}
        .actions=${state.unsent.length > 0 ? WITH_DISCARD : ACTIONS}
        ?has-older=${this.painted && state.olderEntries}
        ?loading-older=${state.loadingOlder}
        @care-load-older=${() => this.work.loadOlder()}
        @care-message-action=${this.#messageAction}
      ></care-thread>
      <care-composer
        .platform=${profile.platform}
        .kinds=${state.replyKinds}
        .mode=${state.mode}
        .text=${state.text}
        .from=${profile.name}
        .to=${customer.handle}
        .customerName=${customer.name}
        .target=${this.#target(state)}
        .thenStatus=${state.thenStatus}
        .lock=${composerLock(state)}
        @care-draft=${this.#drafted}
        @care-send=${this.#send}
        @care-status-change=${this.#thenChosen}
        @care-assign-me=${this.#assignMe}
        @care-reopen=${() => this.work.setStatus('open')}
      ></care-composer>
      ${this.helping ? this.#renderHelp() : nothing}
    `;
  }

  /** What fills the view comes first; the rest follows once that is on the screen. */
  #shownItems(state: CaseState) {
    const items = this.#items(state);
    return this.painted ? items : items.slice(-FIRST_SCREEN);
  }

  #renderProblem({ fact, remedy, code }: ApiProblem) {
    // Seldom needed, so not waited for at first.
    void import('../../elements/banner.ts');
    return html`<care-banner
      flush
      tone="danger"
      .fact=${fact}
      .details=${code}
      action="Close"
      @care-banner-action=${() => this.store.getState().changeProblemRead()}
      >${remedy}</care-banner
    >`;
  }

  #renderUnopened({ load }: CaseState) {
    if (load.status !== 'failed') return html`<care-case-loading></care-case-loading>`;
    return html`<care-empty role="alert" tone="danger" .icon=${rotateCwIcon} heading="The conversation didn’t arrive">
      ${load.problem.fact} ${load.problem.remedy}
      <care-button slot="actions" .icon=${rotateCwIcon} @click=${this.#tryNow}>Try now</care-button>
    </care-empty>`;
  }

  #renderHelp() {
    return html`<care-keys-help
      .letterKeys=${this.letterKeys}
      @care-close=${() => (this.helping = false)}
      @care-letter-keys=${(event: CustomEvent<{ on: boolean }>) => (this.letterKeys = event.detail.on)}
    ></care-keys-help>`;
  }

  #renderStrip(state: CaseState) {
    const strip = syncWords(state);
    return html`<care-sync-strip
      slot="strip"
      .tone=${strip.tone}
      .text=${strip.text}
      .at=${strip.at}
      .since=${strip.since}
      .action=${strip.action}
      @care-strip-action=${this.#tryNow}
    ></care-sync-strip>`;
  }

  #target({ inReplyTo, entries }: CaseState): ComposerTarget | null {
    const entry = inReplyTo === null ? undefined : entries.find((one) => one.id === inReplyTo);
    if (entry?.type !== 'message') return null;
    return { id: entry.id, author: entry.author.name || entry.author.handle, text: entry.text };
  }

  #statusChosen(event: CustomEvent<{ status: CaseStatus | null }>) {
    if (event.detail.status) void this.work.setStatus(event.detail.status);
  }

  #priorityChosen(event: HTMLElementEventMap['care-priority-change']) {
    void this.work.setPriority(event.detail.priority);
  }

  #assignMe() {
    void this.work.assignMe();
  }

  #tryNow() {
    this.dispatchEvent(new CustomEvent('care-try-now', { bubbles: true, composed: true }));
  }

  #drafted({ detail }: CustomEvent<ComposerDraft>) {
    this.work.write({ mode: detail.mode, text: detail.text, inReplyTo: detail.targetId });
  }

  #thenChosen(event: CustomEvent<{ status: CaseStatus | null }>) {
    this.store.getState().thenStatusChosen(event.detail.status);
  }

  #send({ detail }: CustomEvent<ComposerSend>) {
    this.store.getState().draftWritten({ mode: detail.mode, text: detail.text, inReplyTo: detail.targetId });
    this.work.replies.send(detail.thenStatus);
  }

  #messageAction({ detail }: CustomEvent<MessageActionDetail>) {
    const key = unsentKey(detail.id);
    const { replies } = this.work;
    if (key !== null) {
      if (detail.action === 'send_again') replies.sendAgain(key);
      if (detail.action === 'edit') replies.edit(key);
      if (detail.action === 'discard') replies.discard(key);
      return;
    }
    const entry = this.store.getState().entries.find((one) => one.id === detail.id);
    if (entry?.type !== 'message') return;
    if (detail.action === 'copy') void navigator.clipboard?.writeText(entry.text).catch(() => undefined);
    if (detail.action === 'open' && entry.permalink)
      window.open(entry.permalink, '_blank', 'noopener,noreferrer');
    if (detail.action === 'reply') this.#answer(entry.id, entry.kind === 'direct_message');
    if (detail.action === 'edit' || detail.action === 'send_again') {
      this.work.write({ mode: entry.kind, text: entry.text, inReplyTo: entry.inReplyTo });
      if (detail.action === 'send_again') replies.send(null);
      else this.composer?.focus();
    }
  }

  /** The mode never changes by itself while there is text. */
  #answer(messageId: string, isPrivate: boolean) {
    const { mode, text, replyKinds } = this.store.getState();
    const wanted = isPrivate ? 'direct_message' : mode === 'comment' ? 'comment' : 'public_reply';
    const next = text === '' && replyKinds.includes(wanted) ? wanted : mode;
    this.work.write({ mode: next, text, inReplyTo: isPrivate ? null : messageId });
    void this.updateComplete.then(() => this.composer?.focus());
  }

  /** What a key does here, outside text fields. True: it was ours. */
  pressKey(event: KeyboardEvent): boolean {
    const key = readCaseKey(event, this.letterKeys);
    if (!key || !this.store.getState().summary) return false;
    if (key.act === 'write') this.#turnTo(key.mode);
    if (key.act === 'assign_me') this.#assignMe();
    if (key.act === 'newest') this.thread?.scrollToNewest();
    if (key.act === 'status') void this.work.setStatus(key.status);
    if (key.act === 'help') this.showKeys();
    return true;
  }

  #turnTo(mode: 'public_reply' | 'direct_message' | 'note') {
    const { text, inReplyTo, replyKinds, mode: before } = this.store.getState();
    const next = mode === 'note' || replyKinds.includes(mode) ? mode : (replyKinds[0] ?? before);
    if (next !== before) this.work.write({ mode: next, text, inReplyTo });
    void this.updateComplete.then(() => this.composer?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-view': CareCaseView;
  }
  interface HTMLElementEventMap {
    /** Somebody does not want to wait for the next try. */
    'care-try-now': CustomEvent<undefined>;
  }
}
