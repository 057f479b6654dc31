import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CommunityRow } from '../../../../api/community.ts';
import { messageCircleIcon, rotateCwIcon } from '../../../elements/icons.ts';
import type { InboxRow } from '../../../elements/inbox-row.ts';
import { searchIcon } from '../../../elements/page-icons.ts';
import type { CareSearch } from '../../../elements/search.ts';
import type { CommunityState } from '../community-store.ts';
import type { CommunityWork } from '../community-work.ts';
import '../../../elements/button.ts';
import '../../../elements/empty.ts';
import '../../../elements/inbox-row.ts';
import '../../../elements/search.ts';
import '../../../elements/skeleton.ts';

/** What people have written, newest first, with what was made of it. A row fires `care-open-case` with its id. */
@customElement('care-community-list')
export class CareCommunityList extends LitElement {
  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--care-surface); color: var(--care-text); font: var(--care-type-body); }
    header { display: grid; gap: var(--care-space-4); padding: var(--care-space-4) var(--care-space-5) var(--care-space-5); border-bottom: 1px solid var(--care-border); }
    h1 { margin: 0; display: flex; align-items: center; min-height: 32px; padding-inline: var(--care-space-2); font: var(--care-type-title); font-weight: var(--care-weight-strong); }
    .rows { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; }
    .more { display: grid; place-items: center; padding: var(--care-space-5); }
  `;

  @property({ attribute: false }) state!: CommunityState;
  @property({ attribute: false }) work!: CommunityWork;

  @query('care-search') private searchBox!: CareSearch | null;

  focusSearch() {
    this.searchBox?.focus();
  }

  /** Moves the focus one row on or back. */
  step(by: 1 | -1) {
    const rows = [...this.renderRoot.querySelectorAll('care-inbox-row')];
    const focused = rows.findIndex((row) => row.matches(':focus-within, :focus'));
    const from = focused === -1 ? rows.findIndex((row) => row.current) : focused;
    rows[Math.min(rows.length - 1, Math.max(0, from + by))]?.focus();
  }

  override render() {
    return html`
      <header>
        <h1>Messages</h1>
        <care-search label="Search messages" shortcut="/" .value=${this.state.search} @care-change=${this.#searched}></care-search>
      </header>
      <div class="rows">${this.#renderRows()}</div>
    `;
  }

  #renderRows() {
    const { load, rows, search, nextCursor, messageId } = this.state;
    if (load.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" level="2" .icon=${rotateCwIcon} heading="The list didn’t arrive"
        >${load.problem.fact} ${load.problem.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.work.refresh()}>Try now</care-button></care-empty
      >`;
    }
    if (rows.length === 0 && load.status === 'loading') {
      return Array.from({ length: 8 }, () => html`<care-skeleton shape="row"></care-skeleton>`);
    }
    if (rows.length === 0) {
      return search
        ? html`<care-empty level="2" .icon=${searchIcon} heading="No message has “${search}”"
            >Names, handles, texts and the numbers of Salesforce records were searched.</care-empty
          >`
        : html`<care-empty level="2" .icon=${messageCircleIcon} heading="No messages yet"
            >What people write to your profiles appears here by itself.</care-empty
          >`;
    }
    return html`${repeat(
      rows,
      (row) => row.id,
      (row) => html`<care-inbox-row .row=${rowOf(row)} ?current=${row.id === messageId}></care-inbox-row>`,
    )}${
      nextCursor
        ? html`<div class="more"><care-button variant="link" size="small" @click=${() => this.work.loadMore()}>Show more</care-button></div>`
        : nothing
    }`;
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.work.search(event.detail.value);
  }
}

const rowOf = (message: CommunityRow): InboxRow => ({
  caseId: message.id,
  customerName: message.author.name || message.author.handle,
  platform: message.profile.platform,
  status: null,
  owner: message.records.length === 0 ? message.profile.name : '',
  preview: message.text,
  at: message.sentAt,
  unread: false,
  priority: 'medium',
  where: message.records.map(wordsOf).join(', '),
});

/** Where a message has gone, as a row has room for it. */
function wordsOf({ object, state, number }: CommunityRow['records'][number]): string {
  if (state === 'created') return `${object} ${number ?? 'created'}`;
  return state === 'failed' ? `${object} not created` : `${object} not confirmed`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-community-list': CareCommunityList;
  }
}
