import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GroupShape, UserShape } from '../../../../api/people.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { GroupsWork } from '../groups-work.ts';
import { findUsers } from '../store/find-users.ts';
import '../../../elements/button.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/dialog.ts';
import '../../../elements/field.ts';
import '../../../elements/search.ts';

/** From this many on, members are searched for. */
const MANY = 10;

/** The name and the members of one group. */
@customElement('care-group-dialog')
export class CareGroupDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      form { display: grid; gap: var(--care-space-5); }
      fieldset { margin: 0; padding: 0; border: 0; }
      legend { padding: 0 0 var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
      .people { max-height: 40vh; overflow-y: auto; padding: 2px; }
      care-search { margin-bottom: var(--care-space-3); }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** Null: one to be added. */
  @property({ attribute: false }) group: GroupShape | null = null;
  @property({ attribute: false }) users: readonly UserShape[] = [];
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: GroupsWork;

  @state() private name = '';
  @state() private search = '';
  @state() private chosen: ReadonlySet<string> = new Set();
  /** Sent too early: what is missing is said beside it. */
  @state() private pressed = false;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('open') || !this.open) return;
    this.name = this.group?.name ?? '';
    this.chosen = new Set(this.group?.members.map(({ id }) => id));
    this.search = '';
    this.pressed = false;
  }

  override render() {
    return html`<care-dialog .open=${this.open} .heading=${this.group ? `Edit ${this.group.name}` : 'Add group'} @care-close=${() => this.work.close()}>
      <form @submit=${this.#submitted}>
        ${this.problem && !this.#isTaken ? drawProblem(this.problem) : nothing}
        <care-field
          label="Name"
          required
          .limit=${80}
          .value=${this.name}
          .problem=${this.#nameProblem}
          @care-change=${(event: HTMLElementEventMap['care-change']) => (this.name = event.detail.value)}
          ><span slot="remedy">${this.#isTaken ? this.problem!.remedy : nothing}</span></care-field
        >
        ${this.#renderMembers()}
      </form>
      <care-button slot="actions" @click=${() => this.work.close()}>Cancel</care-button>
      <care-button slot="actions" variant="primary" ?disabled=${this.busy} @click=${() => this.#send()}
        >${this.group ? 'Save group' : 'Add group'}</care-button
      >
    </care-dialog>`;
  }

  #renderMembers() {
    // Whoever was deactivated stays a member, and is not made one.
    const people = this.users.filter(({ id, active }) => active || this.chosen.has(id));
    return html`<fieldset>
      <legend>Members (${this.chosen.size})</legend>
      ${
        people.length >= MANY
          ? html`<care-search
              label="Search members"
              .value=${this.search}
              @care-change=${(event: HTMLElementEventMap['care-change']) => (this.search = event.detail.value)}
            ></care-search>`
          : nothing
      }
      <div class="people">
        ${findUsers(people, this.search).map(
          ({ id, name, email }) =>
            html`<care-checkbox
              .label=${name}
              .hint=${email}
              .checked=${this.chosen.has(id)}
              @care-toggle=${(event: HTMLElementEventMap['care-toggle']) => this.#choose(id, event.detail.checked)}
            ></care-checkbox>`,
        )}
      </div>
    </fieldset>`;
  }

  get #isTaken() {
    return this.problem?.code === 'GROUP_NAME_TAKEN';
  }

  get #nameProblem(): string {
    if (this.#isTaken) return this.problem!.fact;
    return this.pressed && this.name.trim() === '' ? 'A name is missing.' : '';
  }

  #choose(id: string, isChosen: boolean) {
    const chosen = new Set(this.chosen);
    if (isChosen) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  }

  #submitted(event: Event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (this.busy) return;
    this.pressed = true;
    const name = this.name.trim();
    if (name !== '') void this.work.save(this.group, { name, memberIds: [...this.chosen] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-group-dialog': CareGroupDialog;
  }
}
