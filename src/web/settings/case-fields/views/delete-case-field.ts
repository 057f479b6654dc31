import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { CaseFieldsWork } from '../case-fields-work.ts';
import type { ManagedField } from '../store/case-fields-store.ts';
import { linksTo } from '../store/use-words.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/links.ts';

/** What deleting a case field costs; or where it has to be taken out first. */
@customElement('care-delete-case-field')
export class CareDeleteCaseField extends LitElement {
  /** Null: nobody asks. */
  @property({ attribute: false }) field: ManagedField | null = null;
  @property({ attribute: false }) problem: ApiProblem | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) work!: CaseFieldsWork;

  override render() {
    const { field } = this;
    const close = () => this.work.close();
    if (field && field.usedBy.length > 0) {
      return html`<care-dialog open heading="${field.name} is in use" @care-close=${close}>
        Take it out of these first. Until then it stays.
        <care-links .items=${linksTo(field.usedBy)}></care-links>
        <care-button slot="actions" @click=${close}>Close</care-button>
      </care-dialog>`;
    }
    return html`<care-dialog .open=${field !== null} heading="Delete the case field ${field?.name ?? ''}?" @care-close=${close}>
      ${this.problem ? drawProblem(this.problem) : whatItCosts(field)}
      <care-button slot="actions" @click=${close}>Keep it</care-button>
      <care-button slot="actions" variant="danger" ?disabled=${this.busy} @click=${() => field && this.work.remove(field)}
        >Delete field</care-button
      >
    </care-dialog>`;
  }
}

function whatItCosts(field: ManagedField | null): string {
  if (!field || field.cases === 0) return 'No case has anything there.';
  const cases = field.cases === 1 ? '1 case loses' : `${field.cases} cases lose`;
  return `${cases} what is noted there. It cannot be brought back. What is in Salesforce already stays.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'care-delete-case-field': CareDeleteCaseField;
  }
}
