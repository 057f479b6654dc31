import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { MOST_BULK_CASES } from '../../../domain/bulk.ts';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { rotateCwIcon, xIcon } from '../../elements/icons.ts';
import type { InboxRow } from '../../elements/inbox-row.ts';
import { inboxIcon, searchIcon } from '../../elements/page-icons.ts';
import type { CareSearch } from '../../elements/search.ts';
import type { DeskState } from '../store/desk-store.ts';
import { mayEscalate } from '../store/session-slice.ts';
import '../../elements/badge.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';
import '../../elements/inbox-row.ts';
import '../../elements/menu.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';

export type InboxPart = Pick<
  DeskState,
  | 'view'
  | 'views'
  | 'search'
  | 'rows'
  | 'nextCursor'
  | 'inboxLoad'
  | 'seen'
  | 'session'
  | 'selecting'
  | 'selected'
>;

/**
 * Which case next: the views with their counts, a search, the rows.
 *
 * @fires care-open-case - From a row; detail `{ caseId }`.
 * @fires care-view-change - Another view was chosen; detail `{ view }`.
 * @fires care-search-words - The words of the search changed; detail `{ value }`.
 * @fires care-load-more - The end of the rows came near.
 * @fires care-select-begin - Rows are to be chosen.
 * @fires care-select-row - One was; detail `{ caseId, toHere }`.
 * @fires care-select-all - All of the list are.
 * @fires care-select-end - None are, after all.
 * @fires care-escalate-selected - The chosen ones are to go to Salesforce.
 */
@customElement('care-inbox-list')
export class CareInboxList extends LitElement {
  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
    header { display: grid; gap: var(--care-space-4); padding: var(--care-space-4) var(--care-space-5) var(--care-space-5); border-bottom: 1px solid var(--care-border); }
    h1 { margin: 0; display: flex; align-items: center; min-height: 32px; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
    h1 care-menu::part(button) { border-color: transparent; padding-inline: var(--care-space-2); font: inherit; color: inherit; }
    .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .rows { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; }
    .more { display: grid; place-items: center; padding: var(--care-space-5); }
    h1 .push { margin-inline-start: auto; }
    .pickable { display: flex; }
    .pickable care-inbox-row { flex: 1; min-width: 0; }
    .pick { display: grid; place-items: center; flex: none; width: 36px; border-bottom: 1px solid var(--care-border); cursor: pointer; }
    .pick input { width: 16px; height: 16px; margin: 0; accent-color: var(--care-accent); cursor: pointer; }
    .pick input:focus-visible { outline: 2px solid transparent; box-shadow: var(--care-focus-ring); }
    .picked { --care-neutral-quiet: var(--care-surface); background: var(--care-surface-selected); }
    .chosen { display: grid; gap: var(--care-space-3); padding: var(--care-space-4) var(--care-space-5); border-top: 1px solid var(--care-border); background: var(--care-surface-sunken); }
    .chosen div { display: flex; align-items: center; gap: var(--care-space-4); min-height: var(--care-target); }
    .chosen .push { margin-inline-start: auto; }
  `;

  @property({ attribute: false }) inbox!: InboxPart;
  /** The case now open beside the list. */
  @property() current = '';

  @query('care-search') private searchBox!: CareSearch | null;
  @query('.rows') private box!: HTMLElement | null;

  focusSearch() {
    this.searchBox?.focus();
  }

  /** Moves the focus one row on or back; the id of the row it is on then. */
  step(by: 1 | -1): string | null {
    const rows = [...this.renderRoot.querySelectorAll('care-inbox-row')];
    const focused = rows.findIndex(isFocused);
    const from = focused === -1 ? rows.findIndex((row) => row.current) : focused;
    const row = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
    row?.focus();
    return row?.row.caseId ?? null;
  }

  /** The id of the row the focus is on, or of the one that is open. */
  focusedRow(): string | null {
    const rows = [...this.renderRoot.querySelectorAll('care-inbox-row')];
    const row = rows.find(isFocused) ?? rows.find((each) => each.current);
    return row?.row.caseId ?? null;
  }

  override render() {
    const { view, views, search } = this.inbox;
    const label = views.find((one) => one.view === view)?.label ?? 'Inbox';
    const count = views.find((one) => one.view === view)?.count;
    return html`
      <header>
        <h1>
          <care-menu
            label="View"
            variant="quiet"
            size="medium"
            .value=${view}
            .items=${views.map((one) => ({ value: one.view, label: one.label, hint: String(one.count) }))}
            @care-select=${this.#viewChosen}
            >${label}</care-menu
          >${count === undefined ? nothing : html`<care-badge>${count}</care-badge>`}
          ${this.#renderBegin()}
        </h1>
        <care-search label="Search cases" shortcut="/" .value=${search} @care-change=${this.#searched}></care-search>
      </header>
      <h2 class="visually-hidden">Cases</h2>
      <div class="rows" @scroll=${this.#scrolled}>${this.#renderRows()}</div>
      ${this.#renderChosen()}
    `;
  }

  #renderRows() {
    const { inboxLoad, rows, search, nextCursor } = this.inbox;
    if (inboxLoad.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" .icon=${rotateCwIcon} heading="The list didn’t arrive"
        >${inboxLoad.problem.fact} ${inboxLoad.problem.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${this.#tryNow}>Try now</care-button></care-empty
      >`;
    }
    if (rows.length === 0 && inboxLoad.status === 'loading') {
      return Array.from({ length: 8 }, () => html`<care-skeleton shape="row"></care-skeleton>`);
    }
    if (rows.length === 0) {
      return search
        ? html`<care-empty .icon=${searchIcon} heading="No case has “${search}”"
            >Names, handles, case numbers and message texts were searched.</care-empty
          >`
        : html`<care-empty .icon=${inboxIcon} heading="All answered">The next case appears here by itself.</care-empty>`;
    }
    return html`${repeat(
      rows,
      (row) => row.id,
      (row) => this.#renderRow(row),
    )}${nextCursor ? html`<div class="more"><care-button variant="link" size="small" @click=${this.#more}>Show more</care-button></div>` : nothing}`;
  }

  #renderRow(summary: CaseSummary) {
    const { id } = summary;
    // The row stays the same element while selecting begins and ends: the focus is on it.
    return html`<div class="pickable ${this.inbox.selected.includes(id) ? 'picked' : ''}">
      ${this.inbox.selecting ? this.#renderTick(summary) : nothing}
      <care-inbox-row .row=${this.#row(summary)} ?current=${id === this.current}></care-inbox-row>
    </div>`;
  }

  #renderTick({ id, number, customer }: CaseSummary) {
    return html`<label class="pick"
      ><input
        type="checkbox"
        aria-label=${`Select ${customer.name || customer.handle} #${number}`}
        .checked=${live(this.inbox.selected.includes(id))}
        @click=${(event: MouseEvent) => this.#tell('care-select-row', { caseId: id, toHere: event.shiftKey })}
    /></label>`;
  }

  #renderBegin() {
    const { session, selecting, rows } = this.inbox;
    if (selecting || rows.length === 0 || session.status !== 'signed_in' || !mayEscalate(session))
      return nothing;
    return html`<care-button class="push" variant="quiet" size="small" hint="Select cases, X" @click=${() => this.#tell('care-select-begin')}>Select</care-button>`;
  }

  #renderChosen() {
    const { selecting, selected, rows, nextCursor } = this.inbox;
    if (!selecting) return nothing;
    const isAll = selected.length >= Math.min(MOST_BULK_CASES, rows.length) && !nextCursor;
    return html`<div class="chosen" role="region" aria-label="Selected cases">
      <div>
        <b role="status">${selected.length} selected</b>
        ${
          isAll || selected.length >= MOST_BULK_CASES
            ? nothing
            : html`<care-button variant="link" size="small" @click=${() => this.#tell('care-select-all')}
                >${this.#allInWords()}</care-button
              >`
        }
        <care-button class="push" variant="quiet" size="small" label="End selecting, Escape" .icon=${xIcon} @click=${() => this.#tell('care-select-end')}></care-button>
      </div>
      <care-button
        wide
        variant="primary"
        .refused=${selected.length === 0 ? 'Select at least one case.' : ''}
        @click=${() => this.#tell('care-escalate-selected')}
        >Escalate to Salesforce…</care-button
      >
    </div>`;
  }

  /** As many as there are, as far as that is known and they can go at once. */
  #allInWords(): string {
    const { rows, nextCursor, search, views, view } = this.inbox;
    const known = search === '' ? views.find((one) => one.view === view)?.count : undefined;
    const count = nextCursor ? known : rows.length;
    return count !== undefined && count <= MOST_BULK_CASES
      ? `Select all ${count}`
      : `Select the first ${MOST_BULK_CASES}`;
  }

  #row(summary: CaseSummary): InboxRow {
    const { session, seen } = this.inbox;
    const { customer, assignee, lastMessage } = summary;
    const mine = session.status === 'signed_in' && assignee?.id === session.agent.id;
    const outgoing = lastMessage?.direction === 'outgoing';
    return {
      caseId: summary.id,
      customerName: customer.name || customer.handle,
      platform: summary.profile.platform,
      status: summary.status,
      owner: mine ? 'You' : (assignee?.name ?? ''),
      preview: lastMessage ? `${outgoing ? 'Reply: ' : ''}${lastMessage.excerpt}` : '',
      at: lastMessage?.at ?? summary.createdAt,
      unread:
        lastMessage?.direction === 'incoming' && (seen[summary.id] ?? -1) < summary.seq && isWaiting(summary),
      priority: summary.priority,
    };
  }

  #viewChosen(event: CustomEvent<{ value: string }>) {
    this.#tell('care-view-change', { view: event.detail.value });
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.#tell('care-search-words', event.detail);
  }

  #scrolled() {
    const { box } = this;
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < box.clientHeight) this.#more();
  }

  #more() {
    if (this.inbox.nextCursor) this.#tell('care-load-more');
  }

  #tryNow() {
    this.#tell('care-try-now');
  }

  #tell(type: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** On the row, or on the tick beside it. */
const isFocused = (row: Element): boolean =>
  row.matches(':focus-within, :focus') || row.parentElement?.matches('.pickable:focus-within') === true;

/** New and Open wait for us; Pending and On hold wait for somebody else. */
const isWaiting = ({ status }: CaseSummary) => status === 'new' || status === 'open';

declare global {
  interface HTMLElementTagNameMap {
    'care-inbox-list': CareInboxList;
  }
  interface HTMLElementEventMap {
    'care-view-change': CustomEvent<{ view: DeskState['view'] }>;
    'care-search-words': CustomEvent<{ value: string }>;
    'care-load-more': CustomEvent<undefined>;
    'care-select-row': CustomEvent<{ caseId: string; toHere: boolean }>;
  }
}
