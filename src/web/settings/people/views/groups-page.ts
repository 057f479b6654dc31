import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GroupShape } from '../../../../api/people.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { usersRoundIcon } from '../../../elements/settings-icons.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { drawLoaded, drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { GroupsWork } from '../groups-work.ts';
import type { Groups, GroupsState, GroupsStore } from '../store/groups-store.ts';
import { peopleTabs } from '../store/people-tabs.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';
import './group-dialog.ts';

/** The groups of the account, and who is in them. */
@customElement('care-groups-page')
export class CareGroupsPage extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    pageStyles,
    css`
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      td { overflow-wrap: anywhere; }
      td.acts { display: table-cell; text-align: end; white-space: nowrap; }
      @container (max-width: 559px) { td.acts { display: block; text-align: start; } }
    `,
  ];

  @property({ attribute: false }) store!: GroupsStore;
  @property({ attribute: false }) work!: GroupsWork;
  /** Why one may neither see nor change them. */
  @property() refused = '';

  #state: StoreController<GroupsState, GroupsState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    return html`<care-page-head heading="Users and groups" .tabs=${peopleTabs('groups')}>
        <care-tooltip slot="actions" .text=${this.refused}
          ><care-button variant="primary" .refused=${this.refused} @click=${() => this.work.ask({ what: 'edit', group: null })}
            >Add group</care-button
          ></care-tooltip
        >
      </care-page-head>
      <div class="body">
        ${this.refused ? drawRefusal('You can’t see the groups', this.refused) : this.#renderLoad()}
      </div>`;
  }

  #renderLoad() {
    const { load } = this.#state!.value;
    return drawLoaded(load, (value) => this.#renderGroups(value), { again: () => this.work.load() });
  }

  #renderGroups({ groups, users }: Groups) {
    const { asking, problem, busy } = this.#state!.value;
    const removed = asking.what === 'delete' ? asking.group : null;
    return html`<care-card
        >${
          groups.length === 0
            ? html`<care-empty level="2" .icon=${usersRoundIcon} heading="No groups yet"
                >A group is a name for people who work on the same things.</care-empty
              >`
            : html`<div class="box">${this.#renderTable(groups)}</div>`
        }</care-card
      >
      <care-group-dialog
        ?open=${asking.what === 'edit'}
        .group=${asking.what === 'edit' ? asking.group : null}
        .users=${users}
        .problem=${problem}
        ?busy=${busy}
        .work=${this.work}
      ></care-group-dialog>
      <care-dialog .open=${removed !== null} heading="Delete the group ${removed?.name}?" @care-close=${() => this.work.close()}>
        ${problem ? drawProblem(problem) : 'Its members stay in the account, with their roles.'}
        <care-button slot="actions" @click=${() => this.work.close()}>Keep it</care-button>
        <care-button slot="actions" variant="danger" ?disabled=${busy} @click=${() => removed && this.work.remove(removed)}>Delete group</care-button>
      </care-dialog>`;
  }

  #renderTable(groups: readonly GroupShape[]) {
    return html`<table role="table" aria-label="Groups">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Group</th>
          <th role="columnheader">Members</th>
          <th role="columnheader"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${groups.map(
          (group) => html`<tr role="row">
            <td role="cell"><b>${group.name}</b></td>
            <td role="cell">${group.members.length === 0 ? 'Nobody' : group.members.map(({ name }) => name).join(', ')}</td>
            <td role="cell" class="acts">
              <care-button size="small" @click=${() => this.work.ask({ what: 'edit', group })}
                >Edit<span class="visually-hidden"> ${group.name}</span></care-button
              >
              <care-button variant="quiet" size="small" @click=${() => this.work.ask({ what: 'delete', group })}
                >Delete<span class="visually-hidden"> ${group.name}</span></care-button
              >
            </td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-groups-page': CareGroupsPage;
  }
}
