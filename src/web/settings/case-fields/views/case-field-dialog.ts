import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CASE_FIELD_TYPES, type CaseFieldType } from '../../../../domain/case-field.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { CareField } from '../../../elements/field.ts';
import { ellipsisIcon } from '../../../elements/icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { CaseFieldsWork } from '../case-fields-work.ts';
import type { ManagedField } from '../store/case-fields-store.ts';
import {
  draftOf,
  type FieldDraft,
  isSelect,
  missingIn,
  moved,
  NEW_FIELD,
  type OptionDraft,
  takenOut,
} from '../store/field-draft.ts';
import { TYPE_WORDS } from '../store/use-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/field.ts';
import '../../../elements/menu.ts';

const TYPES = CASE_FIELD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }));

/** Name, type and choices of one case field. Its type stays once it is there. */
@customElement('care-case-field-dialog')
export class CareCaseFieldDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      form { display: grid; gap: var(--care-space-5); }
      fieldset { display: grid; gap: var(--care-space-3); margin: 0; padding: 0; border: 0; }
      legend { padding: 0 0 var(--care-space-3); font: var(--care-type-caption); font-weight: var(--care-weight-medium); color: var(--care-text-quiet); }
      .option { display: flex; align-items: end; gap: var(--care-space-3); }
      .option care-field { flex: 1; min-width: 0; }
      .problem { margin: 0; color: var(--care-danger-text); font: var(--care-type-caption); }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** Null: one to be added. */
  @property({ attribute: false }) field: ManagedField | null = null;
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: CaseFieldsWork;

  @state() private draft: FieldDraft = NEW_FIELD;
  /** Sent too early: what is missing is said beside it. */
  @state() private pressed = false;
  /** The line to go on in, once it is there. */
  #goTo: number | null = null;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('open') || !this.open) return;
    this.draft = this.field ? draftOf(this.field) : NEW_FIELD;
    this.pressed = false;
  }

  protected override updated() {
    if (this.#goTo === null) return;
    const line = this.renderRoot.querySelectorAll<CareField>('.option care-field')[this.#goTo];
    this.#goTo = null;
    // One that is new has nothing to put the focus into before it is drawn.
    void line?.updateComplete.then(() => line.focus());
  }

  override render() {
    const { name, type } = this.draft;
    const missing = this.pressed ? missingIn(this.draft) : {};
    const isTaken = this.problem?.code === 'CASE_FIELD_NAME_TAKEN';
    return html`<care-dialog .open=${this.open} .heading=${this.field ? `Edit ${this.field.name}` : 'Create field'} @care-close=${() => this.work.close()}>
      <form @submit=${this.#submitted}>
        ${this.open && !isTaken ? drawProblem(this.problem) : nothing}
        <care-field
          label="Name"
          required
          .limit=${80}
          .value=${name}
          .problem=${isTaken ? this.problem!.fact : (missing.name ?? '')}
          @care-change=${(event: HTMLElementEventMap['care-change']) => this.#change({ name: event.detail.value })}
          ><span slot="remedy">${isTaken ? this.problem!.remedy : nothing}</span></care-field
        >
        <care-field
          type="select"
          label="Type"
          .value=${type}
          .options=${TYPES}
          ?disabled=${this.field !== null}
          .hint=${this.field ? 'The type of a field stays. For another, create another field.' : ''}
          @care-change=${(event: HTMLElementEventMap['care-change']) => this.#change({ type: event.detail.value as CaseFieldType })}
        ></care-field>
        ${isSelect(type) ? this.#renderOptions(missing.options) : nothing} ${this.#renderLoss()}
      </form>
      <care-button slot="actions" @click=${() => this.work.close()}>Cancel</care-button>
      <care-button slot="actions" variant="primary" ?disabled=${this.busy} @click=${() => this.#send()}
        >${this.field ? 'Save field' : 'Create field'}</care-button
      >
    </care-dialog>`;
  }

  #renderOptions(problem: string | undefined) {
    const { options } = this.draft;
    return html`<fieldset>
      <legend>Options, in the order agents see them</legend>
      ${options.map((option, at) => this.#renderOption(option, at, options.length))}
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      <div>
        <care-button size="small" .icon=${plusIcon} @click=${() => this.#addAfter(options.length - 1)}>Add option</care-button>
      </div>
    </fieldset>`;
  }

  #renderOption({ value, label }: OptionDraft, at: number, of: number) {
    const needed = this.field?.options.find((option) => option.value === value)?.neededBy[0];
    const inTheWay = needed
      ? `${needed.kind === 'rule' ? 'the rule' : 'the mapping of'} ${needed.name} needs it`
      : '';
    return html`<div class="option" @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#pressed(event, at), capture: true }}>
      <care-field
        label="Option ${at + 1}"
        .limit=${60}
        .value=${label}
        @care-change=${(event: HTMLElementEventMap['care-change']) => this.#relabel(at, event.detail.value)}
      ></care-field>
      <care-menu
        label="More about option ${at + 1}"
        variant="quiet"
        .icon=${ellipsisIcon}
        .items=${[
          { value: 'up', label: 'Move up', disabled: at === 0 },
          { value: 'down', label: 'Move down', disabled: at === of - 1 },
          {
            value: 'remove',
            label: inTheWay ? `Can’t take out: ${inTheWay}` : 'Take out',
            disabled: inTheWay !== '' || of === 1,
          },
        ]}
        @care-select=${(event: CustomEvent<{ value: string }>) => this.#chosen(event.detail.value, at)}
      ></care-menu>
    </div>`;
  }

  #renderLoss() {
    const gone = takenOut(this.field, this.draft);
    if (gone.length === 0) return nothing;
    const lost = gone.map(({ label, cases }) => `${label} on ${cases === 1 ? '1 case' : `${cases} cases`}`);
    return html`<care-banner tone="warning" fact="Saving takes away ${lost.join(', ')}">It cannot be brought back.</care-banner>`;
  }

  #change(change: Partial<FieldDraft>) {
    this.draft = { ...this.draft, ...change };
  }

  #relabel(at: number, label: string) {
    this.#change({
      options: this.draft.options.map((option, index) => (index === at ? { ...option, label } : option)),
    });
  }

  #addAfter(at: number) {
    this.#change({ options: this.draft.options.toSpliced(at + 1, 0, { value: null, label: '' }) });
    this.#goTo = at + 1;
  }

  #move(at: number, by: -1 | 1) {
    const options = moved(this.draft.options, at, by);
    if (options === this.draft.options) return;
    this.#change({ options });
    this.#goTo = at + by;
  }

  #chosen(act: string, at: number) {
    if (act !== 'remove') return this.#move(at, act === 'up' ? -1 : 1);
    this.#change({ options: this.draft.options.toSpliced(at, 1) });
    this.#goTo = Math.max(0, at - 1);
  }

  /** Enter goes on with another option instead of sending the form; Alt and an arrow moves this one. */
  #pressed(event: KeyboardEvent, at: number) {
    const isLine = event.target instanceof HTMLElement && event.target.localName === 'care-field';
    if (!isLine || event.isComposing) return;
    if (event.key === 'Enter') this.#addAfter(at);
    else if (event.altKey && event.key === 'ArrowUp') this.#move(at, -1);
    else if (event.altKey && event.key === 'ArrowDown') this.#move(at, 1);
    else return;
    event.stopPropagation();
    event.preventDefault();
  }

  #submitted(event: Event) {
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (this.busy) return;
    this.pressed = true;
    if (Object.keys(missingIn(this.draft)).length === 0) void this.work.save(this.field, this.draft);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-field-dialog': CareCaseFieldDialog;
  }
}
