import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RoleShape } from '../../../../api/roles.ts';
import { covers, type Rights } from '../../../../domain/permission.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { fullTime } from '../../../elements/times.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { rightsOfShape } from '../store/rights-of-shape.ts';
import type { Invitation, People, UsersAsking } from '../store/users-store.ts';
import type { Invitee, UsersWork } from '../users-work.ts';
import '../../../elements/button.ts';
import '../../../elements/copy.ts';
import '../../../elements/dialog.ts';
import '../../../elements/field.ts';

const NOBODY: Invitee = { name: '', email: '', roleId: '' };

/** Who is to be let in; then their link, shown this once, where it does not go by e-mail. */
@customElement('care-invite-dialog')
export class CareInviteDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      form, .link { display: grid; gap: var(--care-space-5); }
    `,
  ];

  @property({ attribute: false }) asking!: UsersAsking;
  @property({ attribute: false }) roles: readonly RoleShape[] = [];
  @property({ attribute: false }) invitationsBy: People['invitationsBy'] = 'link';
  @property({ attribute: false }) mine!: Rights;
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: UsersWork;

  @state() private invitee = NOBODY;
  /** Sent too early: what is missing is said beside it. */
  @state() private pressed = false;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('asking') || this.asking.what !== 'invite' || changed.get('asking')?.what === 'invite')
      return;
    this.pressed = false;
    this.invitee = { ...NOBODY, roleId: this.#roles.find(({ name }) => name === 'Agent')?.id ?? '' };
  }

  override render() {
    const { asking } = this;
    const isLink = asking.what === 'link';
    return html`<care-dialog
      .open=${isLink || asking.what === 'invite'}
      .heading=${isLink ? `Link for ${asking.invitation.user.name}` : 'Invite user'}
      @care-close=${() => this.work.close()}
    >
      ${isLink ? drawLink(asking.invitation) : this.#renderForm()}
      ${
        isLink
          ? html`<care-button slot="actions" variant="primary" @click=${() => this.work.close()}>Done</care-button>`
          : html`<care-button slot="actions" @click=${() => this.work.close()}>Cancel</care-button>
              <care-button slot="actions" variant="primary" ?disabled=${this.busy} @click=${() => this.#send()}>${this.invitationsBy === 'email' ? 'Send invitation' : 'Make invitation link'}</care-button>`
      }
    </care-dialog>`;
  }

  #renderForm() {
    const { name, email, roleId } = this.invitee;
    const isTaken = this.problem?.code === 'USER_EXISTS';
    const emailProblem =
      this.pressed && !isAddress(email)
        ? 'This is not an e-mail address.'
        : isTaken
          ? this.problem!.fact
          : '';
    return html`<form @submit=${this.#submitted}>
      ${this.problem && !isTaken ? drawProblem(this.problem) : nothing}
      <care-field
        label="Name"
        required
        .limit=${120}
        .value=${name}
        .problem=${this.pressed && name.trim() === '' ? 'A name is missing.' : ''}
        @care-change=${(event: Change) => this.#fill({ name: event.detail.value })}
      ></care-field>
      <care-field
        type="email"
        label="E-mail"
        required
        .value=${email}
        .problem=${emailProblem}
        @care-change=${(event: Change) => this.#fill({ email: event.detail.value })}
        ><span slot="remedy">${isTaken ? this.problem!.remedy : nothing}</span></care-field
      >
      <care-field
        type="select"
        label="Role"
        required
        empty-option="Choose a role"
        .hint=${this.#roles.length < this.roles.length ? 'Roles that may do more than yours are not among them.' : ''}
        .options=${this.#roles.map((role) => ({ value: role.id, label: role.name }))}
        .value=${roleId}
        .problem=${this.pressed && roleId === '' ? 'A role is missing.' : ''}
        @care-change=${(event: Change) => this.#fill({ roleId: event.detail.value })}
      ></care-field>
      ${
        this.invitationsBy === 'email'
          ? html`<p>They get an e-mail with a link that makes them active and signs them in, once, within seven days.</p>`
          : nothing
      }
    </form>`;
  }

  get #roles() {
    return this.roles.filter((role) => covers(this.mine, rightsOfShape(role)));
  }

  #fill(change: Partial<Invitee>) {
    this.invitee = { ...this.invitee, ...change };
  }

  #submitted(event: Event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (this.busy) return;
    this.pressed = true;
    const { name, email, roleId } = this.invitee;
    if (name.trim() === '' || !isAddress(email) || roleId === '') return;
    void this.work.invite({ name: name.trim(), email: email.trim(), roleId });
  }
}

type Change = HTMLElementEventMap['care-change'];

/** As much as can be said here; the service says the rest. */
const isAddress = (email: string): boolean => /^\S+@\S+\.\S+$/.test(email.trim());

const drawLink = ({ user, link, expiresAt }: Invitation) => html`<div class="link">
  <p>
    Send this link to ${user.email} yourself: this installation sends no e-mail. It is shown this once, makes ${user.name} active and signs them
    in, once, until ${fullTime(expiresAt)}.
  </p>
  <care-copy label="Invitation link" .value=${link}></care-copy>
</div>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-invite-dialog': CareInviteDialog;
  }
}
