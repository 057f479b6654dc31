import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoleShape } from '../../../../api/roles.ts';
import { covers, type Rights } from '../../../../domain/permission.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { rightsOf } from '../../store/rights-of.ts';
import type { SettingsState, SettingsStore } from '../../store/settings-store.ts';
import { drawProblem, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { RoleWork } from '../role-work.ts';
import { draftOf } from '../store/role-draft.ts';
import type { RoleState, RoleStore } from '../store/role-store.ts';
import '../../../elements/badge.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/field.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';
import './role-form.ts';

const CRUMBS = [{ label: 'Roles & permissions', href: '/settings/roles' }];

/** One role: its name and what it allows, to be changed, added or deleted. */
@customElement('care-role-page')
export class CareRolePage extends LitElement {
  static override styles = [
    baseStyles,
    pageStyles,
    css`
      .body { max-width: 980px; }
      form { display: contents; }
      care-field { max-width: 420px; }
      .save { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--care-space-4); padding: var(--care-space-4) 0; border-top: 1px solid var(--care-border); background: var(--care-canvas); }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  @property({ attribute: false }) store!: RoleStore;
  @property({ attribute: false }) work!: RoleWork;
  /** Why one may not see it, or not change it. */
  @property({ attribute: 'may-not-see' }) mayNotSee = '';
  @property({ attribute: 'may-not-change' }) mayNotChange = '';

  #settings: StoreController<SettingsState, SettingsState> | undefined;
  #state: StoreController<RoleState, RoleState> | undefined;

  protected override willUpdate() {
    this.#settings ??= new StoreController(this, this.settings, (all) => all);
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { load } = this.#state!.value;
    if (this.mayNotSee) {
      return html`<care-page-head heading="Role" .crumbs=${CRUMBS}></care-page-head>
        <div class="body">${drawRefusal('You can’t see the roles', this.mayNotSee)}</div>`;
    }
    if (load.status === 'ready') return this.#renderRole(load.value);
    return html`<care-page-head heading="Role" .crumbs=${CRUMBS}></care-page-head>
      <div class="body">
        ${
          load.status === 'loading'
            ? html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`
            : drawProblem(load.problem)
        }
      </div>`;
  }

  #renderRole(role: RoleShape | null) {
    const { draft, saved, problem, asking } = this.#state!.value;
    const mine = rightsOf(this.#settings!.value);
    const refused = this.mayNotChange || reasonOfRole(role, mine);
    return html`<care-page-head .heading=${role ? saved.name : 'Add account role'} .crumbs=${CRUMBS}>
        ${role?.builtIn ? html`<care-badge>Built in</care-badge>` : nothing}
        ${role ? drawUsers(role) : nothing}
        ${role ? this.#renderDelete(role, refused) : nothing}
      </care-page-head>
      <div class="body">
        <form @submit=${this.#submitted}>
          ${refused ? html`<care-banner tone="info" fact="You can look at this role, not change it">${refused}</care-banner>` : nothing}
          <care-field
            label="Name"
            name="name"
            ?required=${refused === ''}
            .limit=${refused === '' ? 80 : 0}
            .value=${draft.name}
            ?disabled=${refused !== ''}
            .problem=${problem?.code === 'ROLE_NAME_TAKEN' ? problem.fact : ''}
            @care-change=${(event: HTMLElementEventMap['care-change']) => this.work.edit({ ...draft, name: event.detail.value })}
            ><span slot="remedy">${problem?.remedy ?? nothing}</span></care-field
          >
          <care-role-form
            .draft=${draft}
            .mine=${mine}
            .refused=${refused}
            @care-role-draft=${(event: HTMLElementEventMap['care-role-draft']) => this.work.edit(event.detail)}
          ></care-role-form>
          ${
            problem && problem.code !== 'ROLE_NAME_TAKEN' && asking !== 'delete'
              ? drawProblem(problem)
              : nothing
          }
          ${refused ? nothing : this.#renderSave(role)}
        </form>
      </div>
      ${this.#renderQuestions()}`;
  }

  #renderSave(role: RoleShape | null) {
    const { draft, busy } = this.#state!.value;
    const reason =
      draft.name.trim() === ''
        ? 'The role has no name yet.'
        : this.work.isChanged()
          ? ''
          : 'Nothing is changed.';
    return html`<div class="save">
      ${this.work.isChanged() && role ? html`<span class="faint">Not saved yet. Those who have this role get it at once.</span>` : nothing}
      <care-button href="/settings/roles">Cancel</care-button>
      <care-tooltip .text=${reason}
        ><care-button type="submit" variant="primary" .refused=${reason} ?disabled=${busy}>${role ? 'Save role' : 'Add role'}</care-button></care-tooltip
      >
    </div>`;
  }

  #renderDelete(role: RoleShape, refused: string) {
    const reason =
      refused ||
      (role.users > 0 ? `${usersWords(role.users)}. Give them another role, then delete this one.` : '');
    return html`<care-tooltip slot="actions" .text=${reason}
      ><care-button variant="danger" .refused=${reason} @click=${() => this.work.askToDelete()}>Delete role</care-button></care-tooltip
    >`;
  }

  #renderQuestions() {
    const { asking, saved, problem, busy } = this.#state!.value;
    return html`<care-dialog .open=${asking === 'leave'} heading="Leave without saving?" @care-close=${() => this.work.close()}>
        What you changed about this role is lost.
        <care-button slot="actions" @click=${() => this.work.leave()}>Leave</care-button>
        <care-button slot="actions" variant="primary" @click=${() => this.work.close()}>Keep editing</care-button>
      </care-dialog>
      <care-dialog .open=${asking === 'delete'} heading="Delete the role ${saved.name}?" @care-close=${() => this.work.close()}>
        ${problem ? drawProblem(problem) : 'Nobody has it. It cannot be brought back.'}
        <care-button slot="actions" @click=${() => this.work.close()}>Keep it</care-button>
        <care-button slot="actions" variant="danger" ?disabled=${busy} @click=${() => this.work.remove()}>Delete role</care-button>
      </care-dialog>`;
  }

  #submitted(event: Event) {
    event.preventDefault();
    const { draft, busy } = this.#state!.value;
    if (!busy && draft.name.trim() !== '' && this.work.isChanged()) void this.work.save();
  }
}

/** Those who have it are found under Users. */
const drawUsers = ({ name, users }: RoleShape) =>
  users === 0
    ? html`<span>${usersWords(users)}</span>`
    : html`<a href="/settings/users?search=${encodeURIComponent(name)}">${usersWords(users)}</a>`;

const usersWords = (users: number): string => {
  if (users === 0) return 'Nobody has this role';
  return users === 1 ? '1 person has this role' : `${users} people have this role`;
};

function reasonOfRole(role: RoleShape | null, mine: Rights): string {
  if (role === null) return '';
  if (role.builtIn)
    return `${role.name} is built in: it means the same in every account. Add an account role of your own instead.`;
  return covers(mine, draftOf(role))
    ? ''
    : 'This role may do more than yours. Somebody whose role may do as much can change it.';
}

declare global {
  interface HTMLElementTagNameMap {
    'care-role-page': CareRolePage;
  }
}
