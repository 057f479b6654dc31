import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OpenCaseRow } from '../../../api/embed.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import type { CareCaseView } from '../../case/views/case-view.ts';
import { rotateCwIcon } from '../../elements/icons.ts';
import { arrowLeftIcon, inboxIcon, searchIcon } from '../../elements/page-icons.ts';
import type { OpenCasesWork } from '../open-cases.ts';
import { findCases, nameOf, openCaseRow } from '../store/case-rows.ts';
import type { FrontCase, OpenCasesState, OpenCasesStore } from '../store/open-cases-store.ts';
import { listStyles } from './list-styles.ts';
import { RowKeys } from './row-keys.ts';
import type { WidgetView } from './widget-view.ts';
import '../../case/views/case-loading.ts';
import '../../case/views/case-view.ts';
import '../../elements/badge.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';
import '../../elements/inbox-row.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';
import '../../elements/sync-strip.ts';

/** Up to here a look finds a case sooner than a search. */
const WITHOUT_SEARCH = 8;

/** My open cases: who waits for me, and the case that is answered here instead of at its Salesforce record. */
@customElement('care-open-cases')
export class CareOpenCases extends LitElement implements WidgetView {
  static override styles = [
    listStyles,
    css`
      /* Room for what a row offers, so that nothing in it is written over. */
      .rows { --care-row-acts: 84px; }
      .back { display: flex; align-items: center; justify-content: space-between; gap: var(--care-space-4); min-height: 32px; padding-inline: var(--care-strip-inset, var(--care-space-6)); border-bottom: 1px solid var(--care-border); background: var(--care-surface-sunken); color: var(--care-text-faint); font: var(--care-type-caption); }
      care-case-view, care-case-loading { flex: 1; min-height: 0; }
    `,
  ];

  @property({ attribute: false }) store!: OpenCasesStore;
  @property({ attribute: false }) work!: OpenCasesWork;

  @query('care-case-view') private caseView!: CareCaseView | null;
  @query('care-search') private searchBox!: HTMLElement | null;
  @query('.back care-button') private wayBack!: HTMLElement | null;

  #state: StoreController<OpenCasesState, OpenCasesState> | undefined;
  /** What was in front when this was drawn last. */
  #front: FrontCase | null = null;
  readonly #keys = new RowKeys(this);

  constructor() {
    super();
    this.addEventListener('keydown', this.#keyCaught);
  }

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (state) => state);
    this.#state.follow(this.store);
  }

  protected override updated(_: PropertyValues<this>) {
    const before = this.#front;
    const front = this.#state!.value.front;
    this.#front = front;
    if (front === before) return;
    if (front === null) this.#keys.focus(before?.caseId);
    else setTimeout(() => this.#enter(front));
  }

  /** Once all that is in there is drawn. */
  #enter(front: FrontCase) {
    if (this.#front !== front) return;
    this.wayBack?.focus();
    // One comes here to write.
    if (front.status === 'open') this.caseView?.focus();
  }

  override focus() {
    if (this.#front) this.caseView?.focus();
    else this.#keys.focus();
  }

  focusFirst() {
    if (this.#front) this.wayBack?.focus();
    else if (this.searchBox) this.searchBox.focus();
    else this.#keys.focus();
  }

  pressKey(event: KeyboardEvent): boolean {
    if (this.#front) {
      if (event.key !== 'Escape' && !isWayBack(event)) return this.caseView?.pressKey(event) ?? false;
      this.work.leaveCase();
      return true;
    }
    if (event.key === '/' && this.searchBox) {
      this.searchBox.focus();
      return true;
    }
    return this.#keys.press(event);
  }

  override render() {
    const state = this.#state!.value;
    const { front, cases } = state;
    const waiting = cases.filter((one) => one.unanswered);
    return html`
      <section class="pane" aria-label="My open cases" ?hidden=${front !== null} @care-open-case=${this.#picked}>
        ${this.#renderHead(state)} ${this.#renderTrouble(state)}
        <p class="visually-hidden" role="status">${waiting.length === 0 ? '' : `${waiting.length} unanswered`}</p>
        <div class="rows">${this.#renderRows(state)}</div>
      </section>
      ${front ? this.#renderFront(front, waiting.filter(({ caseId }) => caseId !== front.caseId).length) : nothing}
    `;
  }

  #renderHead({ cases, words, load }: OpenCasesState) {
    const searchable = cases.length > WITHOUT_SEARCH || words !== '';
    return html`<div class="head">
        <h2>My open cases${load.status === 'ready' && cases.length > 0 ? html`<care-badge>${cases.length}</care-badge>` : nothing}</h2>
        ${
          searchable
            ? html`<care-search
                label="Search my cases"
                shortcut="/"
                .value=${words}
                @care-change=${this.#searched}
                @keydown=${this.#searchKey}
              ></care-search>`
            : nothing
        }
      </div>
      ${this.#renderStrip()}`;
  }

  #renderStrip() {
    const { freshness } = this.#state!.value;
    const lost = freshness.status === 'lost';
    const text = { connecting: 'Looking for your cases…', live: 'Up to date', lost: 'Not up to date' };
    return html`<care-sync-strip
      .tone=${{ connecting: 'neutral', live: 'success', lost: 'warning' }[freshness.status]}
      .text=${text[freshness.status]}
      .at=${lost ? freshness.since : ''}
      since
      .action=${lost ? 'Try now' : ''}
      @care-strip-action=${() => this.work.tryNow()}
    ></care-sync-strip>`;
  }

  #renderTrouble({ trouble, cases }: OpenCasesState) {
    if (!trouble) return nothing;
    const { refusal, caseId } = trouble;
    const listed = cases.find((one) => one.caseId === caseId);
    const act = listed ? () => this.work.answerHere(caseId) : () => this.store.getState().troubled(null);
    return html`<care-banner
      flush
      tone="danger"
      .fact=${refusal.fact}
      .details=${refusal.code}
      .action=${listed ? (listed.record ? 'Answer here' : 'Try again') : 'Close'}
      @care-banner-action=${act}
      >${refusal.remedy}</care-banner
    >`;
  }

  #renderRows({ load, cases, words, more }: OpenCasesState) {
    if (load.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" .icon=${rotateCwIcon} heading="The list didn’t arrive"
        >${load.refusal.fact} ${load.refusal.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.work.tryNow()}>Try now</care-button></care-empty
      >`;
    }
    if (load.status === 'loading') {
      return html`<div class="group"></div>
        ${Array.from({ length: 6 }, () => html`<care-skeleton shape="row"></care-skeleton>`)}`;
    }
    if (cases.length === 0) {
      return html`<care-empty tone="success" .icon=${inboxIcon} heading="All answered">The next case appears here by itself.</care-empty>`;
    }
    const found = findCases(cases, words);
    if (found.length === 0) {
      return html`<care-empty .icon=${searchIcon} heading="None of your cases has “${words}”"
        >Names, handles, numbers and last messages were searched.
        <care-button slot="actions" @click=${() => this.#search('')}>Show all cases</care-button></care-empty
      >`;
    }
    const waiting = found.filter((one) => one.unanswered);
    const answered = found.filter((one) => !one.unanswered);
    const stop = this.#keys.stopOf([...waiting, ...answered].map(({ caseId }) => caseId));
    const group = (heading: string, rows: readonly OpenCaseRow[]) =>
      // A group that is the whole list has its number above already.
      this.#renderGroup(heading, rows, stop, rows.length < cases.length);
    return html`
      ${group('Unanswered', waiting)} ${group('Answered', answered)}
      ${more ? html`<p class="end">These are the first ${cases.length}. See the rest in Care.</p>` : nothing}
    `;
  }

  #renderGroup(heading: string, cases: readonly OpenCaseRow[], stop: string, counted: boolean) {
    if (cases.length === 0) return nothing;
    return html`<h3>${heading}${counted ? html`<care-badge>${cases.length}</care-badge>` : nothing}</h3>
      <div role="list" aria-label=${heading}>
        ${repeat(
          cases,
          ({ caseId }) => caseId,
          (one) => html`<care-inbox-row
            role="listitem"
            mark="unanswered"
            tabindex=${one.caseId === stop ? nothing : '-1'}
            .row=${openCaseRow(one)}
            >${one.record ? this.#renderAnswer(one) : nothing}</care-inbox-row
          >`,
        )}
      </div>`;
  }

  #renderAnswer(one: OpenCaseRow) {
    return html`<care-button
      slot="acts"
      variant="link"
      size="small"
      hint=${`Answer ${nameOf(one)} without opening the record`}
      @click=${() => this.work.answerHere(one.caseId)}
      >Answer here</care-button
    >`;
  }

  #renderFront(front: FrontCase, others: number) {
    return html`<nav class="back" aria-label="Back">
        <care-button variant="link" size="small" .icon=${arrowLeftIcon} hint="Esc" @click=${() => this.work.leaveCase()}
          >My open cases</care-button
        >${others > 0 ? html`<span role="status">${others} more unanswered</span>` : nothing}
      </nav>
      ${
        front.status === 'open'
          ? html`<care-case-view .store=${front.case} .work=${front.work}></care-case-view>`
          : html`<care-case-loading></care-case-loading>`
      }`;
  }

  #picked({ detail }: HTMLElementEventMap['care-open-case']) {
    this.work.pick(detail.caseId);
  }

  #search(words: string) {
    this.store.getState().searched(words);
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.#search(event.detail.value);
  }

  /** From the words to what they found. */
  #searchKey(event: KeyboardEvent) {
    if (event.isComposing || event.defaultPrevented || !['ArrowDown', 'Enter', 'Escape'].includes(event.key))
      return;
    event.preventDefault();
    this.#keys.focus('');
  }

  /** The way back holds in text fields, too: the browser would leave the page. */
  readonly #keyCaught = (event: KeyboardEvent) => {
    if (!this.#front || !isWayBack(event)) return;
    event.preventDefault();
    this.work.leaveCase();
  };
}

const isWayBack = ({ altKey, key }: KeyboardEvent) => altKey && key === 'ArrowLeft';

declare global {
  interface HTMLElementTagNameMap {
    'care-open-cases': CareOpenCases;
  }
}
