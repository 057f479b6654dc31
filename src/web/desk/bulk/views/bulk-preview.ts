import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BulkPreviewRow } from '../../../../api/bulk.ts';
import { MOST_BULK_CASES } from '../../../../domain/bulk.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { inboxIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { BulkPreview, BulkState } from '../bulk-store.ts';
import type { BulkWork } from '../bulk-work.ts';
import { bulkStyles } from './bulk-styles.ts';
import { drawCase, drawReason, drawRecord } from './draw-case.ts';
import '../../../elements/badge.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/empty.ts';
import '../../../elements/status.ts';

/**
 * What would become of the chosen cases, before anything is sent.
 *
 * @fires care-open-case - A case is to be mended; detail `{ caseId }`.
 * @fires care-go - Nothing is to be sent: back to the list.
 */
@customElement('care-bulk-preview')
export class CareBulkPreview extends LitElement {
  static override styles = [baseStyles, bulkStyles];

  @property({ attribute: false }) state!: BulkState;
  @property({ attribute: false }) work!: BulkWork;

  override render() {
    const { preview, chosen, busy, problem } = this.state;
    if (!preview) {
      return html`<care-empty level="2" .icon=${inboxIcon} heading="No cases are chosen"
        >Choose them in the list with X or Select, at most ${MOST_BULK_CASES} at once.</care-empty
      >`;
    }
    const of = (state: BulkPreviewRow['state']) => preview.cases.filter((each) => each.state === state);
    const [blocked, ready, found] = [of('blocked'), of('ready'), of('found')];
    return html`<header><h1>Escalate to Salesforce</h1>
        <span class="quiet" role="status">${summary(ready.length, blocked.length, found.length)}</span></header>
      <div class="body">
        ${problem ? html`<care-banner tone="danger" .fact=${problem.fact} .details=${problem.code}>${problem.remedy}</care-banner>` : nothing}
        ${this.#renderReady(ready)}
        ${
          blocked.length > 0
            ? html`<section><h2>Not ready <care-badge tone="warning">${blocked.length}</care-badge></h2>
                <ul>${repeat(
                  blocked,
                  ({ caseId }) => caseId,
                  (each) =>
                    html`<li>${drawCase(each)}<span class="what">${each.subject}</span>
                      <span><care-status shape="warning">Not ready</care-status>${drawReason(each.reason)}</span></li>`,
                )}</ul></section>`
            : nothing
        }
        ${
          found.length > 0
            ? html`<section><h2>In Salesforce already <care-badge>${found.length}</care-badge></h2>
                <ul>${repeat(
                  found,
                  ({ caseId }) => caseId,
                  (each) =>
                    html`<li>${drawCase(each)}<span class="what">${drawRecord(each.record)}</span>
                      <span><care-status shape="success">There already</care-status></span></li>`,
                )}</ul></section>`
            : nothing
        }
        ${this.#renderNotChecked(preview)}
      </div>
      <footer>
        <p>${writersOf(preview)} They go a few at a time, after single cases and messages. You can leave this page meanwhile.</p>
        <care-button @click=${this.#leave}>Cancel</care-button>
        <care-button
          variant="primary"
          ?disabled=${busy}
          .refused=${chosen.size === 0 ? 'None of the chosen cases is ready.' : ''}
          @click=${() => this.work.start()}
          >${chosen.size === 1 ? 'Escalate 1 case' : `Escalate ${chosen.size} cases`}</care-button
        >
      </footer>`;
  }

  #renderReady(ready: readonly BulkPreviewRow[]) {
    if (ready.length === 0) return nothing;
    const { chosen } = this.state;
    return html`<section>
      <div class="head">
        <input
          type="checkbox"
          aria-label="All that are ready"
          .checked=${chosen.size === ready.length}
          .indeterminate=${chosen.size > 0 && chosen.size < ready.length}
          @change=${() => this.work.toggleAll()}
        />
        <h2>Ready <care-badge tone="success">${ready.length}</care-badge></h2>
      </div>
      <ul>${repeat(
        ready,
        ({ caseId }) => caseId,
        (each) => html`<li class="pick">
          <input
            type="checkbox"
            aria-label=${`Escalate #${each.caseNumber}`}
            .checked=${chosen.has(each.caseId)}
            @change=${() => this.work.toggle(each.caseId)}
          />
          ${drawCase(each)}
          <span class="what">${each.subject}${each.recordType ? html`<span class="why">${each.recordType}</span>` : nothing}</span>
          <span
            >${
              each.warnings.length > 0
                ? html`<care-status shape="warning">May be refused</care-status>${each.warnings.map(drawReason)}`
                : html`<care-status shape="success">Ready</care-status>`
            }</span
          >
        </li>`,
      )}</ul>
    </section>`;
  }

  #renderNotChecked({ notChecked }: BulkPreview) {
    if (notChecked.length === 0) return nothing;
    return html`<details class="quiet"><summary>Not checked: ${notChecked.length}</summary>
      ${notChecked.map(({ what, why }) => html`<p>${what}. ${why}</p>`)}</details>`;
  }

  #leave() {
    tell(this, 'care-go', { caseId: null });
  }
}

const summary = (ready: number, blocked: number, found: number): string =>
  [
    `${ready} ready`,
    ...(blocked > 0 ? [`${blocked} not ready`] : []),
    ...(found > 0 ? [`${found} in Salesforce already`] : []),
  ].join(' · ');

function writersOf({ writers }: BulkPreview): string {
  const words = writers.map(({ name, because }) => (because ? `${name}, because ${because}` : name));
  return words.length === 0 ? '' : `Created as ${words.join('; or as ')}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-bulk-preview': CareBulkPreview;
  }
}
