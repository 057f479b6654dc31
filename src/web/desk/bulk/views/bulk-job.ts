import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BulkJobShape } from '../../../../api/bulk.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { rotateCwIcon } from '../../../elements/icons.ts';
import { fullTime } from '../../../elements/times.ts';
import { type BulkState, isUnderWay } from '../bulk-store.ts';
import type { BulkWork } from '../bulk-work.ts';
import { bulkStyles } from './bulk-styles.ts';
import { drawCase, drawReason, drawRecord } from './draw-case.ts';
import { countsInWords, STATE_OF_ROW, settledOf, stateOfJob } from './job-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/status.ts';

/** One job: how far it has come, and what has become of each case. A case fires `care-open-case` with its id. */
@customElement('care-bulk-job')
export class CareBulkJob extends LitElement {
  static override styles = [
    baseStyles,
    bulkStyles,
    css`
      .top { display: grid; gap: var(--care-space-4); }
      .line { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4) var(--care-space-5); }
      progress { appearance: none; width: 100%; height: 8px; border: 0; border-radius: 4px; overflow: hidden; background: var(--care-neutral-quiet); color: var(--care-accent); }
      progress::-webkit-progress-bar { background: var(--care-neutral-quiet); }
      progress::-webkit-progress-value { background: var(--care-accent); transition: width var(--care-calm) var(--care-ease); }
      progress::-moz-progress-bar { background: var(--care-accent); }
    `,
  ];

  @property({ attribute: false }) state!: BulkState;
  @property({ attribute: false }) work!: BulkWork;
  /** Only what Salesforce or Care refused. */
  @state() private refusedOnly = false;

  override render() {
    const { job: shown, problem } = this.state;
    if (!shown) return nothing;
    const { job, rows } = shown;
    const seen = this.refusedOnly ? rows.filter((row) => row.state === 'refused') : rows;
    return html`<header><h1>Bulk escalation</h1><span class="quiet">${fullTime(job.createdAt)}</span></header>
      <div class="body">
        ${problem ? html`<care-banner tone="danger" .fact=${problem.fact} .details=${problem.code}>${problem.remedy}</care-banner>` : nothing}
        ${this.#renderProgress(job)}
        ${
          job.hold
            ? html`<care-banner tone="warning" .fact=${job.hold.fact} .details=${job.hold.code}>${job.hold.remedy}</care-banner>`
            : nothing
        }
        ${
          job.counts.refused > 0 && job.counts.refused < job.total
            ? html`<care-checkbox
                label="Only those refused"
                .checked=${this.refusedOnly}
                @care-toggle=${(event: HTMLElementEventMap['care-toggle']) => (this.refusedOnly = event.detail.checked)}
              ></care-checkbox>`
            : nothing
        }
        <ul aria-label="Cases">${repeat(
          seen,
          ({ caseId }) => caseId,
          (row) => html`<li>${drawCase(row)}
            <span><care-status .shape=${STATE_OF_ROW[row.state].tone}>${STATE_OF_ROW[row.state].text}</care-status></span>
            <span class="what">${drawRecord(row.record)}${drawReason(row.reason)}</span></li>`,
        )}</ul>
      </div>`;
  }

  #renderProgress(job: BulkJobShape) {
    const { busy } = this.state;
    const { tone, text } = stateOfJob(job);
    const settled = settledOf(job);
    return html`<section class="top" aria-label="Progress">
      <div class="line"><care-status .shape=${tone}>${text}</care-status>
        <span role="status"><b>${settled} of ${job.total}</b> <span class="quiet">· ${countsInWords(job)}</span></span></div>
      <progress aria-label="Cases settled" max=${job.total} .value=${settled}></progress>
      <div class="line">
        ${
          job.counts.waiting > 0
            ? html`<care-button ?disabled=${busy} hint="Those sent stay in Salesforce" @click=${() => this.work.cancel()}
                >Cancel the rest</care-button
              >`
            : nothing
        }
        ${
          job.counts.refused > 0 && !isUnderWay(job)
            ? html`<care-button .icon=${rotateCwIcon} ?disabled=${busy} @click=${() => this.work.retry()}
                >${job.counts.refused === 1 ? 'Try the refused case again' : `Try ${job.counts.refused} refused cases again`}</care-button
              >`
            : nothing
        }
        <care-button variant="link" href=${`/v1/salesforce/bulk-escalations/${job.id}/results.csv`}>Download results</care-button>
      </div>
      ${job.state === 'canceled' || job.state === 'canceling' ? html`<p class="quiet">Cases that were sent before stay in Salesforce.</p>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-bulk-job': CareBulkJob;
  }
}
