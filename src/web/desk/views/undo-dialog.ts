import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EscalationShape } from '../../../api/shapes.ts';
import { UNDO_ACTS, type UndoAct } from '../../../domain/undo.ts';
import { baseStyles } from '../../elements/base-styles.ts';
import { type UndoChoice, type UndoForm, type Undoing, undoConsequences } from '../store/undo-slice.ts';
import type { UndoWork } from '../undo-work.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/choice.ts';
import '../../elements/dialog.ts';
import '../../elements/field.ts';
import '../../elements/skeleton.ts';

const LONGEST_WHY = 1_000;

/** Says what undoing an escalation does, lets the agent choose, and does it. */
@customElement('care-undo-dialog')
export class CareUndoDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .body { display: grid; gap: var(--care-space-5); }
      ul { display: grid; gap: var(--care-space-3); margin: 0; padding-inline-start: var(--care-space-6); list-style: disc; }
    `,
  ];

  @property({ attribute: false }) undoing!: Undoing;
  @property({ attribute: false }) work!: UndoWork;

  override render() {
    const { undoing } = this;
    const open = undoing.status !== 'closed';
    return html`<care-dialog .open=${open} heading=${open ? headingOf(undoing.of) : ''} @care-close=${() => this.work.close()}>
      ${open ? html`<div class="body">${this.#renderBody(undoing)}</div>${this.#renderActions(undoing)}` : nothing}
    </care-dialog>`;
  }

  #renderBody(undoing: Exclude<Undoing, { status: 'closed' }>) {
    switch (undoing.status) {
      case 'preparing':
        return html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`;
      case 'failed':
        return html`<care-banner
          tone="danger"
          .fact=${undoing.problem.fact}
          .details=${undoing.problem.code}
          action="Try again"
          @care-banner-action=${() => this.work.open(undoing.of)}
          >${undoing.problem.remedy}</care-banner
        >`;
      case 'asking':
      case 'sending':
        return html`${
          undoing.status === 'asking' && undoing.problem
            ? html`<care-banner tone="danger" .fact=${undoing.problem.fact} .details=${undoing.problem.code}
                >${undoing.problem.remedy}</care-banner
              >`
            : nothing
        }
        ${this.#renderChoices(undoing.of, undoing.form, undoing.choice, undoing.status === 'sending')}`;
    }
  }

  #renderChoices(of: EscalationShape, form: UndoForm, choice: UndoChoice, sending: boolean) {
    return html`${
      form.linked
        ? html`<p>This ${of.object.toLowerCase()} was in Salesforce before it was linked here.</p>`
        : nothing
    }
      ${
        form.acts.length > 1
          ? html`<care-choice
              label="What happens in Salesforce"
              .value=${choice.act}
              .choices=${form.acts.map(({ act, refused }) => ({ ...ACTS[act], value: act, refused: refused ?? '' }))}
              @care-choose=${(event: CustomEvent<{ value: string }>) => this.#chose(event.detail.value)}
            ></care-choice>`
          : nothing
      }
      ${
        choice.act === 'close' && !form.closed && form.closedStatuses.length > 1
          ? html`<care-field
              type="select"
              label="Status"
              .value=${choice.closedStatus ?? ''}
              .options=${form.closedStatuses}
              ?disabled=${sending}
              @care-change=${(event: CustomEvent<{ value: string }>) => this.work.chose({ closedStatus: event.detail.value })}
            ></care-field>`
          : nothing
      }
      ${
        choice.act === 'delete' && form.deletedAs
          ? html`<care-banner tone="warning" .fact=${`It is deleted as ${form.deletedAs}`}></care-banner>`
          : nothing
      }
      <ul>
        ${undoConsequences(of, form, choice).map((each) => html`<li>${each}</li>`)}
      </ul>
      <care-field
        type="textarea"
        label="Why"
        hint="If you like; kept with the case and in the activity."
        .limit=${LONGEST_WHY}
        .value=${choice.why}
        ?disabled=${sending}
        @care-change=${(event: CustomEvent<{ value: string }>) => this.work.chose({ why: event.detail.value })}
      ></care-field>`;
  }

  #chose(value: string) {
    const act = UNDO_ACTS.find((each) => each === value);
    if (act) this.work.chose({ act });
  }

  #renderActions(undoing: Exclude<Undoing, { status: 'closed' }>) {
    const sending = undoing.status === 'sending';
    const choice = undoing.status === 'asking' || sending ? undoing.choice : null;
    const tooLong = (choice?.why.length ?? 0) > LONGEST_WHY;
    return html`<care-button slot="actions" ?disabled=${sending} @click=${() => this.work.close()}>Keep it</care-button>
      ${
        choice
          ? html`<care-button
              slot="actions"
              variant=${choice.act === 'delete' ? 'danger' : 'primary'}
              ?disabled=${sending || tooLong}
              @click=${() => this.work.submit()}
              >${sending ? 'Undoing …' : `${BUTTONS[choice.act]} ${undoing.of.object.toLowerCase()}`}</care-button
            >`
          : nothing
      }`;
  }
}

const ACTS: Readonly<Record<UndoAct, { label: string; hint: string }>> = {
  close: { label: 'Close and unlink', hint: 'It stays there, closed' },
  unlink: { label: 'Unlink only', hint: 'It stays there as it is' },
  delete: { label: 'Delete', hint: 'With all that lies under it' },
};
const BUTTONS: Readonly<Record<UndoAct, string>> = {
  close: 'Close and unlink',
  unlink: 'Unlink',
  delete: 'Delete',
};

const headingOf = ({ object, number }: EscalationShape): string =>
  `Undo Salesforce ${object.toLowerCase()}${number ? ` ${number}` : ''}`;

declare global {
  interface HTMLElementTagNameMap {
    'care-undo-dialog': CareUndoDialog;
  }
}
