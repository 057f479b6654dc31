import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { rotateCwIcon } from '../../elements/icons.ts';
import type { InboxRow } from '../../elements/inbox-row.ts';
import { inboxIcon, searchIcon } from '../../elements/page-icons.ts';
import type { CareSearch } from '../../elements/search.ts';
import type { DeskState } from '../store/desk-store.ts';
import '../../elements/badge.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';
import '../../elements/inbox-row.ts';
import '../../elements/menu.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';

export type InboxPart = Pick<
  DeskState,
  'view' | 'views' | 'search' | 'rows' | 'nextCursor' | 'inboxLoad' | 'seen' | 'session'
>;

/**
 * Which case next: the views with their counts, a search, the rows.
 *
 * @fires care-open-case - From a row; detail `{ caseId }`.
 * @fires care-view-change - Another view was chosen; detail `{ view }`.
 * @fires care-search-words - The words of the search changed; detail `{ value }`.
 * @fires care-load-more - The end of the rows came near.
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
    const focused = rows.findIndex((row) => row.matches(':focus-within, :focus'));
    const from = focused === -1 ? rows.findIndex((row) => row.current) : focused;
    const row = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
    row?.focus();
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
        </h1>
        <care-search label="Search cases" shortcut="/" .value=${search} @care-change=${this.#searched}></care-search>
      </header>
      <h2 class="visually-hidden">Cases</h2>
      <div class="rows" @scroll=${this.#scrolled}>${this.#renderRows()}</div>
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
      (row) =>
        html`<care-inbox-row .row=${this.#row(row)} ?current=${row.id === this.current}></care-inbox-row>`,
    )}${nextCursor ? html`<div class="more"><care-button variant="link" size="small" @click=${this.#more}>Show more</care-button></div>` : nothing}`;
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
  }
}
