import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { link2Icon } from '../../../elements/icons.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { AccountsWork } from '../accounts-work.ts';
import type { AccountsState, AccountsStore } from '../store/accounts-store.ts';
import '../../../elements/banner.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/environment.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/status.ts';
import '../../views/page-head.ts';

/** The connected Salesforce orgs. */
@customElement('care-accounts-page')
export class CareAccountsPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .accounts { overflow: hidden; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); }
      .accounts li + li { border-top: 1px solid var(--care-border); }
      .accounts a { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3) var(--care-space-6); padding: var(--care-space-5) var(--care-space-6); color: inherit; text-decoration: none; }
      .accounts a:hover { background: var(--care-surface-hover); }
      .accounts a:focus-visible { box-shadow: inset 0 0 0 2px var(--care-focus); }
      .name { flex: 1 1 220px; min-width: 0; }
      .name b { margin-inline-end: var(--care-space-3); }
      .name span { display: block; overflow-wrap: anywhere; }
      .users { flex: 0 0 130px; }
    `,
  ];

  @property({ attribute: false }) store!: AccountsStore;
  @property({ attribute: false }) work!: AccountsWork;

  #state: StoreController<AccountsState, AccountsState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (state) => state);
    this.#state.follow(this.store);
  }

  override render() {
    return html`<care-page-head heading="Salesforce" .crumbs=${[{ label: 'Integrations & API', href: '/settings/integrations' }]}></care-page-head>
      <div class="body">${this.#renderList()}</div>`;
  }

  #renderList() {
    const { load } = this.#state!.value;
    switch (load.status) {
      case 'loading':
        return html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`;
      case 'failed':
        return html`<care-banner
          tone="danger"
          .fact=${load.problem.fact}
          .details=${load.problem.code}
          action="Try again"
          @care-banner-action=${() => this.work.load()}
          >${load.problem.remedy}</care-banner
        >`;
      case 'ready':
        return load.value.length === 0
          ? html`<care-card><care-empty .icon=${link2Icon} heading="No Salesforce account is connected">Connect one, and agents can make Salesforce cases.</care-empty></care-card>`
          : html`<ul class="accounts" aria-label="Salesforce accounts">${load.value.map(drawAccount)}</ul>`;
    }
  }
}

const drawAccount = (one: ConnectionShape) => html`<li>
  <a href="/settings/integrations/salesforce/${one.id}">
    <span class="name"
      ><b>${one.orgName}</b><care-environment .environment=${one.environment}></care-environment
      ><span class="faint">${new URL(one.instanceUrl).host}</span></span
    >
    <span class="users faint">${one.users.length === 1 ? '1 connected user' : `${one.users.length} connected users`}</span>
    <care-status shape=${one.state === 'connected' ? 'success' : 'danger'}
      >${one.state === 'connected' ? 'Connected' : 'Reconnect needed'}</care-status
    >
  </a>
</li>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-accounts-page': CareAccountsPage;
  }
}
