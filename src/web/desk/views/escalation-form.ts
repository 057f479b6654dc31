import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FormField } from '../../../api/record-forms.ts';
import { type Foresight, worstOf } from '../../../domain/preflight/foresee.ts';
import type { NotChecked, Verdict } from '../../../domain/preflight/verdict.ts';
import { shorten } from '../../../domain/salesforce-text.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import { baseStyles } from '../../elements/base-styles.ts';
import { drawIcon } from '../../elements/draw-icon.ts';
import { drawShape, shapeStyles } from '../../elements/draw-shape.ts';
import type { CareField } from '../../elements/field.ts';
import { penIcon, xIcon } from '../../elements/icons.ts';
import { chevronRightIcon } from '../../elements/settings-icons.ts';
import type { ComingVerdicts } from '../ask-ahead.ts';
import type { RecordForm } from '../store/record-slice.ts';
import { fieldValue, foreseeForm } from '../store/salesforce-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/facts.ts';
import '../../elements/field.ts';

/** How far the form has come; it is shown while it is edited and sent. */
export type RecordMaking =
  | { status: 'editing'; form: RecordForm; problem: ApiProblem | null }
  | { status: 'sending'; form: RecordForm }
  | { status: 'closed' | 'preparing' | 'done' | 'failed' };

export interface RecordFormState {
  /** What was changed, by field. */
  edits: Readonly<Record<string, string>>;
  edited(field: string, value: string): void;
}

export interface RecordFormWork {
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
}

/**
 * A Salesforce record as it would be created. Problems come first and open; what is ready is folded, with its source.
 * The button stays reachable and, pressed too early, leads to the first problem.
 *
 * @slot - What is chosen before the fields: record type, owner.
 */
@customElement('care-escalation-form')
export class CareEscalationForm extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
    :host { display: block; }
    form { display: grid; gap: var(--care-space-5); }
    details { border-top: 1px solid var(--care-border); padding-top: var(--care-space-4); }
    summary { display: flex; align-items: center; gap: var(--care-space-3); min-height: var(--care-target); margin-bottom: var(--care-space-4); font-weight: var(--care-weight-strong); list-style: none; cursor: pointer; }
    details:not([open]) > summary { margin-bottom: 0; }
    summary .icon { color: var(--care-text-faint); transition: rotate var(--care-fast) var(--care-ease); }
    [open] > summary .icon { rotate: 90deg; }
    .foot { display: flex; align-items: center; gap: var(--care-space-4); width: 100%; }
    .foot p { flex: 1; margin: 0; }
    .foresight { display: flex; gap: var(--care-space-3); margin: var(--care-space-2) 0 0; font: var(--care-type-caption); color: var(--care-text-quiet); }
    .foresight b { font-weight: var(--care-weight-medium); color: var(--care-warning-text); }
    .foresight .shape { margin-top: 1px; }
  `,
  ];

  @property({ attribute: false }) making!: RecordMaking;
  @property({ attribute: false }) state!: RecordFormState;
  @property({ attribute: false }) work!: RecordFormWork;
  /** What the org's rules will say; null: not known, or not asked for. */
  @property({ attribute: false }) coming: ComingVerdicts | null = null;
  /** What pressing the button does, e.g. *Create Salesforce case*. */
  @property() heading = '';
  /** What else happens with it, said at the foot. */
  @property() note = '';

  /** Fields that had a problem once stay open: nothing folds away under the cursor. */
  #opened = new Set<string>();

  override render() {
    const { making } = this;
    if (making.status !== 'editing' && making.status !== 'sending') return nothing;
    const { form } = making;
    const sending = making.status === 'sending';
    const refused = making.status === 'editing' ? making.problem : null;
    const foresight = this.#foresight(form);
    const { names, verdicts, notChecked } = foresight;
    const elsewhere = verdicts.filter(({ field }) => field === null || !names.has(field));
    const asking = form.fields.filter((field) => this.#asks(field, foresight));
    const ready = form.fields.filter((field) => !asking.includes(field));
    const broken = form.fields.filter((field) => worstOf(foresight.verdicts, field.name)?.kind === 'refusal');
    return html`<care-card .heading=${this.heading}>
      <care-button slot="actions" variant="quiet" size="small" label="Close the form" .icon=${xIcon} @click=${() => this.work.closeForm()}></care-button>
      <form novalidate @submit=${this.#submit}>
        ${
          refused
            ? html`<care-banner tone="danger" .fact=${refused.fact} .details=${refused.code}>${refused.remedy}</care-banner>`
            : broken.length > 0
              ? html`<care-banner tone="warning" .fact=${needs(broken.length, form.fields.length)}>Salesforce would refuse ${broken.length === 1 ? 'it as it is' : 'them as they are'}.</care-banner>`
              : nothing
        }
        <slot></slot>
        ${repeat(
          asking,
          (field) => field.name,
          (field) => this.#renderField(field, worstOf(foresight.verdicts, field.name), sending),
        )}
        ${elsewhere.map(
          ({ fact, remedy }) => html`<care-banner tone="warning" .fact=${fact}>${remedy}</care-banner>`,
        )}
        ${ready.length > 0 ? this.#renderReady(ready, broken.length === 0) : nothing}
        ${notChecked.length > 0 ? renderNotChecked(notChecked) : nothing}
      </form>
      <div slot="foot" class="foot">
        <p>${broken.length > 0 ? blocking(broken) : `${creatorOf(form)} ${this.note}`}</p>
        <care-button variant="primary" ?disabled=${sending} ?soft-disabled=${broken.length > 0} @click=${this.#press}
          >${sending ? 'Creating…' : this.heading}</care-button
        >
      </div>
    </care-card>`;
  }

  /** What the form itself tells, then what the org's rules will. */
  #foresight(form: RecordForm): Foresight & { names: ReadonlySet<string> } {
    const { verdicts, notChecked } = foreseeForm(form, this.state.edits);
    return {
      names: new Set(form.fields.map(({ name }) => name)),
      verdicts: [...verdicts, ...(this.coming?.verdicts ?? [])],
      notChecked: [...notChecked, ...(this.coming?.notChecked ?? [])],
    };
  }

  /** A field is shown open when it needs the agent, is what they will want to read, or was opened before. */
  #asks(field: FormField, { verdicts }: Foresight): boolean {
    const concerned = this.#said(field) !== '' || verdicts.some((each) => each.field === field.name);
    const asks = concerned || (field.editable && (field.type === 'textarea' || field.name === 'Subject'));
    if (asks) this.#opened.add(field.name);
    return this.#opened.has(field.name);
  }

  /** What Salesforce has said of the field, when it was asked. */
  #said(field: FormField): string {
    const { making } = this;
    const said = making.status === 'editing' ? making.problem?.errors : undefined;
    return said?.find(({ path }) => path === field.name || path.endsWith(`.${field.name}`))?.fact ?? '';
  }

  #renderField(field: FormField, verdict: Verdict | undefined, sending: boolean) {
    const { edits } = this.state;
    const value = fieldValue(field, edits);
    const type = controlOf(field);
    const coming = verdict?.kind === 'warning' ? verdict : undefined;
    const problem = verdict?.kind === 'refusal' ? verdict.fact : this.#said(field);
    const fix = verdict && field.editable ? fixOf(verdict, field, value) : undefined;
    const edited = (text: string) => this.state.edited(field.name, text);
    return html`<div>
      <care-field
        .type=${type}
        .name=${field.name}
        .label=${field.label}
        .value=${value}
        .options=${this.#optionsOf(field, value)}
        .emptyOption=${field.required ? '' : 'None'}
        .hint=${field.name in edits ? 'Changed by you' : field.source}
        .problem=${problem}
        .fix=${fix && !coming ? fix.words : ''}
        .limit=${field.length !== null && type !== 'select' ? field.length : 0}
        ?required=${field.required}
        ?disabled=${sending || !field.editable}
        @care-change=${(event: CustomEvent<{ value: string }>) => edited(event.detail.value)}
        @care-fix=${() => fix && edited(fix.value)}
        >${verdict && !coming ? html`<span slot="remedy">${field.editable ? (fix?.else ?? verdict.remedy) : 'A Care admin can change it in the mapping.'}</span>` : nothing}</care-field
      >
      ${coming ? html`<p class="foresight">${drawShape('warning')}<span><b>${coming.fact}</b> ${coming.remedy}</span></p>` : nothing}
    </div>`;
  }

  /** What goes with the field that decides. A value that is not among it is shown all the same, to be seen and changed. */
  #optionsOf(field: FormField, value: string) {
    if (field.sort === 'checkbox') return YES_OR_NO;
    const { making, state } = this;
    const form = making.status === 'editing' || making.status === 'sending' ? making.form : null;
    const controller = form?.fields.find(({ name }) => name === field.controller);
    const decides = controller && fieldValue(controller, state.edits);
    const options = field.options.filter(
      ({ validFor }) => decides === undefined || validFor === null || validFor.includes(decides),
    );
    const known = value === '' || options.some((option) => option.value === value);
    return known ? options : [{ value, label: value }, ...options];
  }

  #renderReady(ready: readonly FormField[], open: boolean) {
    const items = ready.map((field) => {
      const value = fieldValue(field, this.state.edits);
      const label = field.options.find((option) => option.value === value)?.label ?? value;
      return { label: field.label, value: this.#renderValue(field, label || 'Empty'), source: field.source };
    });
    return html`<details ?open=${open}>
      <summary>${drawIcon(chevronRightIcon, 'small')}${ready.length === 1 ? '1 field ready' : `${ready.length} fields ready`}</summary>
      <care-facts .items=${items}></care-facts>
    </details>`;
  }

  /** What is ready can still be changed: pressed, it becomes a field like those above. */
  #renderValue(field: FormField, value: string) {
    if (!field.editable) return value;
    return html`${value} <care-button
        variant="quiet"
        size="small"
        label=${`Change ${field.label}`}
        .icon=${penIcon}
        @click=${() => this.#open(field)}
      ></care-button>`;
  }

  async #open({ name }: FormField) {
    this.#opened.add(name);
    this.requestUpdate();
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll('care-field')].find((field) => field.name === name)?.focus();
  }

  #press() {
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  async #submit(event: SubmitEvent) {
    event.preventDefault();
    if (await this.work.submit()) return;
    await this.updateComplete;
    const fields = [...this.renderRoot.querySelectorAll('care-field')];
    fields.find((field) => field.problem !== '' && !field.disabled)?.focus();
  }
}

const creatorOf = ({ actingUser, because }: RecordForm): string =>
  because === null ? `As you, in Salesforce ${actingUser}.` : `As ${actingUser}, because ${because}.`;

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

const CONTROLS: Partial<Record<FormField['sort'], CareField['type']>> = {
  checkbox: 'select',
  date: 'date',
  email: 'email',
  phone: 'tel',
  url: 'url',
};

function controlOf({ type, sort, options }: FormField): CareField['type'] {
  if (type === 'picklist' && options.length > 0) return 'select';
  if (type === 'textarea') return 'textarea';
  return CONTROLS[sort] ?? 'text';
}

/** What mends it by one press, and what else does. */
function fixOf(
  { code }: Verdict,
  { length }: FormField,
  value: string,
): { words: string; value: string; else: string } | undefined {
  if (code === 'TOO_LONG' && length !== null) {
    return { words: 'Use a shortened text', value: shorten(value.trim(), length), else: 'or edit it above.' };
  }
  if (code !== 'NOT_WRITABLE') return undefined;
  return { words: 'Leave it out', value: '', else: 'or let a Salesforce admin grant access.' };
}

const needs = (broken: number, of: number) =>
  `${broken} of ${of} fields ${broken === 1 ? 'needs' : 'need'} you.`;

const renderNotChecked = (all: readonly NotChecked[]) => html`<details>
  <summary>${drawIcon(chevronRightIcon, 'small')}Not checked: ${all.length}</summary>
  <care-facts .items=${all.map(({ what, why }) => ({ label: what, value: why }))}></care-facts>
</details>`;

function blocking(broken: readonly FormField[]): string {
  const labels = broken.map(({ label }) => label);
  const shown = labels.length > 3 ? [...labels.slice(0, 2), `${labels.length - 2} more fields`] : labels;
  const last = shown.pop();
  return `Mend ${shown.length > 0 ? `${shown.join(', ')} and ${last}` : last} first.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-escalation-form': CareEscalationForm;
  }
}
