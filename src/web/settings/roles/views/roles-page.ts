import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoleShape } from '../../../../api/roles.ts';
import { CONTACTS_AND_CASES_LABELS } from '../../../../domain/permission.ts';
import { careAccessOf } from '../../../../domain/role.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { drawLoaded, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { RolesWork } from '../roles-work.ts';
import { CARE_ACCESS_WORDS } from '../store/permission-hints.ts';
import { accountWords, manageWords } from '../store/role-words.ts';
import type { RolesState, RolesStore } from '../store/roles-store.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';

const HERE = '/settings/roles';

/** The roles of the account: what each allows in short, and how many have it. */
@customElement('care-roles-page')
export class CareRolesPage extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    pageStyles,
    css`
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      td a { display: inline-flex; align-items: center; min-height: var(--care-target); font-weight: var(--care-weight-medium); overflow-wrap: anywhere; }
      .label { display: none; color: var(--care-text-faint); }
      @container (max-width: 559px) { .label { display: inline; } }
    `,
  ];

  @property({ attribute: false }) store!: RolesStore;
  @property({ attribute: false }) work!: RolesWork;
  /** Why one may not see them, or not add one. */
  @property({ attribute: 'may-not-see' }) mayNotSee = '';
  @property({ attribute: 'may-not-add' }) mayNotAdd = '';

  #state: StoreController<RolesState, RolesState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    return html`<care-page-head heading="Roles & permissions">
        <care-tooltip slot="actions" .text=${this.mayNotAdd}
          ><care-button variant="primary" .refused=${this.mayNotAdd} href="${HERE}/new">+ Add account role</care-button></care-tooltip
        >
      </care-page-head>
      <div class="body">
        ${this.mayNotSee ? drawRefusal('You can’t see the roles', this.mayNotSee) : this.#renderRoles()}
      </div>`;
  }

  #renderRoles() {
    const { load } = this.#state!.value;
    return drawLoaded(
      load,
      (value) => html`<care-card>
          <div class="box">
            <table role="table" aria-label="Roles">
              <thead role="rowgroup">
                <tr role="row">
                  <th role="columnheader">Role</th>
                  <th role="columnheader">Care</th>
                  <th role="columnheader">Salesforce accounts</th>
                  <th role="columnheader">Contacts and cases</th>
                  <th role="columnheader">Manages</th>
                  <th role="columnheader" class="number">Users</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${value.map(drawRole)}
              </tbody>
            </table>
          </div>
        </care-card>`,
      { again: () => this.work.load() },
    );
  }
}

const drawRole = ({
  id,
  name,
  builtIn,
  permissions,
  contactsAndCases,
  users,
}: RoleShape) => html`<tr role="row">
  <td role="cell"><a href="${HERE}/${id}">${name}</a> ${builtIn ? html`<care-badge>Built in</care-badge>` : ''}</td>
  <td role="cell"><span class="label">Care: </span>${CARE_ACCESS_WORDS[careAccessOf(new Set(permissions))].label}</td>
  <td role="cell"><span class="label">Salesforce accounts: </span>${accountWords(permissions)}</td>
  <td role="cell"><span class="label">Contacts and cases: </span>${CONTACTS_AND_CASES_LABELS[contactsAndCases]}</td>
  <td role="cell"><span class="label">Manages: </span>${manageWords(permissions)}</td>
  <td role="cell" class="number"><span class="label">Users: </span>${users}</td>
</tr>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-roles-page': CareRolesPage;
  }
}
