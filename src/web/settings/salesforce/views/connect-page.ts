import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { externalLinkIcon } from '../../../elements/icons.ts';
import { reasonAgainst } from '../../store/reason-against.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { ConnectingWork } from '../connecting-work.ts';
import type { ConnectingState, ConnectingStore } from '../store/connecting-store.ts';
import { domainProblem } from '../store/domain-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/copy.ts';
import '../../../elements/environment.ts';
import '../../../elements/field.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';
import './connecting-dialog.ts';

/** What there is to do to connect an org, in order; the last step leads to Salesforce. */
@customElement('care-connect-page')
export class CareConnectPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .steps { display: grid; gap: var(--care-space-7); max-width: 720px; counter-reset: step; }
      .steps > li { counter-increment: step; display: grid; grid-template-columns: 28px minmax(0, 1fr); gap: 0 var(--care-space-5); padding: var(--care-space-6); border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); }
      .steps > li::before { content: counter(step); grid-row: span 2; display: grid; place-items: center; width: 28px; height: 28px; border-radius: 50%; background: var(--care-accent-quiet); color: var(--care-accent-text); font-weight: var(--care-weight-strong); }
      h2 { min-height: 28px; font: var(--care-type-title); line-height: 28px; font-weight: var(--care-weight-strong); }
      .step { display: grid; gap: var(--care-space-4); }
      .step ul { display: grid; gap: var(--care-space-2); padding-inline-start: 18px; list-style: disc; }
      form { display: grid; gap: var(--care-space-5); }
      i { font-style: normal; font-weight: var(--care-weight-medium); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: ConnectingStore;
  @property({ attribute: false }) work!: ConnectingWork;
  @property() environment: 'production' | 'sandbox' = 'production';

  @state() private typed = '';
  /** What was typed is judged when the field is left or sent, not while somebody types. */
  @state() private judged = false;

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<ConnectingState, ConnectingState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const isSandbox = this.environment === 'sandbox';
    return html`<care-page-head
        .heading=${isSandbox ? 'Connect Sandbox' : 'Connect Salesforce account'}
        .crumbs=${[
          { label: 'Integrations & API', href: '/settings/integrations' },
          { label: 'Salesforce', href: '/settings/integrations/salesforce' },
        ]}
        ><care-environment .environment=${this.environment}></care-environment
      ></care-page-head>
      <div class="body">
        <ol class="steps">
          <li><h2>Install the package</h2><div class="step">${this.#renderPackage(isSandbox)}</div></li>
          <li><h2>Install the External Client App and assign</h2><div class="step">${this.#renderApp()}</div></li>
          <li><h2>Log in to Salesforce</h2>${this.#renderLogin(isSandbox)}</li>
        </ol>
      </div>
      <care-connecting-dialog .store=${this.store} .work=${this.work}></care-connecting-dialog>`;
  }

  #renderPackage(isSandbox: boolean) {
    const { packageId } = this.#settings!.value.salesforce?.setup ?? { packageId: null };
    const at = isSandbox ? 'test.salesforce.com' : 'login.salesforce.com';
    return html`<p class="quiet">
        It brings Care’s fields, its object for messages, the component for record pages, and permission sets. It changes
        nothing that is there. Somebody who may install packages does it once.
      </p>
      <ul class="quiet">
        ${packageId ? nothing : html`<li>Open the package’s address, which whoever runs Care has, at <i>${at}</i> or your My Domain.</li>`}
        <li>Choose <i>Install for Admins Only</i>: access comes from the permission sets.</li>
        <li>Already installed? Go on with step 2.</li>
      </ul>
      ${
        packageId
          ? html`<div class="acts">
              <care-button
                external
                .icon=${externalLinkIcon}
                href="https://${at}/packaging/installPackage.apexp?p0=${encodeURIComponent(packageId)}"
                >${isSandbox ? 'Install in a sandbox' : 'Install in production'}</care-button
              >
            </div>`
          : nothing
      }`;
  }

  #renderApp() {
    const setup = this.#settings!.value.salesforce?.setup;
    return html`<p class="quiet">Salesforce lets Care in through this app, and only those you name.</p>
      <ul class="quiet">
        <li>
          <i>Setup, External Client App Manager</i>: make or install the app <i>Care</i>, with the callback address below and the scopes
          <i>api</i>, <i>refresh_token</i> and <i>openid</i>.
        </li>
        <li>Its <i>Policies</i>: <i>Admin approved users are pre-authorized</i>, with <i>Care Admin</i>, <i>Care Agent</i> and <i>Care Integration</i>.</li>
        <li>Assign <i>Care Integration</i> to the user you log in as below, and the group <i>Care Agents</i> to your agents.</li>
      </ul>
      ${setup ? html`<care-copy label="Callback address" .value=${setup.callbackUrl}></care-copy>` : nothing}
      ${setup?.clientId ? html`<care-copy label="Consumer key of the app Care uses" .value=${setup.clientId}></care-copy>` : nothing}
      ${
        setup && !setup.clientId
          ? html`<care-banner tone="warning" fact="This Care has no app to log in with yet"
              >Whoever runs it enters the app’s consumer key and secret.</care-banner
            >`
          : nothing
      }`;
  }

  #renderLogin(isSandbox: boolean) {
    const reason = reasonAgainst(this.#settings!.value, 'add_salesforce_accounts');
    const { connecting } = this.#state!.value;
    const refused = connecting.status === 'failed' ? connecting.problem : null;
    const problem = this.judged ? domainProblem(this.typed, this.environment) : null;
    const ofHost = refused?.code === 'ORG_HOST_REFUSED' ? refused : null;
    return html`<form class="step" novalidate @submit=${this.#begin}>
      <p class="quiet">
        Log in as the user Care works as: it becomes the first connected user, and its token the <i>default token</i>. Your
        colleagues connect as themselves later.
      </p>
      ${refused && !ofHost ? drawProblem(refused) : nothing}
      <care-field
        label="My Domain address, if you have one"
        name="domain"
        .value=${this.typed}
        placeholder=${isSandbox ? 'acme--staging.sandbox.my.salesforce.com' : 'acme.my.salesforce.com'}
        hint="Empty: Salesforce’s usual login page."
        .problem=${problem?.fact ?? ofHost?.fact ?? ''}
        .fix=${problem?.instead ? `Use ${problem.instead}` : ''}
        @care-change=${this.#typed}
        @care-fix=${() => this.#use(problem?.instead ?? '')}
        @focusout=${() => (this.judged = true)}
        >${ofHost && !problem ? html`<span slot="remedy">${ofHost.remedy}</span>` : nothing}</care-field
      >
      <div class="acts">
        <care-tooltip .text=${reason}
          ><care-button type="submit" variant="primary" .refused=${reason} ?disabled=${connecting.status === 'starting'}
            >Log in to Salesforce</care-button
          ></care-tooltip
        >
      </div>
    </form>`;
  }

  #typed(event: CustomEvent<{ value: string }>) {
    this.typed = event.detail.value;
    if (domainProblem(this.typed, this.environment) === null) this.judged = false;
    if (this.#state!.value.connecting.status === 'failed')
      this.store.getState().set({ connecting: { status: 'idle' } });
  }

  #use(address: string) {
    this.typed = address;
    this.judged = false;
  }

  #begin(event: Event) {
    event.preventDefault();
    this.judged = true;
    if (reasonAgainst(this.#settings!.value, 'add_salesforce_accounts')) return;
    if (domainProblem(this.typed, this.environment)) return;
    void this.work.begin({ environment: this.environment, loginUrl: this.typed.trim() || null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-connect-page': CareConnectPage;
  }
}
