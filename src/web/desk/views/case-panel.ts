import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseState } from '../../case/store/case-store.ts';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import type { Fact } from '../../elements/facts.ts';
import type { Tab } from '../../elements/tabs.ts';
import { fullTime } from '../../elements/times.ts';
import type { SalesforceWork } from '../salesforce-work.ts';
import type { OpenCase, PanelTab } from '../store/open-case-slice.ts';
import '../../elements/card.ts';
import '../../elements/facts.ts';
import '../../elements/skeleton.ts';
import '../../elements/tabs.ts';
import './case-properties.ts';
import './salesforce-tab.ts';

/**
 * What is known about the case: its properties, its customer, its Salesforce side.
 *
 * @fires care-tab-change - From the tabs; detail `{ id }`.
 */
@customElement('care-case-panel')
export class CareCasePanel extends LitElement {
  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--care-surface-sunken); color: var(--care-text); font: var(--care-type-body); }
    care-tabs { flex: 1; min-height: 0; }
    .body { display: grid; gap: var(--care-space-5); padding: var(--care-space-5); }
  `;

  @property({ attribute: false }) open!: OpenCase;
  @property({ attribute: false }) salesforce!: SalesforceWork;
  @property() tab: PanelTab = 'case';

  #case: StoreController<CaseState, CaseSummary | 'failed' | null> | undefined;

  protected override willUpdate() {
    this.#case ??= new StoreController(this, this.open.store, shownOf);
    this.#case.follow(this.open.store);
  }

  override render() {
    const shown = this.#case!.value;
    const summary = shown === 'failed' ? null : shown;
    const tabs: Tab[] = [
      { id: 'case', label: 'Case' },
      { id: 'customer', label: 'Customer' },
      { id: 'salesforce', label: 'Salesforce', ...salesforceMark(summary) },
    ];
    return html`<care-tabs label="About this case" .tabs=${tabs} .selected=${this.tab}>
      <div class="body">${summary ? this.#renderTab(summary) : shown === 'failed' ? nothing : html`<care-skeleton></care-skeleton>`}</div>
    </care-tabs>`;
  }

  #renderTab(summary: CaseSummary) {
    switch (this.tab) {
      case 'case':
        return html`<care-card heading="Case #${summary.number}"><care-facts .items=${caseFacts(summary)}></care-facts></care-card>
          <care-case-properties .store=${this.open.properties.store} .work=${this.open.properties.work}></care-case-properties>`;
      case 'customer':
        return html`<care-card .heading=${summary.customer.name || summary.customer.handle}
          ><care-facts .items=${customerFacts(summary)}></care-facts
        ></care-card>`;
      case 'salesforce':
        return html`<care-salesforce-tab
          .store=${this.open.salesforce}
          .work=${this.salesforce}
          .summary=${summary}
        ></care-salesforce-tab>`;
    }
  }
}

function salesforceMark(summary: CaseSummary | null): Partial<Tab> {
  const escalation = summary?.escalation;
  if (!escalation) return {};
  if (escalation.state === 'failed' || escalation.sync === 'parked') {
    return { mark: { shape: 'danger', label: 'needs attention' } };
  }
  return escalation.sync === 'paused' ? { mark: { shape: 'warning', label: 'paused' } } : {};
}

const time = (iso: string | null) => (iso ? fullTime(iso) : 'Not yet');

function caseFacts(summary: CaseSummary): Fact[] {
  const { profile } = summary;
  return [
    { label: 'Profile', value: `${profile.name} (${profile.handle})` },
    { label: 'Messages', value: String(summary.messageCount) },
    { label: 'Created', value: time(summary.createdAt) },
    { label: 'Assigned', value: time(summary.assignedAt) },
    { label: 'Customer wrote', value: time(summary.lastCustomerMessageAt) },
    { label: 'Done', value: time(summary.doneAt) },
  ];
}

function customerFacts({ customer }: CaseSummary): Fact[] {
  return [
    { label: 'Handle', value: customer.handle },
    { label: 'E-mail', value: customer.email ?? 'Not known' },
    { label: 'Phone', value: customer.phone ?? 'Not known' },
  ];
}

/** The conversation says why there is nothing; what was known before may not be the reader's to see any more. */
const shownOf = ({ summary, load }: CaseState): CaseSummary | 'failed' | null =>
  load.status === 'failed' ? 'failed' : summary;

declare global {
  interface HTMLElementTagNameMap {
    'care-case-panel': CareCasePanel;
  }
}
