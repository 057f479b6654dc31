import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { STATUS_SYNCS } from '../../../../domain/connection.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { ellipsisIcon, xIcon } from '../../../elements/icons.ts';
import { pauseIcon, playIcon } from '../../../elements/settings-icons.ts';
import type { HealthWork } from '../../mapping/health-work.ts';
import type { HealthStore } from '../../mapping/store/health-store.ts';
import { reasonAgainst, reasonWithoutCare } from '../../store/reason-against.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { AccountWork } from '../account-work.ts';
import type { AutomationWork } from '../automation-work.ts';
import type { ConnectingWork } from '../connecting-work.ts';
import type { DoctorWork } from '../doctor-work.ts';
import type { IdentityWork } from '../identity-work.ts';
import type { Account, AccountState, AccountStore } from '../store/account-store.ts';
import type { AutomationStore } from '../store/automation-store.ts';
import type { ConnectingState, ConnectingStore } from '../store/connecting-store.ts';
import { type DoctorState, type DoctorStore, findingsOf } from '../store/doctor-store.ts';
import type { IdentityStore } from '../store/identity-store.ts';
import type { LatelyStore } from '../store/lately-store.ts';
import { STATUS_SYNC_QUESTIONS } from '../store/status-sync-words.ts';
import { works } from '../store/token-words.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/menu.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/tooltip.ts';
import './account-head.ts';
import './automation-agent.ts';
import './connected-users.ts';
import './connecting-dialog.ts';
import './connection-banner.ts';
import './health-line.ts';
import './identity-links.ts';
import './lately-card.ts';
import './setup-doctor.ts';
import './escalation-rules.ts';
import './status-sync.ts';

/** What the Overview shows and does, one store and one work for each of its parts. */
export interface AccountParts {
  readonly settings: SettingsStore;
  readonly store: AccountStore;
  readonly work: AccountWork;
  readonly connectingStore: ConnectingStore;
  readonly connecting: ConnectingWork;
  readonly doctorStore: DoctorStore;
  readonly doctor: DoctorWork;
  readonly automationStore: AutomationStore;
  readonly automation: AutomationWork;
  readonly identityStore: IdentityStore;
  readonly identity: IdentityWork;
  readonly latelyStore: LatelyStore;
  readonly healthStore: HealthStore;
  /** Null: one may not see the mappings. */
  readonly health: HealthWork | null;
}

/** One Salesforce account's Overview: is it well, and if not, what to press. */
@customElement('care-account-page')
export class CareAccountPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .overview { display: grid; grid-template-columns: minmax(0, 1fr) 336px; gap: var(--care-space-7); align-items: start; }
      .column { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--care-space-7); }
      @media (max-width: 1099px) { .overview { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];

  @property({ attribute: false }) parts!: AccountParts;

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<AccountState, AccountState> | undefined;
  #connecting: StoreController<ConnectingState, ConnectingState> | undefined;
  #doctor: StoreController<DoctorState, number | null> | undefined;

  protected override willUpdate() {
    const { settings, store, connectingStore, doctorStore } = this.parts;
    this.#settings ??= new StoreController(this, settings, (all) => all);
    this.#state ??= new StoreController(this, store, (all) => all);
    this.#connecting ??= new StoreController(this, connectingStore, (all) => all);
    this.#doctor ??= new StoreController(this, doctorStore, findingsOf);
    this.#state.follow(store);
    this.#connecting.follow(connectingStore);
    this.#doctor.follow(doctorStore);
  }

  /** Dialogs come after the page: nobody opens one before it is there. So does what the org has changed, which is read then. */
  protected override firstUpdated() {
    void import('../../mapping/views/drift-banner.ts');
    void import('./rehearsal-dialog.ts');
    void import('./user-dialog.ts');
  }

  override render() {
    const { load } = this.#state!.value;
    if (load.status === 'ready') return this.#renderAccount(load.value);
    return html`<care-account-head></care-account-head>
      <div class="body">
        ${
          load.status === 'loading'
            ? html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton><care-skeleton></care-skeleton>`
            : html`<care-card
                ><care-empty level="2" tone="danger" .icon=${xIcon} .heading=${load.problem.fact}>
                  ${load.problem.remedy}
                  <care-button slot="actions" @click=${() => this.parts.work.load()}>Try again</care-button>
                  <care-button slot="actions" variant="link" href="/settings/integrations/salesforce">All Salesforce accounts</care-button>
                </care-empty></care-card
              >`
        }
      </div>`;
  }

  #reason(permission: Parameters<typeof reasonAgainst>[1]) {
    return reasonAgainst(this.#settings!.value, permission);
  }

  get #meId() {
    const { start } = this.#settings!.value;
    return start.status === 'signed_in' ? start.who.agent.id : '';
  }

  #renderAccount({ connection, suggestedUsers }: Account) {
    const { parts } = this;
    const connecting = this.#connecting!.value.connecting;
    const mayNotRemove = this.#reason('remove_salesforce_accounts');
    const mayNotChange = this.#reason('add_salesforce_accounts');
    return html`<care-account-head .settings=${parts.settings} .connection=${connection}>
        ${this.#renderPause(connection, mayNotChange)}
        <care-menu
          slot="actions"
          label="More about ${connection.orgName}"
          size="medium"
          .icon=${ellipsisIcon}
          .items=${[
            {
              value: 'disconnect',
              label: 'Disconnect this account',
              disabled: mayNotRemove !== '',
              ...(mayNotRemove ? { hint: 'not in your role' } : {}),
            },
          ]}
          @care-select=${() => parts.work.askToDisconnect()}
        ></care-menu>
      </care-account-head>
      <div
        class="body"
        @care-connect-me=${this.#connectMe}
        @care-rehearse=${() => parts.work.rehearse()}
        @care-show-user=${(event: HTMLElementEventMap['care-show-user']) => parts.work.showUser(event.detail.userId)}
      >
        ${connecting.status === 'failed' ? drawProblem(connecting.problem) : nothing}
        <care-connection-banner .connection=${connection} @care-banner-action=${this.#connectMe}></care-connection-banner>
        ${parts.health ? drawNextStep(connection) : nothing}
        ${parts.health ? html`<care-drift-banner .store=${parts.healthStore} .work=${parts.health} connection-id=${connection.id}></care-drift-banner>` : nothing}
        <div class="overview">
          <div class="column">
            <care-health-line .connection=${connection} .findings=${this.#doctor!.value}></care-health-line>
            <care-connected-users
              .connection=${connection}
              .suggested=${suggestedUsers}
              .refused=${this.#reason('view_salesforce_accounts')}
              me-id=${this.#meId}
            ></care-connected-users>
            <care-status-sync
              .connection=${connection}
              .refused=${reasonWithoutCare(this.#settings!.value, 'cases whose status could be in step') || mayNotChange}
              @care-choose=${(event: HTMLElementEventMap['care-choose']) =>
                parts.work.chooseStatusSync(
                  STATUS_SYNCS.find((mode) => mode === event.detail.value) ?? 'none',
                )}
            ></care-status-sync>
            <care-escalation-rules
              .rules=${this.#state!.value.rules}
              .refused=${reasonWithoutCare(this.#settings!.value, 'cases to escalate') || mayNotChange}
              @care-rules=${(event: HTMLElementEventMap['care-rules']) => parts.work.setRules(event.detail)}
            ></care-escalation-rules>
            ${connection.newContacts ? this.#renderNewContacts(connection) : nothing}
            <care-automation-agent
              .store=${parts.automationStore}
              .work=${parts.automation}
              .connection=${connection}
              .refused=${reasonWithoutCare(this.#settings!.value, 'cases a flow could act on') || mayNotChange}
            ></care-automation-agent>
            <care-identity-links .store=${parts.identityStore} .work=${parts.identity} .refused=${this.#reason('manage_users')}></care-identity-links>
          </div>
          <div class="column">
            <care-setup-doctor .store=${parts.doctorStore} .work=${parts.doctor} .refused=${mayNotChange}></care-setup-doctor>
            <care-lately-card .store=${parts.latelyStore} connection-id=${connection.id}></care-lately-card>
          </div>
        </div>
      </div>
      ${this.#renderUserDialog({ connection, suggestedUsers })} ${this.#renderQuestions(connection)}
      <care-connecting-dialog .store=${parts.connectingStore} .work=${parts.connecting}></care-connecting-dialog>`;
  }

  /** Few orgs have the question, so that few pages load it. */
  #renderNewContacts(connection: Account['connection']) {
    void import('./new-contacts.ts');
    return html`<care-new-contacts
      .connection=${connection}
      .refused=${reasonWithoutCare(this.#settings!.value, 'cases to escalate') || this.#reason('add_salesforce_accounts')}
      @care-kind=${(event: HTMLElementEventMap['care-kind']) => this.parts.work.setNewContacts(event.detail.as)}
    ></care-new-contacts>`;
  }

  #renderPause({ paused }: Account['connection'], mayNot: string) {
    const { work } = this.parts;
    return html`<care-tooltip slot="actions" .text=${mayNot}
      >${
        paused
          ? html`<care-button .icon=${playIcon} .refused=${mayNot} ?disabled=${this.#state!.value.busy} @click=${() => work.setPaused(false)}
              >Resume sync</care-button
            >`
          : html`<care-button .icon=${pauseIcon} .refused=${mayNot} @click=${() => work.askToPause()}>Pause sync</care-button>`
      }</care-tooltip
    >`;
  }

  #renderUserDialog({ connection, suggestedUsers }: Account) {
    const { work } = this.parts;
    const { asking, busy, problem } = this.#state!.value;
    const user = asking.what === 'user' ? connection.users.find(({ id }) => id === asking.userId) : undefined;
    return html`<care-user-dialog
        .open=${asking.what === 'user'}
        .user=${user ?? null}
        .gone=${(asking.what === 'user' && asking.gone) || 'This user'}
        .suggested=${suggestedUsers}
        .problem=${asking.what === 'user' ? problem : null}
        ?busy=${busy}
        me-id=${this.#meId}
        .mayNotRemove=${this.#reason('remove_salesforce_accounts')}
        .mayNotChange=${this.#reason('add_salesforce_accounts')}
        .mayNotConnect=${this.#reason('view_salesforce_accounts')}
        @care-close=${() => work.close()}
        @care-disconnect-user=${() => user && work.disconnectUser(user)}
        @care-make-default=${() => user && work.makeDefault(user)}
        @care-connect-me=${this.#connectMe}
      ></care-user-dialog>
      <care-rehearsal-dialog
        .lines=${asking.what === 'rehearsal' ? asking.lines : null}
        @care-close=${() => work.close()}
      ></care-rehearsal-dialog>`;
  }

  #renderQuestions({ orgName, users }: Account['connection']) {
    const { work } = this.parts;
    const { asking, busy, problem } = this.#state!.value;
    const mode = asking.what === 'status_sync' ? asking.mode : null;
    const question = mode && STATUS_SYNC_QUESTIONS[mode];
    const failed = drawProblem(problem);
    return html`<care-dialog .open=${mode !== null} .heading=${question?.heading ?? ''} @care-close=${() => work.close()}>
        ${failed}
        <p>${question?.body}</p>
        <care-button slot="actions" @click=${() => work.close()}>Leave it as it is</care-button>
        <care-button slot="actions" variant="primary" ?disabled=${busy} @click=${() => mode && work.setStatusSync(mode)}
          >${question?.yes}</care-button
        >
      </care-dialog>
      <care-dialog .open=${asking.what === 'pause'} heading="Pause the sync with ${orgName}?" @care-close=${() => work.close()}>
        ${failed}
        <p>
          Until somebody resumes it, messages and statuses wait, both ways; what is on its way already still arrives. Salesforce
          cases can still be created, and customers still get your replies. Afterwards everything is caught up in order.
        </p>
        <care-button slot="actions" @click=${() => work.close()}>Keep it going</care-button>
        <care-button slot="actions" variant="primary" ?disabled=${busy} @click=${() => work.setPaused(true)}>Pause sync</care-button>
      </care-dialog>
      <care-dialog .open=${asking.what === 'disconnect'} heading="Disconnect ${orgName}?" @care-close=${() => work.close()}>
        ${failed}
        <p>
          ${users.length === 1 ? 'Its token is' : `Its ${users.length} tokens are`} revoked at Salesforce and gone here. No new
          Salesforce cases can be made, and nothing is kept in step any more. What stands in Salesforce stays there.
        </p>
        <care-button slot="actions" @click=${() => work.close()}>Keep it connected</care-button>
        <care-button slot="actions" variant="danger" ?disabled=${busy} @click=${() => work.disconnect()}>Disconnect ${orgName}</care-button>
      </care-dialog>`;
  }

  readonly #connectMe = () => {
    const { load } = this.#state!.value;
    if (load.status !== 'ready') return;
    const { id, environment } = load.value.connection;
    this.parts.work.close();
    void this.parts.connecting.begin({ environment, connectionId: id });
  };
}

/** Until the first record was made by one of its users; looked up no sooner than it is of use. */
function drawNextStep({ id, state, users }: Account['connection']) {
  if (!works(state) || users.some(({ cases }) => cases > 0)) return nothing;
  void import('./next-step.ts');
  return html`<care-next-step connection-id=${id}></care-next-step>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-account-page': CareAccountPage;
  }
}
