import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EscalationShape } from '../../../api/shapes.ts';
import { externalLinkIcon } from '../../elements/icons.ts';
import { plusIcon } from '../../elements/page-icons.ts';
import type { SalesforceWork } from '../salesforce-work.ts';
import { comingOf } from '../store/record-slice.ts';
import type { SalesforceState } from '../store/salesforce-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/dialog.ts';
import '../../elements/skeleton.ts';
import { isUndoable } from './escalation-card.ts';
import './escalation-form.ts';
import './found-duplicates.ts';
import './record-choices.ts';

/** Makes a Salesforce lead of a case: the button, the form, and what became of it. */
@customElement('care-lead-maker')
export class CareLeadMaker extends LitElement {
  static override styles = css`
    :host { display: block; }
    care-found-duplicates { margin-bottom: var(--care-space-5); }
    p { margin: 0; }
    b { font-weight: var(--care-weight-strong); }
  `;

  @property({ attribute: false }) state!: SalesforceState;
  @property({ attribute: false }) work!: SalesforceWork;

  override render() {
    const { leadForm } = this.state;
    const { making, edits } = leadForm;
    switch (making.status) {
      case 'preparing':
        return html`<care-card heading="Create Salesforce lead"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></care-card>`;
      case 'editing':
      case 'sending':
        return html`${this.#renderDuplicates()}<care-escalation-form
          heading="Create Salesforce lead"
          .making=${making}
          .coming=${comingOf(leadForm)}
          .state=${{ edits, edited: this.work.lead.edited }}
          .work=${this.work.lead}
          note="Messages and status stay in Care."
          ><care-record-choices .form=${making.form} .pick=${this.state.leadOwner} .work=${this.work.lead}></care-record-choices
        ></care-escalation-form>`;
      case 'failed':
        return html`<care-banner
            tone="danger"
            .fact=${making.problem.fact}
            .details=${making.problem.code}
            action="Try again"
            @care-banner-action=${() => this.work.lead.open()}
            >${making.problem.remedy}</care-banner
          >${this.#renderOffer()}`;
      case 'closed':
      case 'done':
        return html`${this.#renderOffer()} ${this.#renderConfirmation()}`;
    }
  }

  #renderDuplicates() {
    const { busy, leadForm, tab } = this.state;
    const found = leadForm.alike?.duplicates;
    if (!found) return nothing;
    return html`<care-found-duplicates
      .found=${found}
      .linkable=${tab?.contact === null}
      creatable
      .busy=${busy || leadForm.making.status === 'sending'}
      @care-use=${(event: CustomEvent<{ id: string }>) => this.work.link(event.detail.id)}
      @care-anyway=${() => this.work.lead.createAnyway()}
    ></care-found-duplicates>`;
  }

  #renderOffer() {
    const blocked = this.state.tab?.leadBlocked ?? null;
    if (blocked?.code === 'ALREADY_ESCALATED') {
      return html`<care-button variant="link" .icon=${plusIcon} @click=${() => this.work.lead.open()}>Create another lead</care-button>`;
    }
    return html`<care-button .refused=${blocked?.fact ?? ''} @click=${() => this.work.lead.open()}>Create lead</care-button>`;
  }

  #renderConfirmation() {
    const { making } = this.state.leadForm;
    const { escalation: made, owner } =
      making.status === 'done' ? making.made : { escalation: null, owner: null };
    const created = made?.state === 'created';
    const close = () => this.work.lead.closeForm();
    return html`<care-dialog
      .open=${made !== null}
      heading=${created ? 'Salesforce lead created' : 'Salesforce lead on its way'}
      @care-close=${close}
    >
      ${
        created
          ? html`<p>Lead <b>${made.number}</b> stands in Salesforce, and opens this conversation from there.${owner ? html` It belongs to <b>${owner}</b>.` : nothing}</p>`
          : html`<p>Salesforce does not answer at the moment. The lead is created by itself as soon as it does; this tab shows it.</p>`
      }
      ${
        made?.url
          ? html`<care-button slot="actions" external .href=${made.url} .icon=${externalLinkIcon}>Open in Salesforce</care-button>`
          : nothing
      }
      ${
        made && isUndoable(made)
          ? html`<care-button slot="actions" @click=${() => this.#undo(made)}>Undo</care-button>`
          : nothing
      }
      <care-button slot="actions" variant="primary" @click=${close}>Done</care-button>
    </care-dialog>`;
  }

  #undo(made: EscalationShape) {
    this.work.lead.closeForm();
    void this.work.undo.open(made);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-lead-maker': CareLeadMaker;
  }
}
