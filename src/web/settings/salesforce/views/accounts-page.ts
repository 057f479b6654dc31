import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AttemptShape } from '../../../../api/attempts.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { link2Icon } from '../../../elements/icons.ts';
import { plugIcon } from '../../../elements/settings-icons.ts';
import { clockTime } from '../../../elements/times.ts';
import { reasonAgainst } from '../../store/reason-against.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawLoaded, drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { AccountsWork } from '../accounts-work.ts';
import type { Accounts, AccountsState, AccountsStore } from '../store/accounts-store.ts';
import { CAUSE_WORDS, STATE_WORDS } from '../store/token-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/environment.ts';
import '../../../elements/field.ts';
import '../../../elements/status.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';

const HERE = '/settings/integrations/salesforce';

/** The connected Salesforce orgs, and the two ways to connect one more. */
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
      .name .faint { display: block; overflow-wrap: anywhere; }
      .users { flex: 0 0 130px; }
      .state { flex: 0 0 200px; }
      .state .faint { display: block; }
      .end { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--care-space-4); }
      .question { display: grid; gap: var(--care-space-5); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: AccountsStore;
  @property({ attribute: false }) work!: AccountsWork;

  /** The account's name, typed to confirm. */
  @state() private typed = '';

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<AccountsState, AccountsState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const enabled = this.#settings!.value.salesforce?.state === 'enabled';
    return html`<care-page-head heading="Salesforce" .crumbs=${[{ label: 'Integrations & API', href: '/settings/integrations' }]}>
        ${enabled ? this.#renderWaysIn() : nothing}
      </care-page-head>
      <div class="body">${enabled ? this.#renderList() : this.#renderNotEnabled()}</div>`;
  }

  #renderNotEnabled() {
    return html`<care-card
      ><care-empty level="2" .icon=${plugIcon} heading="Salesforce is not enabled for your account">
        It is asked for under Integrations & API.
        <care-button slot="actions" href="/settings/integrations">Go to Integrations & API</care-button>
      </care-empty></care-card
    >`;
  }

  #renderWaysIn() {
    const reason = reasonAgainst(this.#settings!.value, 'add_salesforce_accounts');
    return html`<care-tooltip slot="actions" .text=${reason}
        ><care-button .refused=${reason} href="${HERE}/connect?environment=sandbox">Connect Sandbox</care-button></care-tooltip
      ><care-tooltip slot="actions" .text=${reason}
        ><care-button variant="primary" .refused=${reason} href="${HERE}/connect?environment=production"
          >+Connect Salesforce account</care-button
        ></care-tooltip
      >`;
  }

  #renderList() {
    const { load } = this.#state!.value;
    return drawLoaded(load, (value) => this.#renderAccounts(value), { again: () => this.work.load() });
  }

  #renderAccounts({ connections, attempts }: Accounts) {
    return html`${attempts.map(drawAttempt)}
    ${
      connections.length === 0
        ? html`<care-card
            ><care-empty level="2" .icon=${link2Icon} heading="No Salesforce account is connected"
              >Connect your org, or a sandbox to try it out. Nothing is saved before you have seen which org it is.</care-empty
            ></care-card
          >`
        : html`<ul class="accounts" aria-label="Salesforce accounts">${connections.map(drawAccount)}</ul>${this.#renderEnd()}`
    }`;
  }

  #renderEnd() {
    const { ending, busy, problem } = this.#state!.value;
    const { start } = this.#settings!.value;
    const name = start.status === 'signed_in' ? start.who.account.name : '';
    const reason = reasonAgainst(this.#settings!.value, 'remove_salesforce_accounts');
    return html`<div class="end">
        <p class="quiet">Something is wrong? Every token of every org can be ended at once.</p>
        <care-tooltip .text=${reason}
          ><care-button variant="danger" size="small" .refused=${reason} @click=${() => this.#ask(true)}>Disconnect everything</care-button></care-tooltip
        >
      </div>
      <care-dialog .open=${ending} heading="Disconnect everything?" @care-close=${() => this.#ask(false)}>
        <form class="question" novalidate @submit=${(event: Event) => this.#end(event, name)}>
          <p>
            All tokens of all orgs are revoked at Salesforce and gone here, at once. No Salesforce cases can be made and nothing is
            kept in step until somebody connects each org anew.
          </p>
          ${drawProblem(problem)}
          <care-field
            label="Type ${name} to confirm"
            .value=${this.typed}
            @care-change=${(event: CustomEvent<{ value: string }>) => (this.typed = event.detail.value)}
          ></care-field>
        </form>
        <care-button slot="actions" @click=${() => this.#ask(false)}>Keep them connected</care-button>
        <care-button
          slot="actions"
          variant="danger"
          ?disabled=${busy || this.typed.trim() !== name}
          @click=${(event: Event) => this.#end(event, name)}
          >Disconnect everything</care-button
        >
      </care-dialog>`;
  }

  #ask(ending: boolean) {
    this.typed = '';
    this.work.askToEnd(ending);
  }

  #end(event: Event, name: string) {
    event.preventDefault();
    if (this.typed.trim() === name) void this.work.endEverything(name);
  }
}

const drawAttempt = ({ id, state, startedAt, loginHost, forConnection }: AttemptShape) => html`<care-banner
  tone="info"
  .fact=${
    state === 'confirm'
      ? 'Salesforce has let you in: confirm what was found'
      : `You went to ${forConnection?.orgName ?? loginHost} at ${clockTime(startedAt)} to connect`
  }
  ><a href="${HERE}/connect/${id}">${state === 'confirm' ? 'Look at it' : 'See how it stands'}</a></care-banner
>`;

const drawAccount = ({
  id,
  orgName,
  environment,
  instanceUrl,
  users,
  state,
  cause,
  paused,
}: ConnectionShape) => html`<li>
  <a href="${HERE}/${id}">
    <span class="name"
      ><b>${orgName}</b><care-environment .environment=${environment}></care-environment
      ><span class="faint">${new URL(instanceUrl).host}</span></span
    >
    <span class="users faint">${users.length === 1 ? '1 connected user' : `${users.length} connected users`}</span>
    <span class="state"
      ><care-status shape=${STATE_WORDS[state].tone}>${STATE_WORDS[state].label}</care-status
      >${paused ? html`<care-status shape="warning">Sync paused</care-status>` : nothing}${cause ? html`<span class="faint">${CAUSE_WORDS[cause]}</span>` : nothing}</span
    >
  </a>
</li>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-accounts-page': CareAccountsPage;
  }
}
