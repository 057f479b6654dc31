import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseSummary } from '../../../../api/shapes.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { checkCheckIcon, externalLinkIcon, rotateCwIcon } from '../../../elements/icons.ts';
import { arrowLeftIcon, searchIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import { fullTime } from '../../../elements/times.ts';
import { bulkStyles } from '../../bulk/views/bulk-styles.ts';
import { drawCase } from '../../bulk/views/draw-case.ts';
import { linesOf } from '../../views/lines-of.ts';
import type { Unlinked } from '../start-unlinked.ts';
import type { Suggestion, UnlinkedState } from '../unlinked-store.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/contact.ts';
import '../../../elements/empty.ts';
import '../../../elements/search.ts';
import '../../../elements/skeleton.ts';

/**
 * Care cases that stand in Salesforce without a contact, each with who it may be.
 *
 * @fires care-open-case - To a case; detail `{ caseId }`.
 * @fires care-go - Back to the list.
 */
@customElement('care-unlinked-page')
export class CareUnlinkedPage extends LitElement {
  static override styles = [
    baseStyles,
    bulkStyles,
    css`
      header care-search { flex: 1 1 220px; max-width: 320px; margin-inline-start: auto; }
      @media (max-width: 699px) { header care-search { max-width: none; } }
      .more { display: grid; place-items: center; }
      care-contact { padding: 0; }
    `,
  ];

  @property({ attribute: false }) unlinked!: Unlinked;
  /** The list of cases is not beside it. */
  @property({ type: Boolean }) narrow = false;
  /** Why one may not link. */
  @property() refused = '';

  #state: StoreController<UnlinkedState, UnlinkedState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.unlinked.store, (all) => all);
    this.#state.follow(this.unlinked.store);
  }

  override render() {
    const state = this.#state!.value;
    return html`<header>
        ${
          this.narrow
            ? html`<care-button variant="quiet" size="small" label="Back to the list" .icon=${arrowLeftIcon} @click=${() => tell(this, 'care-go', { caseId: null })}></care-button>`
            : nothing
        }
        <h1>Salesforce cases without a contact</h1>
        ${state.load.status === 'ready' ? html`<span class="quiet">${state.total}</span>` : nothing}
        <care-search
          label="Search customers and cases"
          @care-change=${(event: CustomEvent<{ value: string }>) => {
            event.stopPropagation();
            this.unlinked.work.search(event.detail.value);
          }}
        ></care-search>
      </header>
      <div class="body">${this.#renderBody(state)}</div>`;
  }

  #renderBody(state: UnlinkedState) {
    const { load, cases, problem, linked } = state;
    if (load.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" level="2" .icon=${rotateCwIcon} heading="It didn’t arrive"
        >${load.problem.fact} ${load.problem.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.unlinked.work.load()}>Try again</care-button></care-empty
      >`;
    }
    if (load.status === 'loading') {
      return html`<div aria-busy="true" aria-label="Loading">
        ${Array.from({ length: 6 }, () => html`<care-skeleton shape="row"></care-skeleton>`)}
      </div>`;
    }
    return html`<p role="status" class="quiet">${linked}</p>
      ${
        problem
          ? html`<care-banner tone="danger" .fact=${problem.fact} .details=${problem.code}>${problem.remedy}</care-banner>`
          : nothing
      }
      ${cases.length === 0 ? this.#renderNone(state) : this.#renderCases(state)}`;
  }

  #renderNone({ search }: UnlinkedState) {
    return search === ''
      ? html`<care-empty level="2" .icon=${checkCheckIcon} heading="Every Salesforce case has a contact"
          >A case that goes to Salesforce before its customer is linked appears here by itself.</care-empty
        >`
      : html`<care-empty level="2" .icon=${searchIcon} heading="Nothing found for “${search}”"
          >Search by customer, handle, case number or a word of a message.</care-empty
        >`;
  }

  #renderCases({ cases, nextCursor, suggested, linking }: UnlinkedState) {
    return html`<ul>${repeat(
      cases,
      ({ id }) => id,
      (each) => html`<li>
        <span>${drawCase({ caseId: each.id, caseNumber: each.number, customerName: each.customer.name || each.customer.handle })}</span>
        <span class="what">${drawRecordOf(each)}</span>
        <span>${this.#renderSuggestion(each, suggested[each.id], linking)}</span>
      </li>`,
    )}</ul>
    ${
      nextCursor === null
        ? nothing
        : html`<div class="more"><care-button @click=${() => this.unlinked.work.more()}>Show more</care-button></div>`
    }`;
  }

  #renderSuggestion(of: CaseSummary, suggestion: Suggestion | undefined, linking: string | null) {
    const find = (words: string) =>
      html`<span class="quiet">${words}</span>
        <care-button variant="link" size="small" @click=${() => tell(this, 'care-open-case', { caseId: of.id })}>Find a contact</care-button>`;
    if (!suggestion || suggestion.status === 'looking')
      return html`<span class="quiet">Looking in Salesforce…</span>`;
    if (suggestion.status === 'failed') return find('Salesforce could not be asked.');
    const { contact } = suggestion;
    if (!contact) return find('No contact is suggested.');
    return html`<care-contact bare .name=${contact.name} .lines=${linesOf({ ...contact })} .reason=${contact.reason}>
      <care-button
        size="small"
        .refused=${this.refused}
        .hint=${this.refused}
        ?disabled=${linking !== null}
        @click=${() => this.refused || this.unlinked.work.link(of, contact)}
        >Link<span class="visually-hidden"> ${contact.name}</span></care-button
      >
    </care-contact>`;
  }
}

/** Its number in Salesforce, who asked for it and when. */
function drawRecordOf({ escalation }: CaseSummary) {
  if (!escalation) return nothing;
  const { number, url, byRule, createdBy, createdAt } = escalation;
  const asked = byRule === null ? (createdBy?.name ?? 'Care') : `Rule “${byRule}”`;
  const called = number === null ? 'Being created' : `Case ${number}`;
  return html`${
    url
      ? html`<care-button variant="link" size="small" external .href=${url} .icon=${externalLinkIcon}>${called}</care-button>`
      : called
  }<span class="why">${asked}, ${fullTime(createdAt)}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-unlinked-page': CareUnlinkedPage;
  }
}
