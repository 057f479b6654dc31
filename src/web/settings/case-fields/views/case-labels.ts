import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import { pageStyles } from '../../views/page-styles.ts';
import type { CaseFieldsWork } from '../case-fields-work.ts';
import type { CaseFieldsAsking, ManagedLabel } from '../store/case-fields-store.ts';
import { linksTo } from '../store/use-words.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/field.ts';
import '../../../elements/links.ts';

/** Every label a case ever had, to be called otherwise, joined with another, or taken away. */
@customElement('care-case-labels')
export class CareCaseLabels extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    pageStyles,
    css`
      .box { container-type: inline-size; }
      .none { padding: var(--care-space-5) 14px; }
      care-card::part(body) { padding: 0; }
      td { overflow-wrap: anywhere; }
      td.acts { display: table-cell; text-align: end; white-space: nowrap; }
      .label { display: none; color: var(--care-text-faint); }
      form { display: grid; gap: var(--care-space-4); }
      @container (max-width: 559px) {
        td.acts { display: block; text-align: start; padding-top: var(--care-space-3); }
        .label { display: inline; }
      }
    `,
  ];

  @property({ attribute: false }) labels: readonly ManagedLabel[] = [];
  @property({ attribute: false }) asking: CaseFieldsAsking = { what: 'nothing' };
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: CaseFieldsWork;

  @state() private becomes = '';

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('asking') && this.asking.what === 'label') this.becomes = this.asking.label.label;
  }

  override render() {
    return html`<care-card heading="Labels"
        >${
          this.labels.length === 0
            ? html`<p class="none quiet">No case has had a label yet. Agents add them on a case, beside its conversation.</p>`
            : html`<div class="box">${this.#renderTable()}</div>`
        }</care-card
      >
      ${this.#renderRename()} ${this.#renderDelete()}`;
  }

  #renderTable() {
    return html`<table role="table" aria-label="Labels">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader">Label</th>
          <th role="columnheader">Cases</th>
          <th role="columnheader">Used by</th>
          <th role="columnheader"><span class="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${this.labels.map((label) => {
          const uses = [...label.mappedBy, ...label.neededBy];
          return html`<tr role="row">
            <td role="cell"><b>${label.label}</b></td>
            <td role="cell"><span class="label">Cases: </span>${label.cases}</td>
            <td role="cell">
              ${uses.length > 0 ? html`<span class="label">Used by:</span><care-links .items=${linksTo(uses)}></care-links>` : html`<span class="faint"><span class="label">Used by: </span>Nothing</span>`}
            </td>
            <td role="cell" class="acts">
              <care-button size="small" @click=${() => this.work.ask({ what: 'label', label })}
                >Rename<span class="visually-hidden"> ${label.label}</span></care-button
              >
              <care-button variant="quiet" size="small" @click=${() => this.work.ask({ what: 'delete_label', label })}
                >Delete<span class="visually-hidden"> ${label.label}</span></care-button
              >
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #renderRename() {
    const label = this.asking.what === 'label' ? this.asking.label : null;
    const inTheWay = label ? [...label.mappedBy, ...label.neededBy] : [];
    if (label && inTheWay.length > 0) return this.#renderInUse(label.label, inTheWay);
    const becomes = this.becomes.trim();
    const joins = becomes !== label?.label && this.labels.some((each) => each.label === becomes);
    return html`<care-dialog .open=${label !== null} heading="Rename ${label?.label ?? ''}" @care-close=${this.#close}>
      <form @submit=${(event: Event) => {
        event.preventDefault();
        this.#rename();
      }}>
        ${drawProblem(label ? this.problem : null)}
        <care-field
          label="New name"
          required
          .limit=${60}
          .value=${this.becomes}
          .hint=${joins ? `There is a label ${becomes} already: the two become one.` : ''}
          @care-change=${(event: HTMLElementEventMap['care-change']) => (this.becomes = event.detail.value)}
        ></care-field>
      </form>
      <care-button slot="actions" @click=${this.#close}>Cancel</care-button>
      <care-button slot="actions" variant="primary" ?disabled=${this.busy || becomes === ''} @click=${this.#rename}
        >${joins ? 'Join labels' : 'Rename label'}</care-button
      >
    </care-dialog>`;
  }

  #rename = () => {
    const becomes = this.becomes.trim();
    if (this.asking.what !== 'label' || this.busy || becomes === '') return;
    const { label } = this.asking.label;
    if (becomes === label) this.work.close();
    else void this.work.changeLabel(label, becomes);
  };

  #renderDelete() {
    const label = this.asking.what === 'delete_label' ? this.asking.label : null;
    if (label && label.neededBy.length > 0) return this.#renderInUse(label.label, label.neededBy);
    const lost = label?.cases === 1 ? '1 case loses it.' : `${label?.cases} cases lose it.`;
    return html`<care-dialog .open=${label !== null} heading="Delete the label ${label?.label ?? ''}?" @care-close=${this.#close}>
      ${label && this.problem ? drawProblem(this.problem) : label?.cases === 0 ? 'No case has it.' : lost}
      ${label && label.mappedBy.length > 0 ? html` What a mapping makes of it is not needed any more.` : nothing}
      <care-button slot="actions" @click=${this.#close}>Keep it</care-button>
      <care-button slot="actions" variant="danger" ?disabled=${this.busy} @click=${() => label && this.work.changeLabel(label.label, null)}
        >Delete label</care-button
      >
    </care-dialog>`;
  }

  #renderInUse(label: string, uses: ManagedLabel['neededBy']) {
    return html`<care-dialog open heading="${label} is in use" @care-close=${this.#close}>
      Take it out of these first. Until then it stays as it is.
      <care-links .items=${linksTo(uses)}></care-links>
      <care-button slot="actions" @click=${this.#close}>Close</care-button>
    </care-dialog>`;
  }

  #close = () => this.work.close();
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-labels': CareCaseLabels;
  }
}
