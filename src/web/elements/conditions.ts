import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { baseStyles } from './base-styles.ts';
import { xIcon } from './icons.ts';
import { plusIcon } from './page-icons.ts';
import { tell } from './tell.ts';
import './button.ts';
import './field.ts';

interface Named {
  value: string;
  label: string;
}

/** What a condition can ask about. */
export interface ConditionSubject {
  key: string;
  label: string;
  sort: 'choice' | 'text' | 'number' | 'presence';
  /** The usual one first; `takesValue` false: it says all by itself. */
  operators: readonly (Named & { takesValue: boolean })[];
  /** Of a choice: all there can be. */
  options: readonly Named[];
}

export interface ConditionRow {
  subject: string;
  operator: string;
  values: readonly string[];
}

export interface ConditionRows {
  match: 'all' | 'any';
  conditions: readonly ConditionRow[];
}

const MATCHES = [
  { value: 'all', label: 'all of these hold' },
  { value: 'any', label: 'any of these holds' },
];

/**
 * A condition builder: rows of what, how and which value, of which all or any have to hold.
 *
 * @fires care-conditions - Something was changed; detail: all of them as they are then.
 */
@customElement('care-conditions')
export class CareConditions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; gap: var(--care-space-5); font: var(--care-type-body); color: var(--care-text); container-type: inline-size; }
      .match { max-width: 260px; }
      fieldset { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 8fr) minmax(0, 13fr) auto; gap: var(--care-space-4); align-items: start; margin: 0; padding: var(--care-space-4); border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); }
      legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
      .remove { align-self: start; margin-top: 23px; }
      .values { display: grid; gap: var(--care-space-3); }
      .chosen { display: flex; flex-wrap: wrap; gap: var(--care-space-2); }
      .problem { grid-column: 1 / -1; color: var(--care-danger-text); font: var(--care-type-caption); }
      @container (max-width: 619px) {
        fieldset { grid-template-columns: minmax(0, 1fr) auto; }
        fieldset > :nth-child(n) { grid-column: 1; }
        .remove { grid-area: 1 / 2; grid-column: 2 !important; }
      }
    `,
  ];

  @property({ attribute: false }) subjects: readonly ConditionSubject[] = [];
  @property({ attribute: false }) value: ConditionRows = { match: 'all', conditions: [] };
  /** What is wrong with a condition, by its place. */
  @property({ attribute: false }) problems: Readonly<Record<number, string>> = {};

  /** Words as they are being typed, by place: a comma at their end is not a word yet. */
  #typed = new Map<number, string>();

  override render() {
    const { match, conditions } = this.value;
    return html`${
      conditions.length > 1
        ? html`<care-field
            class="match"
            type="select"
            label="The rule matches when"
            .value=${match}
            .options=${MATCHES}
            @care-change=${(event: CustomEvent<{ value: string }>) => {
              event.stopPropagation();
              this.#change({ match: event.detail.value === 'any' ? 'any' : 'all' });
            }}
          ></care-field>`
        : nothing
    }
      ${conditions.map((condition, at) => this.#renderRow(condition, at))}
      <div>
        <care-button size="small" .icon=${plusIcon} @click=${this.#add}>Add condition</care-button>
      </div>`;
  }

  #renderRow(condition: ConditionRow, at: number) {
    const subject = this.subjects.find(({ key }) => key === condition.subject);
    const gone = subject ? [] : [{ value: condition.subject, label: 'No longer known' }];
    const operator = subject?.operators.find(({ value }) => value === condition.operator);
    const problem = this.problems[at];
    return html`<fieldset>
      <legend>Condition ${at + 1}</legend>
      <care-field
        type="select"
        label="What"
        .value=${condition.subject}
        .options=${[...gone, ...this.subjects.map(({ key: value, label }) => ({ value, label }))]}
        @care-change=${(event: CustomEvent<{ value: string }>) => this.#subjectChosen(event, at)}
      ></care-field>
      <care-field
        type="select"
        label="How"
        .value=${condition.operator}
        .options=${subject?.operators ?? []}
        @care-change=${(event: CustomEvent<{ value: string }>) => {
          event.stopPropagation();
          const chosen = subject?.operators.find(({ value }) => value === event.detail.value);
          this.#replace(at, {
            operator: event.detail.value,
            ...(chosen?.takesValue ? {} : { values: [] }),
          });
        }}
      ></care-field>
      <div class="values">${subject && operator?.takesValue ? this.#renderValues(subject, condition, at) : nothing}</div>
      <care-button class="remove" variant="quiet" size="small" label="Remove condition ${at + 1}" .icon=${xIcon} @click=${() => this.#remove(at)}></care-button>
      ${problem ? html`<span class="problem" role="alert">${problem}</span>` : nothing}
    </fieldset>`;
  }

  #renderValues({ sort, options }: ConditionSubject, { values }: ConditionRow, at: number) {
    if (sort === 'choice') return this.#renderChoice(options, values, at);
    const isNumber = sort === 'number';
    const typed = this.#typed.get(at);
    return html`<care-field
      type=${isNumber ? 'number' : 'text'}
      label=${isNumber ? 'Number' : 'Words, with commas between'}
      .value=${typed !== undefined && same(wordsOf(typed), values) ? typed : values.join(', ')}
      @care-change=${(event: CustomEvent<{ value: string }>) => {
        event.stopPropagation();
        const { value } = event.detail;
        this.#typed.set(at, value);
        this.#replace(at, { values: isNumber ? [value].filter(Boolean) : wordsOf(value) });
      }}
    ></care-field>`;
  }

  #renderChoice(options: readonly Named[], values: readonly string[], at: number) {
    const free = options.filter(({ value }) => !values.includes(value));
    return html`${
      free.length > 0
        ? html`<care-field
            type="select"
            label=${values.length === 0 ? 'Value' : 'Or'}
            empty-option=${values.length === 0 ? 'Choose' : 'Add another'}
            .value=${live('')}
            .options=${free}
            @care-change=${(event: CustomEvent<{ value: string }>) => {
              event.stopPropagation();
              const { value } = event.detail;
              if (value) this.#replace(at, { values: [...values, value] });
            }}
          ></care-field>`
        : nothing
    }
      <div class="chosen">
        ${values.map((value) => {
          const label = options.find((option) => option.value === value)?.label ?? 'No longer there';
          return html`<care-button
            size="small"
            .icon=${xIcon}
            hint="Remove ${label}"
            @click=${() => this.#replace(at, { values: values.filter((each) => each !== value) })}
            >${label}</care-button
          >`;
        })}
      </div>`;
  }

  #subjectChosen(event: CustomEvent<{ value: string }>, at: number) {
    event.stopPropagation();
    this.#typed.delete(at);
    this.#replace(at, this.#emptyOf(event.detail.value));
  }

  #emptyOf(key: string): ConditionRow {
    const subject = this.subjects.find((each) => each.key === key);
    return { subject: key, operator: subject?.operators[0]?.value ?? '', values: [] };
  }

  #add() {
    const used = new Set(this.value.conditions.map(({ subject }) => subject));
    const next = this.subjects.find(({ key }) => !used.has(key)) ?? this.subjects[0];
    if (next) this.#change({ conditions: [...this.value.conditions, this.#emptyOf(next.key)] });
  }

  #remove(at: number) {
    this.#typed.clear();
    this.#change({ conditions: this.value.conditions.filter((_, index) => index !== at) });
  }

  #replace(at: number, change: Partial<ConditionRow>) {
    const conditions = this.value.conditions.map((each, index) =>
      index === at ? { ...each, ...change } : each,
    );
    this.#change({ conditions });
  }

  #change(change: Partial<ConditionRows>) {
    this.value = { ...this.value, ...change };
    tell(this, 'care-conditions', this.value);
  }
}

const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, at) => word === other[at]);

declare global {
  interface HTMLElementTagNameMap {
    'care-conditions': CareConditions;
  }
  interface HTMLElementEventMap {
    'care-conditions': CustomEvent<ConditionRows>;
  }
}
