import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { rotateCwIcon } from '../../../elements/icons.ts';
import { arrowLeftIcon, listChecksIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import { fullTime } from '../../../elements/times.ts';
import { routePath } from '../../store/route-slice.ts';
import type { BulkState } from '../bulk-store.ts';
import type { Bulk } from '../start-bulk.ts';
import { bulkStyles } from './bulk-styles.ts';
import { countsInWords, settledOf, stateOfJob } from './job-words.ts';
import '../../../elements/button.ts';
import '../../../elements/empty.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/status.ts';
import './bulk-job.ts';
import './bulk-preview.ts';

/**
 * Cases sent to Salesforce at once: those about to be, one job, or all jobs of the reader.
 *
 * @fires care-go-bulk - To a job, or with null to all of them; detail `{ jobId }`.
 * @fires care-open-case - To a case; detail `{ caseId }`.
 * @fires care-go - Back to the list.
 */
@customElement('care-bulk-page')
export class CareBulkPage extends LitElement {
  static override styles = [
    baseStyles,
    bulkStyles,
    css`
      nav { display: flex; align-items: center; gap: var(--care-space-4); padding: var(--care-space-3) var(--care-space-6); border-bottom: 1px solid var(--care-border); }
      care-bulk-preview, care-bulk-job { flex: 1; min-height: 0; height: auto; }
    `,
  ];

  @property({ attribute: false }) bulk!: Bulk;
  /** The list of cases is not beside it. */
  @property({ type: Boolean }) narrow = false;

  #state: StoreController<BulkState, BulkState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.bulk.store, (all) => all);
  }

  override render() {
    const state = this.#state?.value;
    if (!state) return nothing;
    return html`${this.#renderWays(state)}${this.#renderPlace(state)}`;
  }

  #renderWays({ place }: BulkState) {
    if (place.at !== 'job' && !this.narrow) return nothing;
    return html`<nav aria-label="Bulk escalations">
      ${
        this.narrow
          ? html`<care-button variant="quiet" size="small" label="Back to the list" .icon=${arrowLeftIcon} @click=${() => tell(this, 'care-go', { caseId: null })}></care-button>`
          : nothing
      }
      ${
        place.at === 'job'
          ? html`<care-button variant="link" size="small" @click=${() => tell(this, 'care-go-bulk', { jobId: null })}>All bulk escalations</care-button>`
          : nothing
      }
    </nav>`;
  }

  #renderPlace(state: BulkState) {
    const { place, load } = state;
    if (load.status === 'failed') {
      return html`<care-empty role="alert" tone="danger" level="2" .icon=${rotateCwIcon} heading="It didn’t arrive"
        >${load.problem.fact} ${load.problem.remedy}
        <care-button slot="actions" .icon=${rotateCwIcon} @click=${() => this.bulk.work.refresh()}>Try again</care-button></care-empty
      >`;
    }
    if (load.status === 'loading') {
      return html`<div class="body" aria-busy="true" aria-label="Loading">
        ${Array.from({ length: 6 }, () => html`<care-skeleton shape="row"></care-skeleton>`)}
      </div>`;
    }
    switch (place.at) {
      case 'new':
        return html`<care-bulk-preview .state=${state} .work=${this.bulk.work}></care-bulk-preview>`;
      case 'job':
        return html`<care-bulk-job .state=${state} .work=${this.bulk.work}></care-bulk-job>`;
      case 'jobs':
        return this.#renderJobs(state);
    }
  }

  #renderJobs({ jobs }: BulkState) {
    if (jobs.length === 0) {
      return html`<care-empty level="2" .icon=${listChecksIcon} heading="No bulk escalations yet"
        >Choose cases in the list with X or Select, then escalate them together. What becomes of each stands here.</care-empty
      >`;
    }
    return html`<header><h1>Bulk escalations</h1><span class="quiet">Yours, newest first</span></header>
      <div class="body"><ul>${jobs.map((job) => {
        const { tone, text } = stateOfJob(job);
        const href = routePath({ page: 'bulk', jobId: job.id });
        return html`<li>
          <span class="who"><a href=${href} @click=${(event: MouseEvent) => this.#open(event, job.id)}>${fullTime(job.createdAt)}</a></span>
          <span><care-status .shape=${tone}>${text}</care-status></span>
          <span class="what"><b>${settledOf(job)} of ${job.total}</b> <span class="quiet">· ${countsInWords(job)}</span></span>
        </li>`;
      })}</ul></div>`;
  }

  #open(event: MouseEvent, jobId: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tell(this, 'care-go-bulk', { jobId });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-bulk-page': CareBulkPage;
  }
  interface HTMLElementEventMap {
    'care-go-bulk': CustomEvent<{ jobId: string | null }>;
  }
}
