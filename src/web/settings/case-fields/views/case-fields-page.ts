import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ManagedCareData } from '../../../../api/case-fields.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { rows3Icon } from '../../../elements/settings-icons.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { drawLoaded, drawRefusal } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { CaseFieldsWork } from '../case-fields-work.ts';
import type { CaseFieldsState, CaseFieldsStore, ManagedField } from '../store/case-fields-store.ts';
import { linksTo, TYPE_WORDS } from '../store/use-words.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/links.ts';
import '../../../elements/tooltip.ts';
import '../../views/page-head.ts';
import './case-field-dialog.ts';
import './case-labels.ts';
import './delete-case-field.ts';

/** What the account asks of its cases: its case fields, and the labels it has given. */
@customElement('care-case-fields-page')
export class CareCaseFieldsPage extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    pageStyles,
    css`
      .body { max-width: 1100px; }
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      td { overflow-wrap: anywhere; }
      td.acts { display: table-cell; text-align: end; white-space: nowrap; }
      .label { display: none; color: var(--care-text-faint); }
      @container (max-width: 559px) {
        td.acts { display: block; text-align: start; padding-top: var(--care-space-3); }
        .label { display: inline; }
      }
    `,
  ];

  @property({ attribute: false }) store!: CaseFieldsStore;
  @property({ attribute: false }) work!: CaseFieldsWork;
  /** Why one may neither see nor change them. */
  @property() refused = '';

  #state: StoreController<CaseFieldsState, CaseFieldsState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    return html`<care-page-head heading="Case fields">
        <care-tooltip slot="actions" .text=${this.refused}
          ><care-button variant="primary" .icon=${plusIcon} .refused=${this.refused} @click=${() => this.work.ask({ what: 'field', field: null })}
            >Create field</care-button
          ></care-tooltip
        >
      </care-page-head>
      <div class="body">
        ${
          this.refused
            ? drawRefusal('You can’t see the case fields', this.refused)
            : drawLoaded(this.#state!.value.load, (value) => this.#renderReady(value), {
                again: () => void this.work.load(),
              })
        }
      </div>`;
  }

  #renderReady({ fields, labels }: ManagedCareData) {
    const { asking, problem, busy } = this.#state!.value;
    return html`<care-card
        >${
          fields.length === 0
            ? html`<care-empty level="2" .icon=${rows3Icon} heading="No case fields yet"
                >A case field is something your team notes on a case, such as a product or an order number. It can be mapped to
                Salesforce, and rules can ask for it.</care-empty
              >`
            : html`<div class="box">${this.#renderTable(fields)}</div>`
        }</care-card
      >
      <care-case-labels .labels=${labels} .asking=${asking} .problem=${problem} ?busy=${busy} .work=${this.work}></care-case-labels>
      <care-case-field-dialog
        ?open=${asking.what === 'field'}
        .field=${asking.what === 'field' ? asking.field : null}
        .problem=${problem}
        ?busy=${busy}
        .work=${this.work}
      ></care-case-field-dialog>
      <care-delete-case-field
        .field=${asking.what === 'delete_field' ? asking.field : null}
        .problem=${problem}
        ?busy=${busy}
        .work=${this.work}
      ></care-delete-case-field>`;
  }

  #renderTable(fields: readonly ManagedField[]) {
    return html`<table role="table" aria-label="Case fields">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Field</th>
          <th role="columnheader">Type</th>
          <th role="columnheader">Cases</th>
          <th role="columnheader">Used by</th>
          <th role="columnheader"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${fields.map((field) => this.#renderField(field))}
      </tbody>
    </table>`;
  }

  #renderField(field: ManagedField) {
    const { name, type, options, cases, usedBy } = field;
    const choices = options.map(({ label }) => label).join(', ');
    return html`<tr role="row">
      <td role="cell"><b>${name}</b></td>
      <td role="cell">${TYPE_WORDS[type]}${choices ? html`<div class="faint">${choices}</div>` : nothing}</td>
      <td role="cell"><span class="label">Cases: </span>${cases}</td>
      <td role="cell">
        ${usedBy.length > 0 ? html`<span class="label">Used by:</span><care-links .items=${linksTo(usedBy)}></care-links>` : html`<span class="faint"><span class="label">Used by: </span>Nothing</span>`}
      </td>
      <td role="cell" class="acts">
        <care-button size="small" @click=${() => this.work.ask({ what: 'field', field })}
          >Edit<span class="visually-hidden"> ${name}</span></care-button
        >
        <care-button variant="quiet" size="small" @click=${() => this.work.ask({ what: 'delete_field', field })}
          >Delete<span class="visually-hidden"> ${name}</span></care-button
        >
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-fields-page': CareCaseFieldsPage;
  }
}
