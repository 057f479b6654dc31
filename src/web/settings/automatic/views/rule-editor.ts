import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AutomaticRuleInput } from '../../../../api/automatic-rules.ts';
import { OPERATOR_WORDS } from '../../../../domain/conditions/condition-words.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { ConditionRows, ConditionSubject } from '../../../elements/conditions.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { AutomaticWork } from '../automatic-work.ts';
import {
  type AutomaticRules,
  type AutomaticState,
  type RuleDraft,
  reasonAgainstSaving,
} from '../store/automatic-store.ts';
import { trialInWords } from '../store/rule-words.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/checkbox.ts';
import '../../../elements/conditions.ts';
import '../../../elements/field.ts';
import '../../../elements/search.ts';

const FOR_NEW = '';
const ALL_BY_THEMSELVES: ReadonlySet<string> = new Set(['is_set', 'is_not_set']);

/** One rule: its name, what it asks, what it makes. */
@customElement('care-rule-editor')
export class CareRuleEditor extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      form { display: grid; gap: var(--care-space-7); }
      .stack { display: grid; gap: var(--care-space-6); }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr)); gap: var(--care-space-5); align-items: start; }
      .trial { margin: 0; color: var(--care-text-quiet); }
      .trial.none { position: absolute; }
      .found { display: flex; flex-wrap: wrap; gap: var(--care-space-3); }
      .why { flex: 1 1 110px; margin: 0; font: var(--care-type-caption); color: var(--care-text-quiet); }
      .save { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--care-space-4); padding: var(--care-space-4) 0; border-top: 1px solid var(--care-border); background: var(--care-canvas); }
    `,
  ];

  @property({ attribute: false }) state!: AutomaticState;
  @property({ attribute: false }) subjects: AutomaticRules['subjects'] = [];
  @property({ attribute: false }) work!: AutomaticWork;

  /** Whoever opened it begins with the name. */
  protected override firstUpdated() {
    this.renderRoot.querySelector('care-field')?.focus();
  }

  override render() {
    const { draft, trial, problem, busy } = this.state;
    if (!draft) return nothing;
    const reason = reasonAgainstSaving(draft) || (this.work.isChanged() ? '' : 'Nothing is changed.');
    return html`<form @submit=${this.#submitted}>
      ${drawProblem(problem)}
      <care-card level="2" heading=${draft.id === null ? 'New rule' : 'Rule'}>
        <care-field
          label="Name"
          required
          .limit=${80}
          .value=${draft.name}
          @care-change=${(event: CustomEvent<{ value: string }>) => this.work.change({ name: event.detail.value })}
        ></care-field>
      </care-card>
      <care-card level="2" heading="When">
        <div class="stack">
          <care-conditions
            .subjects=${this.subjects.map(asChoice)}
            .value=${draft}
            .problems=${problemsOf(this.state)}
            @care-conditions=${(event: CustomEvent<ConditionRows>) => this.#conditionsChanged(event.detail)}
          ></care-conditions>
          <p class="trial ${trial ? '' : 'none'}" role="status">${trial ? trialInWords(trial) : ''}</p>
        </div>
      </care-card>
      <care-card level="2" heading="Create a Salesforce case">${this.#renderMaking(draft)}</care-card>
      <div class="save">
        <p class="why">${reason}</p>
        <care-button @click=${() => this.work.cancel()}>Cancel</care-button>
        <care-button type="submit" variant="primary" .refused=${reason} ?disabled=${busy}>${draft.id === null ? 'Add rule' : 'Save rule'}</care-button>
      </div>
    </form>`;
  }

  #renderMaking(draft: RuleDraft) {
    const { recordTypes } = this.state;
    const own = recordTypes.some(({ value }) => value === draft.recordType) || draft.recordType === null;
    const kept = own ? [] : [{ value: draft.recordType!, label: draft.recordType! }];
    const owner = draft.byName ? 'name' : draft.assign ? 'rule' : 'creator';
    return html`<div class="stack">
      <care-checkbox
        label="Also without a linked contact"
        hint="Otherwise the rule waits until somebody links one."
        .checked=${draft.withoutContact}
        @care-toggle=${(event: CustomEvent<{ checked: boolean }>) => this.work.change({ withoutContact: event.detail.checked })}
      ></care-checkbox>
      <div class="pair">
        ${
          recordTypes.length > 1 || !own
            ? html`<care-field
                type="select"
                label="Record type"
                .value=${draft.recordType ?? FOR_NEW}
                .options=${[{ value: FOR_NEW, label: 'The one for new cases' }, ...kept, ...recordTypes]}
                @care-change=${(event: CustomEvent<{ value: string }>) => this.work.change({ recordType: event.detail.value || null })}
              ></care-field>`
            : nothing
        }
        <care-field
          type="select"
          label="Owner"
          .value=${owner}
          .options=${[
            { value: 'creator', label: 'The holder of the default token' },
            { value: 'rule', label: 'Whom the assignment rule names' },
            { value: 'name', label: draft.owner ? draft.owner.name : 'A user or queue' },
          ]}
          @care-change=${(event: CustomEvent<{ value: string }>) =>
            this.work.change({
              byName: event.detail.value === 'name',
              assign: event.detail.value === 'rule',
            })}
        ></care-field>
        <care-field
          type="number"
          label="At most this many cases an hour"
          hint="What comes above waits until there is room again."
          .value=${draft.hourlyCap > 0 ? String(draft.hourlyCap) : ''}
          @care-change=${(event: CustomEvent<{ value: string }>) => this.work.change({ hourlyCap: Number(event.detail.value) })}
        ></care-field>
      </div>
      ${draft.byName ? this.#renderOwners(draft) : nothing}
    </div>`;
  }

  #renderOwners(draft: RuleDraft) {
    return html`<care-search
        label=${draft.owner ? `Search for another owner than ${draft.owner.name}` : 'Search users and queues'}
        @care-change=${(event: CustomEvent<{ value: string }>) => {
          event.stopPropagation();
          this.work.searchOwners(event.detail.value);
        }}
      ></care-search>
      <div class="found">
        ${this.state.owners.map(
          (each) =>
            html`<care-button size="small" @click=${() => this.work.change({ owner: each })}>${each.name}${each.kind === 'queue' ? ', queue' : ''}</care-button>`,
        )}
      </div>`;
  }

  #conditionsChanged({ match, conditions }: ConditionRows) {
    const typed = conditions as AutomaticRuleInput['conditions'];
    this.work.change({ match, conditions: typed });
  }

  #submitted(event: SubmitEvent) {
    event.preventDefault();
    void this.work.save();
  }
}

const asChoice = ({ operators, ...subject }: AutomaticRules['subjects'][number]): ConditionSubject => ({
  ...subject,
  operators: operators.map((value) => ({
    value,
    label: OPERATOR_WORDS[value],
    takesValue: !ALL_BY_THEMSELVES.has(value),
  })),
});

/** What the service found wrong, by the place of the condition. */
function problemsOf({ problem }: AutomaticState): Record<number, string> {
  const found = (problem?.errors ?? []).flatMap(({ path, fact }) => {
    const at = /^conditions\.(\d+)$/.exec(path)?.[1];
    return at === undefined ? [] : [[Number(at), fact] as const];
  });
  return Object.fromEntries(found);
}

declare global {
  interface HTMLElementTagNameMap {
    'care-rule-editor': CareRuleEditor;
  }
}
