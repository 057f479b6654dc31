import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EscalationShape } from '../../../api/shapes.ts';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import { externalLinkIcon, link2Icon } from '../../elements/icons.ts';
import { plusIcon } from '../../elements/page-icons.ts';
import type { SalesforceWork } from '../salesforce-work.ts';
import type { CaseForm, SalesforceState, SalesforceStore, SalesforceTab } from '../store/salesforce-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/dialog.ts';
import '../../elements/empty.ts';
import '../../elements/skeleton.ts';
import { isUndoable } from './escalation-card.ts';
import './contact-picker.ts';
import './escalation-form.ts';
import './lead-maker.ts';
import './record-choices.ts';
import './undo-dialog.ts';

/** The Salesforce side of a case: the contact, the form that makes a case, the cases there are. */
@customElement('care-salesforce-tab')
export class CareSalesforceTab extends LitElement {
  static override styles = css`
    :host { display: grid; gap: var(--care-space-5); font: var(--care-type-body); color: var(--care-text); }
    p { margin: 0; }
    b { font-weight: var(--care-weight-strong); }
  `;

  @property({ attribute: false }) store!: SalesforceStore;
  @property({ attribute: false }) work!: SalesforceWork;
  @property({ attribute: false }) summary!: CaseSummary;

  #state: StoreController<SalesforceState, SalesforceState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (state) => state);
    this.#state.follow(this.store);
  }

  override render() {
    const state = this.#state!.value;
    if (state.load.status === 'failed') {
      const { problem } = state.load;
      return html`<care-banner
        tone="danger"
        .fact=${problem.fact}
        .details=${problem.code}
        action="Try now"
        @care-banner-action=${() => this.work.load()}
        >${problem.remedy}</care-banner
      >`;
    }
    const { tab } = state;
    if (!tab) return html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`;
    if (!tab.connection) {
      return html`<care-empty .icon=${link2Icon} heading="No Salesforce org is connected"
        >A Care admin connects one in Settings. Cases already here stay as they are.</care-empty
      >${tab.escalations.map((one) => this.#renderCase(one))}`;
    }
    // What there is comes before what more could be made of it, and what was taken back last.
    const undone = tab.escalations.filter((one) => one.undone?.state === 'done');
    const standing = tab.escalations.filter((one) => !undone.includes(one));
    return html`
      ${tab.connection.consequences.length > 0 ? this.#renderExpired(tab.connection.fact) : nothing}
      ${this.#renderRules(tab)} ${this.#renderSilent(tab)}
      <care-contact-picker .state=${state} .work=${this.work} .summary=${this.summary}></care-contact-picker>
      ${standing.map((one) => this.#renderCase(one))}
      ${this.#renderEscalating(state, tab)}
      <care-lead-maker .state=${state} .work=${this.work}></care-lead-maker>
      ${undone.map((one) => this.#renderCase(one))}
      ${this.#renderConfirmation(state)}
      <care-undo-dialog .undoing=${state.undoing} .work=${this.work.undo}></care-undo-dialog>
    `;
  }

  #renderExpired(reason: string | null) {
    return html`<care-banner
      tone="danger"
      fact="The Salesforce connection has expired"
      .details=${reason ?? ''}
      action="Connect again"
      @care-banner-action=${() => this.work.reconnect()}
    >
      Customers still get your replies. What waits will be delivered in order once somebody connects again.
    </care-banner>`;
  }

  /** What a rule has done of itself, or left to whoever looks. */
  #renderRules({ held, contact, escalations }: SalesforceTab) {
    if (held) return html`<care-banner tone="info" .fact=${held.fact}>${held.remedy}</care-banner>`;
    const bare = escalations.find(({ contactMissing, state }) => contactMissing && state === 'created');
    if (!bare || contact) return nothing;
    return html`<care-banner tone="warning" .fact=${`Salesforce case ${bare.number ?? ''} has no contact.`}
      >Link one here, and the Salesforce case gets it.</care-banner
    >`;
  }

  /** What a contact would not help with is said before anybody looks for one. */
  #renderSilent({ blocked, leadBlocked }: SalesforceTab) {
    const isHidden =
      blocked?.code === 'CONTACT_LINK_REQUIRED' && leadBlocked?.code === 'CUSTOMER_SILENT_90_DAYS';
    return isHidden ? drawBlocked(leadBlocked) : nothing;
  }

  #renderEscalating(state: SalesforceState, tab: SalesforceTab) {
    const { escalating } = state;
    switch (escalating.status) {
      case 'preparing':
        return html`<care-card heading="Create Salesforce case"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></care-card>`;
      case 'editing':
      case 'sending':
        return html`<care-escalation-form
          heading="Create Salesforce case"
          .making=${escalating}
          .coming=${state.coming}
          .state=${state}
          .work=${this.work}
          .note=${copies(escalating.form)}
        
          ><care-record-choices .form=${escalating.form} .pick=${state.owner} .work=${this.work}></care-record-choices
        ></care-escalation-form>`;
      case 'failed':
        return html`<care-banner
          tone="danger"
          .fact=${escalating.problem.fact}
          .details=${escalating.problem.code}
          action="Try again"
          @care-banner-action=${() => this.work.prepare(state.another)}
          >${escalating.problem.remedy}</care-banner
        >`;
      case 'closed':
      case 'done':
        return this.#renderOffer(tab);
    }
  }

  #renderOffer(tab: SalesforceTab) {
    const { blocked } = tab;
    const known = tab.escalations.some(
      ({ object, state }) => object === 'Case' && (state === 'created' || state === 'requested'),
    );
    const mayRepeat = blocked?.code === 'ALREADY_ESCALATED' || (known && !blocked);
    if (mayRepeat) {
      return html`<care-button .icon=${plusIcon} @click=${() => this.work.prepare(true)}>Create another Salesforce case</care-button>`;
    }
    if (blocked) {
      // Without a contact the picker above already says what to do.
      return blocked.code === 'CONTACT_LINK_REQUIRED' || blocked.code === 'SALESFORCE_RECONNECT_NEEDED'
        ? html`<care-button disabled .hint=${blocked.fact}>Create case</care-button>`
        : drawBlocked(blocked);
    }
    return html`<care-button variant="primary" @click=${() => this.work.prepare(false)}>Create case</care-button>`;
  }

  #renderCase(escalation: EscalationShape) {
    return html`<care-escalation-card
      .escalation=${escalation}
      @care-undo=${() => this.work.undo.open(escalation)}
    ></care-escalation-card>`;
  }

  #renderConfirmation({ escalating }: SalesforceState) {
    const done = escalating.status === 'done' ? escalating.escalation : null;
    const owner = escalating.status === 'done' ? escalating.owner : null;
    const created = done?.state === 'created';
    return html`<care-dialog
      .open=${done !== null}
      heading=${created ? 'Salesforce case created' : 'Salesforce case on its way'}
      @care-close=${() => this.work.closeForm()}
    >
      ${
        created
          ? html`<p>Case <b>${done.number}</b> stands in Salesforce, with the messages of this case.${owner ? html` It belongs to <b>${owner}</b>.` : nothing}</p>`
          : html`<p>Salesforce does not answer at the moment. The case is created by itself as soon as it does; this tab shows it.</p>`
      }
      ${
        done?.url
          ? html`<care-button slot="actions" external .href=${done.url} .icon=${externalLinkIcon}>Open in Salesforce</care-button>`
          : nothing
      }
      ${
        done && isUndoable(done)
          ? html`<care-button slot="actions" @click=${() => this.#undo(done)}>Undo</care-button>`
          : nothing
      }
      <care-button slot="actions" variant="primary" @click=${() => this.work.closeForm()}>Done</care-button>
    </care-dialog>`;
  }

  #undo(escalation: EscalationShape) {
    this.work.closeForm();
    void this.work.undo.open(escalation);
  }
}

const drawBlocked = ({ fact, code, remedy }: NonNullable<SalesforceTab['blocked']>) =>
  html`<care-banner tone="warning" .fact=${fact} .details=${code}>${remedy}</care-banner>`;

const copies = ({ messages }: CaseForm) =>
  messages === 1 ? 'Copies 1 message.' : `Copies ${messages} messages.`;

declare global {
  interface HTMLElementTagNameMap {
    'care-salesforce-tab': CareSalesforceTab;
  }
}
