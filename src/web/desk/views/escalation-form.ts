import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FormField } from '../../../api/salesforce.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import { xIcon } from '../../elements/icons.ts';
import type { RecordForm } from '../store/record-slice.ts';
import { fieldProblem, fieldValue } from '../store/salesforce-store.ts';
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
 */
@customElement('care-escalation-form')
export class CareEscalationForm extends LitElement {
  static override styles = css`
    :host { display: block; }
    form { display: grid; gap: var(--care-space-5); }
    details { border-top: 1px solid var(--care-border); padding-top: var(--care-space-4); }
    summary { min-height: var(--care-target); margin-bottom: var(--care-space-4); font-weight: var(--care-weight-strong); cursor: pointer; }
    summary:focus-visible { outline: 2px solid transparent; box-shadow: var(--care-focus-ring); border-radius: var(--care-radius); }
    .foot { display: flex; align-items: center; gap: var(--care-space-4); width: 100%; }
    .foot p { flex: 1; margin: 0; }
  `;

  @property({ attribute: false }) making!: RecordMaking;
  @property({ attribute: false }) state!: RecordFormState;
  @property({ attribute: false }) work!: RecordFormWork;
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
    const asking = form.fields.filter((field) => this.#asks(field));
    const ready = form.fields.filter((field) => !asking.includes(field));
    const broken = asking.filter((field) => this.#problem(field) !== '');
    return html`<care-card .heading=${this.heading}>
      <care-button slot="actions" variant="quiet" size="small" label="Close the form" .icon=${xIcon} @click=${() => this.work.closeForm()}></care-button>
      <form novalidate @submit=${this.#submit}>
        ${
          refused
            ? html`<care-banner tone="danger" .fact=${refused.fact} .details=${refused.code}>${refused.remedy}</care-banner>`
            : broken.length > 0
              ? html`<care-banner tone="warning" .fact=${needs(broken.length, form.fields.length)}>Salesforce would refuse them as they are.</care-banner>`
              : nothing
        }
        ${repeat(
          asking,
          (field) => field.name,
          (field) => this.#renderField(field, sending),
        )}
        ${ready.length > 0 ? this.#renderReady(ready, broken.length === 0) : nothing}
      </form>
      <div slot="foot" class="foot">
        <p>As ${form.actingUser}. ${this.note}</p>
        <care-button variant="primary" ?disabled=${sending} ?soft-disabled=${broken.length > 0} @click=${this.#press}
          >${sending ? 'Creating…' : this.heading}</care-button
        >
      </div>
    </care-card>`;
  }

  /** A field is shown open when it needs the agent, is what they will want to read, or was opened before. */
  #asks(field: FormField): boolean {
    if (!field.editable) return false;
    const asks = field.type === 'textarea' || field.name === 'Subject' || this.#problem(field) !== '';
    if (asks) this.#opened.add(field.name);
    return this.#opened.has(field.name);
  }

  #problem(field: FormField): string {
    const { making, state } = this;
    const said = making.status === 'editing' ? making.problem?.errors : undefined;
    return (
      fieldProblem(field, fieldValue(field, state.edits)) ||
      (said?.find((one) => one.path === field.name || one.path.endsWith(`.${field.name}`))?.fact ?? '')
    );
  }

  #renderField(field: FormField, sending: boolean) {
    const { edits } = this.state;
    const value = fieldValue(field, edits);
    const tooLong = field.length !== null && value.length > field.length;
    const type =
      field.type === 'picklist' && field.options.length > 0
        ? 'select'
        : field.type === 'textarea'
          ? 'textarea'
          : 'text';
    return html`<care-field
      .type=${type}
      .name=${field.name}
      .label=${field.label}
      .value=${value}
      .options=${optionsOf(field, value)}
      .emptyOption=${field.required ? '' : 'None'}
      .hint=${field.source}
      .problem=${this.#problem(field)}
      .fix=${tooLong ? 'Use a shortened text' : ''}
      .limit=${field.length !== null && type !== 'select' && value.length > field.length * 0.8 ? field.length : 0}
      ?required=${field.required}
      ?disabled=${sending}
      @care-change=${(event: CustomEvent<{ value: string }>) => this.state.edited(field.name, event.detail.value)}
      @care-fix=${() => this.state.edited(field.name, shorten(value, field.length ?? value.length))}
    ></care-field>`;
  }

  #renderReady(ready: readonly FormField[], open: boolean) {
    const items = ready.map((field) => {
      const value = fieldValue(field, this.state.edits);
      const label = field.options.find((option) => option.value === value)?.label ?? value;
      return { label: field.label, value: label || 'Empty', source: field.source };
    });
    return html`<details ?open=${open}>
      <summary>${ready.length === 1 ? '1 field ready' : `${ready.length} fields ready`}</summary>
      <care-facts .items=${items}></care-facts>
    </details>`;
  }

  #press() {
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  async #submit(event: SubmitEvent) {
    event.preventDefault();
    if (await this.work.submit()) return;
    await this.updateComplete;
    const fields = [...this.renderRoot.querySelectorAll('care-field')];
    fields.find((field) => field.problem !== '')?.focus();
  }
}

/** A value the org no longer has is shown all the same, so that it can be seen and changed. */
function optionsOf(field: FormField, value: string) {
  const known = value === '' || field.options.some((option) => option.value === value);
  return known ? field.options : [{ value, label: value }, ...field.options];
}

const needs = (broken: number, of: number) =>
  `${broken} of ${of} fields ${broken === 1 ? 'needs' : 'need'} you.`;

/** Cut at a word, with an ellipsis, inside the length Salesforce takes. */
function shorten(text: string, length: number): string {
  const cut = text.slice(0, Math.max(0, length - 1));
  const atWord = cut.lastIndexOf(' ');
  return `${(atWord > length / 2 ? cut.slice(0, atWord) : cut).trimEnd()}…`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-escalation-form': CareEscalationForm;
  }
}
