import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { searchIcon, userPlusIcon } from '../../../elements/page-icons.ts';
import { reasonAgainst } from '../../store/reason-against.ts';
import { rightsOf } from '../../store/rights-of.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawLoaded, drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import { findUsers } from '../store/find-users.ts';
import { peopleTabs } from '../store/people-tabs.ts';
import type { People, UsersState, UsersStore } from '../store/users-store.ts';
import type { UsersWork } from '../users-work.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/search.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';
import './invite-dialog.ts';
import './user-questions.ts';
import './users-table.ts';

/** Everybody of the account: who they are, what they may do, and the way to let somebody in. */
@customElement('care-users-page')
export class CareUsersPage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .find { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4); }
      care-search { flex: 0 1 320px; }
      care-card::part(body) { padding: 0; }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: UsersStore;
  @property({ attribute: false }) work!: UsersWork;

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<UsersState, UsersState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const refused = reasonAgainst(this.#settings!.value, 'manage_users');
    return html`<care-page-head heading="Users and groups" .tabs=${peopleTabs('users')}>
        <care-tooltip slot="actions" .text=${refused}
          ><care-button variant="primary" .icon=${userPlusIcon} .refused=${refused} @click=${() => this.work.ask({ what: 'invite' })}
            >Invite user</care-button
          ></care-tooltip
        >
      </care-page-head>
      <div class="body">
        ${refused ? drawRefusal('You can’t see the users', refused) : this.#renderLoad()}
      </div>`;
  }

  #renderLoad() {
    const { load } = this.#state!.value;
    return drawLoaded(load, (value) => this.#renderPeople(value), { again: () => this.work.load() });
  }

  #renderPeople(people: People) {
    const { search, asking, problem, busy } = this.#state!.value;
    const { start } = this.#settings!.value;
    const found = findUsers(people.users, search);
    return html`<div class="find">
        <care-search
          label="Search users"
          .value=${search}
          @care-change=${(event: HTMLElementEventMap['care-change']) => this.work.search(event.detail.value)}
        ></care-search>
        <span class="faint" role="status">${countWords(found.length, people.users.length)}</span>
      </div>
      ${problem && asking.what === 'nothing' ? drawProblem(problem) : nothing}
      <care-card>
        ${
          found.length === 0
            ? html`<care-empty level="2" .icon=${searchIcon} heading="Nobody fits">Name, e-mail, role and groups are searched.</care-empty>`
            : html`<care-users-table
                .users=${found}
                .roles=${people.roles}
                .invitationsBy=${people.invitationsBy}
                .mine=${rightsOf(this.#settings!.value)}
                me-id=${start.status === 'signed_in' ? start.who.agent.id : ''}
                ?busy=${busy}
                .work=${this.work}
              ></care-users-table>`
        }
      </care-card>
      <care-invite-dialog
        .asking=${asking}
        .roles=${people.roles}
        .invitationsBy=${people.invitationsBy}
        .mine=${rightsOf(this.#settings!.value)}
        .problem=${problem}
        ?busy=${busy}
        .work=${this.work}
      ></care-invite-dialog>
      <care-user-questions .asking=${asking} .groups=${people.groups} .problem=${problem} ?busy=${busy} .work=${this.work}></care-user-questions>`;
  }
}

function countWords(found: number, all: number): string {
  const people = all === 1 ? '1 person' : `${all} people`;
  return found === all ? people : `${found} of ${people}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-users-page': CareUsersPage;
  }
}
