import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SalesforceWork } from '../salesforce-work.ts';
import type { CaseForm, OwnerChoice, SalesforceState } from '../store/salesforce-store.ts';
import '../../elements/button.ts';
import '../../elements/field.ts';
import '../../elements/search.ts';

const OWNERS = [
  { value: 'creator', label: 'Whoever creates it' },
  { value: 'rule', label: 'By the org’s assignment rule' },
  { value: 'name', label: 'A person or a queue' },
];

/** What a new case is: its record type, where the org has several, and whom it belongs to. */
@customElement('care-record-choices')
export class CareRecordChoices extends LitElement {
  static override styles = css`
    :host { display: grid; gap: var(--care-space-5); }
    .found { display: grid; justify-items: start; margin-top: var(--care-space-3); }
    p { margin: var(--care-space-3) 0 0; font: var(--care-type-caption); color: var(--care-text-quiet); }
  `;

  @property({ attribute: false }) form!: CaseForm;
  @property({ attribute: false }) state!: SalesforceState;
  @property({ attribute: false }) work!: SalesforceWork;

  override render() {
    const { form, state, work } = this;
    const types = form.recordTypes.map(({ name, label }) => ({ value: name, label }));
    return html`${
      types.length > 0
        ? html`<care-field
            type="select"
            label="Record type"
            .value=${form.recordType ?? ''}
            .options=${types}
            .emptyOption=${form.recordType === null ? 'None' : ''}
            @care-change=${(event: CustomEvent<{ value: string }>) => work.chooseRecordType(event.detail.value)}
          ></care-field>`
        : nothing
    }
      <div>
        <care-field
          type="select"
          label="Owner"
          .value=${state.owner.by}
          .options=${OWNERS}
          @care-change=${(event: CustomEvent<{ value: OwnerChoice['by'] }>) => this.#chose(event.detail.value)}
        ></care-field>
        ${state.owner.by === 'name' ? this.#renderSearch(state.owner.owner?.name ?? '') : nothing}
      </div>`;
  }

  #renderSearch(chosen: string) {
    const { state, work } = this;
    if (chosen !== '') {
      return html`<p>${chosen}</p>
        <care-button variant="link" size="small" @click=${() => this.#chose('name')}>Choose another owner</care-button>`;
    }
    return html`<care-search
        label="Search people and queues"
        @care-change=${(event: CustomEvent<{ value: string }>) => work.searchOwners(event.detail.value)}
      ></care-search>
      <div class="found">
        ${state.owners.map(
          (owner) =>
            html`<care-button variant="link" size="small" @click=${() => state.set({ owner: { by: 'name', owner }, owners: [] })}
              >${owner.kind === 'queue' ? `${owner.name} (queue)` : owner.name}</care-button
            >`,
        )}
      </div>`;
  }

  #chose(by: OwnerChoice['by']) {
    this.state.set({ owner: by === 'name' ? { by, owner: null } : { by }, owners: [] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-record-choices': CareRecordChoices;
  }
}
