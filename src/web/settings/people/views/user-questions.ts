import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GroupShape } from '../../../../api/people.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { UsersAsking } from '../store/users-store.ts';
import type { UsersWork } from '../users-work.ts';
import '../../../elements/button.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/dialog.ts';

interface Question {
  readonly heading: string;
  readonly body: TemplateResult;
  readonly no: string;
  readonly yes: string;
  readonly isDanger?: boolean;
  readonly does: () => Promise<unknown>;
}

/** What is asked about one person before it is done. */
@customElement('care-user-questions')
export class CareUserQuestions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      care-banner { margin-bottom: var(--care-space-5); }
    `,
  ];

  @property({ attribute: false }) asking!: UsersAsking;
  @property({ attribute: false }) groups: readonly GroupShape[] = [];
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: UsersWork;

  @state() private chosen: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('asking') && this.asking.what === 'groups')
      this.chosen = new Set(this.asking.user.groups.map(({ id }) => id));
  }

  override render() {
    const question = this.#question();
    return html`<care-dialog .open=${question !== null} .heading=${question?.heading ?? ''} @care-close=${() => this.work.close()}>
      ${question && drawProblem(this.problem)}
      ${question?.body ?? nothing}
      <care-button slot="actions" @click=${() => this.work.close()}>${question?.no}</care-button>
      <care-button
        slot="actions"
        variant=${question?.isDanger ? 'danger' : 'primary'}
        ?disabled=${this.busy}
        @click=${() => question?.does()}
        >${question?.yes}</care-button
      >
    </care-dialog>`;
  }

  #question(): Question | null {
    const { asking, work } = this;
    switch (asking.what) {
      case 'role': {
        const { user, role } = asking;
        return {
          heading: `Give yourself the role ${role.name}?`,
          body: html`<p>It holds at once. What ${role.name} does not allow, you can no longer do, nor take back yourself.</p>`,
          no: `Stay ${user.role.name}`,
          yes: 'Change my role',
          does: () => work.changeRole(user, role),
        };
      }
      case 'groups':
        return {
          heading: `Groups of ${asking.user.name}`,
          body: this.#renderGroups(),
          no: 'Cancel',
          yes: 'Save groups',
          does: () => work.setGroups(asking.user, [...this.chosen]),
        };
      case 'active': {
        const { user, active } = asking;
        return active
          ? {
              heading: `Reactivate ${user.name}?`,
              body: html`<p>${user.name} can sign in again, with the role ${user.role.name}.</p>`,
              no: 'Cancel',
              yes: 'Reactivate',
              does: () => work.setActive(user, true),
            }
          : {
              heading: `Deactivate ${user.name}?`,
              body: html`<p>
                They are signed out everywhere within a minute, also of what is open in Salesforce, and can’t sign in. Their cases and
                what they wrote stay. You can reactivate them at any time.
              </p>`,
              no: 'Keep active',
              yes: 'Deactivate',
              isDanger: true,
              does: () => work.setActive(user, false),
            };
      }
      default:
        return null;
    }
  }

  #renderGroups() {
    if (this.groups.length === 0) return html`<p>There is no group yet. Groups are added under Groups.</p>`;
    return html`${this.groups.map(
      ({ id, name }) =>
        html`<care-checkbox
          .label=${name}
          .checked=${this.chosen.has(id)}
          @care-toggle=${(event: HTMLElementEventMap['care-toggle']) => this.#choose(id, event.detail.checked)}
        ></care-checkbox>`,
    )}`;
  }

  #choose(id: string, isChosen: boolean) {
    const chosen = new Set(this.chosen);
    if (isChosen) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-user-questions': CareUserQuestions;
  }
}
