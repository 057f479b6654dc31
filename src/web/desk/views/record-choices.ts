import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RecordChoices } from '../record-choices.ts';
import type { TypedRecordForm } from '../store/record-slice.ts';
import type { OwnerChoice, OwnerPick } from '../store/salesforce-store.ts';
import '../../elements/button.ts';
import '../../elements/field.ts';
import '../../elements/search.ts';

const OWNERS = [
  { value: 'creator', label: 'Whoever creates it' },
  { value: 'rule', label: 'By the org’s assignment rule' },
  { value: 'name', label: 'A person or a queue' },
];

/** What a new case or lead is: its record type, where the org has several, and whom it belongs to. */
@customElement('care-record-choices')
export class CareRecordChoices extends LitElement {
  static override styles = css`
    :host { display: grid; gap: var(--care-space-5); }
    .found { display: grid; justify-items: start; margin-top: var(--care-space-3); }
    p { margin: var(--care-space-3) 0 0; font: var(--care-type-caption); color: var(--care-text-quiet); }
  `;

  @property({ attribute: false }) form!: TypedRecordForm;
  @property({ attribute: false }) pick!: OwnerPick;
  @property({ attribute: false }) work!: RecordChoices;

  override render() {
    const { form, work } = this;
    const { owner } = this.pick;
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
          .value=${owner.by}
          .options=${OWNERS}
          @care-change=${(event: CustomEvent<{ value: OwnerChoice['by'] }>) => this.#chose(event.detail.value)}
        ></care-field>
        ${owner.by === 'name' ? this.#renderSearch(owner.owner?.name ?? '') : nothing}
      </div>`;
  }

  #renderSearch(chosen: string) {
    const { pick, work } = this;
    if (chosen !== '') {
      return html`<p>${chosen}</p>
        <care-button variant="link" size="small" @click=${() => this.#chose('name')}>Choose another owner</care-button>`;
    }
    return html`<care-search
        label="Search people and queues"
        @care-change=${(event: CustomEvent<{ value: string }>) => work.searchOwners(event.detail.value)}
      ></care-search>
      <div class="found">
        ${pick.found.map(
          (owner) =>
            html`<care-button variant="link" size="small" @click=${() => work.chooseOwner({ by: 'name', owner })}
              >${owner.kind === 'queue' ? `${owner.name} (queue)` : owner.name}</care-button
            >`,
        )}
      </div>`;
  }

  #chose(by: OwnerChoice['by']) {
    this.work.chooseOwner(by === 'name' ? { by, owner: null } : { by });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-record-choices': CareRecordChoices;
  }
}
