import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LinkableCase } from '../../../api/embed.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import { link2Icon, rotateCwIcon } from '../../elements/icons.ts';
import { arrowLeftIcon, searchIcon } from '../../elements/page-icons.ts';
import type { LinkingWork } from '../linking.ts';
import { caseInWords, linkableRow, nameOf } from '../store/case-rows.ts';
import type { LinkingState, LinkingStore } from '../store/linking-store.ts';
import { renderLinkQuestion } from './link-question.ts';
import { listStyles } from './list-styles.ts';
import { RowKeys } from './row-keys.ts';
import type { WidgetView } from './widget-view.ts';
import '../../elements/button.ts';
import '../../elements/empty.ts';
import '../../elements/inbox-row.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';

/** A record without a Care case: why, which case may belong to it, the search for another, the question before. */
@customElement('care-link-case')
export class CareLinkCase extends LitElement implements WidgetView {
  static override styles = [
    listStyles,
    css`
      .offer { margin: auto 0; min-height: 0; overflow-y: auto; }
      .offer .rows { border-bottom: 0; }
      /* Where the button comes once it is known which case to offer. */
      .place { height: var(--care-control); }
      .head care-button { margin-inline-start: calc(-1 * var(--care-space-3)); }
      care-banner { display: block; margin-top: var(--care-space-4); }
    `,
  ];

  @property({ attribute: false }) store!: LinkingStore;
  @property({ attribute: false }) work!: LinkingWork;

  @query('care-search') private searchBox!: HTMLElement | null;
  @query('care-dialog') private dialog!: HTMLElementTagNameMap['care-dialog'];
  @query('care-dialog care-button[variant=primary]') private act!: HTMLElement | null;
  @query('.search') private searchButton!: HTMLElement | null;
  @query('care-button') private firstButton!: HTMLElement | null;

  #state: StoreController<LinkingState, LinkingState> | undefined;
  #searching = false;
  #asking = false;
  readonly #keys = new RowKeys(this);

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (state) => state);
    this.#state.follow(this.store);
  }

  protected override updated(_: PropertyValues<this>) {
    const { search, linking } = this.#state!.value;
    const asking = linking.status !== 'none';
    if (asking && !this.#asking) void this.dialog.updateComplete.then(() => this.act?.focus());
    this.#asking = asking;
    const searching = search.status !== 'closed';
    if (searching === this.#searching) return;
    this.#searching = searching;
    // Once it is drawn.
    setTimeout(() => (searching ? this.searchBox : this.searchButton)?.focus());
  }

  override focus() {
    this.focusFirst();
  }

  focusFirst() {
    (this.searchBox ?? this.firstButton)?.focus();
  }

  pressKey(event: KeyboardEvent): boolean {
    const { linking, search } = this.store.getState();
    if (linking.status !== 'none') {
      // The browser would close the question and the page take the key.
      if (event.key !== 'Escape') return false;
      this.work.cancel();
      return true;
    }
    if (event.key === '/') {
      if (search.status === 'closed') this.work.openSearch();
      else this.searchBox?.focus();
      return true;
    }
    if (event.key === 'Escape' && search.status !== 'closed') {
      this.work.closeSearch();
      return true;
    }
    return this.#keys.press(event);
  }

  override render() {
    const state = this.#state!.value;
    return html`
      <div class="pane" @care-open-case=${this.#chosen}>
        ${state.search.status === 'closed' ? this.#renderOffer(state) : this.#renderSearch(state)}
      </div>
      ${renderLinkQuestion(state.linking, this.#record(state), this.work)}
    `;
  }

  #renderOffer(state: LinkingState) {
    const { suggestions } = state;
    const suggested = suggestions.status === 'ready' ? suggestions.suggested : [];
    const [first] = suggested;
    const one = suggested.length === 1 && first && !first.linkedTo ? first : null;
    return html`<div class="offer">
      <care-empty .icon=${link2Icon} heading=${`No Care case belongs to this ${this.#record(state)}`}>
        ${state.object ?? 'Record'}s made in Salesforce have none until you link one. ${this.#offerInWords(state)}
        ${
          one
            ? html`<care-button slot="actions" variant="primary" .icon=${link2Icon} @click=${() => this.work.choose(one)}
                >Link ${caseInWords(one)}</care-button
              >`
            : suggestions.status === 'loading'
              ? html`<div slot="actions" class="place"></div>`
              : nothing
        }
        ${
          suggestions.status === 'failed'
            ? html`<care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.work.tryNow()}>Look again</care-button>`
            : nothing
        }
        <care-button
          slot="actions"
          class="search"
          .variant=${suggestions.status === 'ready' && suggested.length === 0 ? 'primary' : 'quiet'}
          .icon=${searchIcon}
          @click=${() => this.work.openSearch()}
          >Search Care cases</care-button
        >
      </care-empty>
      ${suggested.length > 0 && !one ? html`<div class="rows">${this.#renderRows('Suggested Care cases', suggested)}</div>` : nothing}
    </div>`;
  }

  #offerInWords({ suggestions }: LinkingState) {
    switch (suggestions.status) {
      case 'loading':
        return 'Looking for cases of the same customer…';
      case 'failed':
        return html`<span role="alert">${suggestions.refusal.fact} ${suggestions.refusal.remedy}</span>`;
      case 'ready':
        return countInWords(suggestions.suggested);
    }
  }

  #renderSearch(state: LinkingState) {
    const { words, search } = state;
    return html`<div class="head">
        <h2>
          <care-button variant="quiet" size="small" label="Back" hint="Back (Esc)" .icon=${arrowLeftIcon} @click=${() => this.work.closeSearch()}></care-button>
          Link a Care case
        </h2>
        <care-search
          label="Search Care cases"
          .value=${words}
          @care-change=${this.#searched}
          @keydown=${this.#searchKey}
        ></care-search>
      </div>
      <div class="rows" aria-busy=${search.status === 'searching'}>${this.#renderFound(state)}</div>`;
  }

  #renderFound({ search, suggestions }: LinkingState) {
    switch (search.status) {
      case 'closed':
      case 'idle': {
        const suggested = suggestions.status === 'ready' ? suggestions.suggested : [];
        return suggested.length > 0
          ? html`<h3>Suggested</h3>${this.#renderRows('Suggested Care cases', suggested)}`
          : html`<p class="end">Search by customer, handle, e-mail, case number or message text.</p>`;
      }
      case 'searching':
        return Array.from({ length: 3 }, () => html`<care-skeleton shape="row"></care-skeleton>`);
      case 'failed':
        return html`<care-empty role="alert" tone="danger" .icon=${rotateCwIcon} heading="The search didn’t work"
          >${search.refusal.fact} ${search.refusal.remedy}
          <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.work.tryNow()}>Try now</care-button></care-empty
        >`;
      case 'found':
        return search.found.length === 0
          ? html`<care-empty role="status" .icon=${searchIcon} heading="No Care case has “${search.words}”"
              >Customers, handles, e-mail addresses, case numbers and message texts were searched.</care-empty
            >`
          : this.#renderRows('Found Care cases', search.found);
    }
  }

  #renderRows(label: string, cases: readonly LinkableCase[]) {
    const stop = this.#keys.stopOf(cases.map(({ caseId }) => caseId));
    return html`<div role="list" aria-label=${label}>
      ${repeat(
        cases,
        ({ caseId }) => caseId,
        (one) => html`<care-inbox-row
          role="listitem"
          mark="unanswered"
          tabindex=${one.caseId === stop ? nothing : '-1'}
          .row=${linkableRow(one)}
        ></care-inbox-row>`,
      )}
    </div>`;
  }

  #record({ object }: LinkingState): string {
    return object ?? 'record';
  }

  #chosen({ detail }: HTMLElementEventMap['care-open-case']) {
    const { suggestions, search } = this.store.getState();
    const known = [
      ...(suggestions.status === 'ready' ? suggestions.suggested : []),
      ...(search.status === 'found' ? search.found : []),
    ];
    const chosen = known.find(({ caseId }) => caseId === detail.caseId);
    if (chosen) this.work.choose(chosen);
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.work.search(event.detail.value);
  }

  #searchKey(event: KeyboardEvent) {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') this.work.closeSearch();
    else if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    else if (!this.#keys.focus('')) return;
    event.preventDefault();
  }
}

/** "Maya Lindqvist has 1 open Care case." */
function countInWords(suggested: readonly LinkableCase[]): string {
  const [first] = suggested;
  if (!first) return '';
  const one = suggested.length === 1;
  const count = one ? '1 open Care case' : `${suggested.length} open Care cases`;
  const oneCustomer = suggested.every((each) => nameOf(each) === nameOf(first));
  if (!oneCustomer) return `${count} may belong to it.`;
  const elsewhere = one ? ', which belongs to another record' : ', which belong to other records';
  return `${nameOf(first)} has ${count}${suggested.every((each) => each.linkedTo) ? elsewhere : ''}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-link-case': CareLinkCase;
  }
}
