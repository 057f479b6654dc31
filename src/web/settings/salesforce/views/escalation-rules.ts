import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type UndoAct, undoLimitInWords } from '../../../../domain/undo.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import { type EscalationRules, USUAL_DAYS, USUAL_UNDO_MINUTES } from '../store/account-store.ts';
import '../../../elements/card.ts';
import '../../../elements/field.ts';

const DAYS = [7, 30, 60, 90, 180, 365];
const ANY = 'any';
const NEVER = 'never';
const LIMITS = [30, 60, 480, 1_440, 4_320, 10_080];
const ACTS: readonly { value: UndoAct; label: string }[] = [
  { value: 'close', label: 'Closes and unlinks' },
  { value: 'unlink', label: 'Unlinks, and leaves it open' },
  { value: 'delete', label: 'Deletes, where the agent may' },
];
const CONTACT = [
  { value: 'yes', label: 'A contact has to be linked' },
  { value: 'no', label: 'A case may go without a contact' },
];

/**
 * What the account asks for before a case may go to Salesforce.
 *
 * @fires care-rules - They are to be others; detail: the rules.
 */
@customElement('care-escalation-rules')
export class CareEscalationRules extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      .rules { display: grid; gap: var(--care-space-5); }
      p { margin: 0; color: var(--care-text-quiet); }
    `,
  ];

  @property({ attribute: false }) rules: EscalationRules | null = null;
  /** Why one may not change them. */
  @property() refused = '';

  override render() {
    const { rules } = this;
    if (rules === null) return nothing;
    const { contactRequired, silentDays, undoMinutes, undoAct } = rules;
    const days = [...new Set([...DAYS, ...(silentDays === null ? [] : [silentDays])])].sort((a, b) => a - b);
    const ages = days.map((each) => ({
      value: String(each),
      label: `Less than ${each} days old${usual(each)}`,
    }));
    const limits = [...new Set([...LIMITS, ...(undoMinutes === null ? [] : [undoMinutes])])]
      .sort((a, b) => a - b)
      .map((each) => ({ value: String(each), label: `Within ${undoLimitInWords(each)}${usualLimit(each)}` }));
    return html`<care-card level="2" heading="A case that goes to Salesforce">
      <div class="rules">
        <care-field
          type="select"
          label="Contact"
          .value=${contactRequired ? 'yes' : 'no'}
          .options=${CONTACT}
          ?disabled=${this.refused !== ''}
          @care-change=${(event: CustomEvent<{ value: string }>) =>
            this.#tell({ ...rules, contactRequired: event.detail.value === 'yes' })}
        ></care-field>
        <care-field
          type="select"
          label="Customer’s last message"
          .value=${silentDays === null ? ANY : String(silentDays)}
          .options=${[...ages, { value: ANY, label: 'Of any age' }]}
          ?disabled=${this.refused !== ''}
          @care-change=${({ detail }: CustomEvent<{ value: string }>) =>
            this.#tell({ ...rules, silentDays: detail.value === ANY ? null : Number(detail.value) })}
        ></care-field>
        <care-field
          type="select"
          label="Undo what went to Salesforce"
          .value=${undoMinutes === null ? NEVER : String(undoMinutes)}
          .options=${[...limits, { value: NEVER, label: 'Not at all' }]}
          ?disabled=${this.refused !== ''}
          @care-change=${({ detail }: CustomEvent<{ value: string }>) =>
            this.#tell({ ...rules, undoMinutes: detail.value === NEVER ? null : Number(detail.value) })}
        ></care-field>
        ${
          undoMinutes === null
            ? nothing
            : html`<care-field
                type="select"
                label="Undoing usually"
                .value=${undoAct}
                .options=${ACTS}
                ?disabled=${this.refused !== ''}
                @care-change=${({ detail }: CustomEvent<{ value: UndoAct }>) =>
                  this.#tell({ ...rules, undoAct: detail.value })}
              ></care-field>`
        }
        <p>${this.refused || 'They hold for every Salesforce account of yours.'}</p>
      </div>
    </care-card>`;
  }

  #tell(rules: EscalationRules) {
    tell(this, 'care-rules', rules);
  }
}

const usualLimit = (minutes: number): string => (minutes === USUAL_UNDO_MINUTES ? ', as usual' : '');
const usual = (days: number): string => (days === USUAL_DAYS ? ', as usual' : '');

declare global {
  interface HTMLElementTagNameMap {
    'care-escalation-rules': CareEscalationRules;
  }
  interface HTMLElementEventMap {
    'care-rules': CustomEvent<EscalationRules>;
  }
}
