import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UserShape } from '../../../../api/people.ts';
import type { RoleShape } from '../../../../api/roles.ts';
import { covers, type Rights } from '../../../../domain/permission.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { ellipsisIcon } from '../../../elements/icons.ts';
import type { MenuItem } from '../../../elements/menu-item.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { rightsOfShape } from '../store/rights-of-shape.ts';
import { USER_STATE_WORDS } from '../store/user-words.ts';
import type { People } from '../store/users-store.ts';
import type { UsersWork } from '../users-work.ts';
import '../../../elements/age.ts';
import '../../../elements/avatar.ts';
import '../../../elements/badge.ts';
import '../../../elements/menu.ts';
import '../../../elements/status.ts';

/** One line for each: who, which role, which groups, how it stands, and what can be done. */
@customElement('care-users-table')
export class CareUsersTable extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host { display: block; container-type: inline-size; }
      .who { display: flex; align-items: center; gap: 10px; }
      .who div { min-width: 0; overflow-wrap: anywhere; }
      .who b { margin-inline-end: var(--care-space-2); }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
      .groups { max-width: 220px; overflow-wrap: anywhere; }
      .acts { text-align: end; }
      .role care-menu { margin-inline-start: -9px; }
      .label { display: none; color: var(--care-text-faint); }
      @container (max-width: 559px) {
        tr { position: relative; }
        .who { padding-inline-end: 40px; }
        .groups { max-width: none; }
        .groups:not(:has(.some)) { display: none; }
        .label { display: inline; }
        td.acts { position: absolute; top: var(--care-space-4); inset-inline-end: var(--care-space-4); }
      }
    `,
  ];

  @property({ attribute: false }) users: readonly UserShape[] = [];
  @property({ attribute: false }) roles: readonly RoleShape[] = [];
  /** What the one who is here may do: nobody gives more than they have. */
  @property({ attribute: false }) mine!: Rights;
  @property({ attribute: false }) invitationsBy: People['invitationsBy'] = 'link';
  @property({ attribute: 'me-id' }) meId = '';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: UsersWork;

  override render() {
    const roles = this.roles.map((role): MenuItem => {
      const mayGive = covers(this.mine, rightsOfShape(role));
      return {
        value: role.id,
        label: role.name,
        disabled: !mayGive,
        ...(!mayGive && { hint: 'more than yours' }),
      };
    });
    return html`<table role="table" aria-label="Users">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Name</th>
          <th role="columnheader">Role</th>
          <th role="columnheader">Groups</th>
          <th role="columnheader">State</th>
          <th role="columnheader">Last seen</th>
          <th role="columnheader"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          this.users,
          ({ id }) => id,
          (user) => this.#renderUser(user, roles),
        )}
      </tbody>
    </table>`;
  }

  #renderUser(user: UserShape, roles: readonly MenuItem[]) {
    const { name, email, role, groups, state, invitationWaits, lastSeenAt } = user;
    const isMe = user.id === this.meId;
    const { label, tone } = USER_STATE_WORDS[state];
    return html`<tr role="row">
      <td role="cell">
        <div class="who">
          <care-avatar .name=${name} ?me=${isMe}></care-avatar>
          <div><b>${name}</b>${isMe ? html`<care-badge>You</care-badge>` : nothing}<small>${email}</small></div>
        </div>
      </td>
      <td role="cell" class="role">
        <care-menu
          variant="quiet"
          label="Role of ${name}"
          .value=${role.id}
          .items=${roles}
          ?disabled=${this.busy}
          @care-select=${(event: Select) => this.#chooseRole(user, event.detail.value)}
          >${role.name}</care-menu
        >
      </td>
      <td role="cell" class="groups">
        ${groups.length === 0 ? '–' : html`<span class="label">Groups: </span><span class="some">${groups.map((group) => group.name).join(', ')}</span>`}
      </td>
      <td role="cell">
        <care-status shape=${tone}>${label}</care-status>${invitationWaits ? html`<small>e-mail not sent yet</small>` : nothing}
      </td>
      <td role="cell">
        <span class="label">Last seen: </span>${lastSeenAt ? html`<care-age .at=${lastSeenAt}></care-age>` : 'Not yet'}
      </td>
      <td role="cell" class="acts">
        <care-menu
          variant="quiet"
          label="${name}, more"
          .icon=${ellipsisIcon}
          .items=${actsOf(user, this.invitationsBy)}
          ?disabled=${this.busy}
          @care-select=${(event: Select) => this.#act(user, event.detail.value)}
        ></care-menu>
      </td>
    </tr>`;
  }

  #chooseRole(user: UserShape, roleId: string) {
    const role = this.roles.find(({ id }) => id === roleId);
    if (role) void this.work.chooseRole(user, role);
  }

  #act(user: UserShape, value: string) {
    if (value === 'groups') this.work.ask({ what: 'groups', user });
    else if (value === 'link') void this.work.inviteAgain(user);
    else this.work.ask({ what: 'active', user, active: value === 'activate' });
  }
}

type Select = HTMLElementEventMap['care-select'];

const AGAIN = { email: 'Send the invitation again', link: 'Make a new invitation link' } as const;

const actsOf = ({ state }: UserShape, invitationsBy: People['invitationsBy']): MenuItem[] => [
  { value: 'groups', label: 'Change groups' },
  ...(state === 'invited' ? [{ value: 'link', label: AGAIN[invitationsBy] }] : []),
  state === 'deactivated'
    ? { value: 'activate', label: 'Reactivate' }
    : { value: 'deactivate', label: 'Deactivate' },
];

declare global {
  interface HTMLElementTagNameMap {
    'care-users-table': CareUsersTable;
  }
}
