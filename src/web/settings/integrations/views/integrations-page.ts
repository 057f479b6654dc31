import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IntegrationShape } from '../../../../api/integrations.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { reasonAgainst } from '../../store/reason-against.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { IntegrationsWork } from '../integrations-work.ts';
import type { IntegrationsState, IntegrationsStore } from '../store/integrations-store.ts';
import '../../../elements/age.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/status.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';

/** What Care can be connected with, one tile each. */
@customElement('care-integrations-page')
export class CareIntegrationsPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: var(--care-space-7); }
      .state { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-2) var(--care-space-4); flex: 1; min-height: var(--care-control); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: IntegrationsStore;
  @property({ attribute: false }) work!: IntegrationsWork;

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<IntegrationsState, IntegrationsState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { salesforce } = this.#settings!.value;
    const { problem } = this.#state!.value;
    return html`<care-page-head heading="Integrations & API"></care-page-head>
      <div class="body">
        ${drawProblem(problem)}
        <div class="tiles">
          <care-card level="2" heading="Salesforce for Community and Care">
            <p class="quiet">
              Make Salesforce cases and leads from conversations, answer customers from the Salesforce case, and keep
              messages and status in step on both sides.
            </p>
            ${salesforce ? html`<div slot="foot" class="state">${this.#renderState(salesforce)}</div>` : nothing}
          </care-card>
        </div>
      </div>`;
  }

  #renderState({ state, requestedBy, requestedAt, enabledBy, enabledAt }: IntegrationShape) {
    switch (state) {
      case 'not_requested': {
        const reason = reasonAgainst(this.#settings!.value, 'add_salesforce_accounts');
        return html`<care-status shape="neutral">Off</care-status>
          <span class="push"></span>
          <care-tooltip .text=${reason}
            ><care-button variant="primary" .refused=${reason} ?disabled=${this.#state!.value.busy} @click=${() => this.work.request()}
              >Request</care-button
            ></care-tooltip
          >`;
      }
      case 'requested':
        return html`<care-status shape="pending">Requested</care-status>
          <span>${requestedBy ? `by ${requestedBy.name}` : nothing} <care-age .at=${requestedAt ?? ''}></care-age></span>
          <span>Whoever runs Care enables it. This page shows it by itself.</span>`;
      case 'enabled':
        return html`<care-status shape="success">Enabled</care-status>
          <span>${enabledBy ? `by ${enabledBy}` : nothing} <care-age .at=${enabledAt ?? ''}></care-age></span>
          <span class="push"></span>
          <care-button href="/settings/integrations/salesforce">Open Salesforce settings</care-button>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-integrations-page': CareIntegrationsPage;
  }
}
