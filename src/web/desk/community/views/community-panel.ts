import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CommunityRecordShape } from '../../../../api/community.ts';
import { CONTACTS_AND_CASES_LABELS, type ContactsAndCases } from '../../../../domain/permission.ts';
import type { Tone } from '../../../elements/draw-shape.ts';
import { externalLinkIcon, link2Icon } from '../../../elements/icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { fullTime } from '../../../elements/times.ts';
import type { CommunityState, OpenMessage, RecordObject } from '../community-store.ts';
import type { CommunityWork } from '../community-work.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/facts.ts';
import '../../../elements/skeleton.ts';
import '../../../elements/status.ts';
import '../../../elements/tooltip.ts';
import '../../views/escalation-form.ts';

const STATES: Readonly<Record<CommunityRecordShape['state'], { tone: Tone; text: string }>> = {
  created: { tone: 'success', text: 'Created' },
  requested: { tone: 'warning', text: 'Not confirmed' },
  failed: { tone: 'danger', text: 'Not created' },
};

/** The Salesforce side of a message: what was made of it, and what can be. */
@customElement('care-community-panel')
export class CareCommunityPanel extends LitElement {
  static override styles = css`
    :host { display: grid; align-content: start; gap: var(--care-space-5); padding: var(--care-space-5); background: var(--care-surface-sunken); font: var(--care-type-body); color: var(--care-text); }
    h2 { margin: 0; font: var(--care-type-title); font-weight: var(--care-weight-strong); }
    p { margin: 0; }
    .hint { color: var(--care-text-quiet); }
    .offers { display: flex; flex-wrap: wrap; gap: var(--care-space-4); }
    .state { margin-bottom: var(--care-space-4); }
    b { font-weight: var(--care-weight-strong); }
  `;

  @property({ attribute: false }) state!: CommunityState;
  @property({ attribute: false }) work!: CommunityWork;
  @property({ attribute: false }) open!: OpenMessage;
  /** What the reader may do there. */
  @property() contactsAndCases: ContactsAndCases = 'none';

  override render() {
    const { message, connection } = this.open;
    return html`<h2>Salesforce</h2>
      ${
        connection === null
          ? html`<care-empty .icon=${link2Icon} heading="No Salesforce org is connected"
              >A Care admin connects one in Settings. What was created before stays as it is.</care-empty
            >`
          : html`${connection.consequences.length > 0 ? this.#renderExpired(connection.fact) : nothing} ${this.#renderMaking()}`
      }
      ${message.records.toReversed().map((record) => this.#renderRecord(record))} ${this.#renderConfirmation()}`;
  }

  #renderExpired(reason: string | null) {
    const { reconnectProblem } = this.state;
    return html`<care-banner
        tone="danger"
        fact="The Salesforce connection has expired"
        .details=${reason ?? ''}
        action="Connect again"
        @care-banner-action=${() => this.work.reconnect()}
        >No new cases or leads can be created. Those already created are not affected.</care-banner
      >${
        reconnectProblem
          ? html`<care-banner tone="danger" .fact=${reconnectProblem.fact} .details=${reconnectProblem.code}
              >${reconnectProblem.remedy}</care-banner
            >`
          : nothing
      }`;
  }

  #renderMaking() {
    const { making, object, another } = this.state;
    switch (making.status) {
      case 'preparing':
        return html`<care-card .heading=${titleOf(object)}><care-skeleton></care-skeleton><care-skeleton></care-skeleton></care-card>`;
      case 'editing':
      case 'sending':
        return html`<care-escalation-form
          .heading=${titleOf(object)}
          .making=${making}
          .state=${this.state}
          .work=${this.work}
        ></care-escalation-form>`;
      case 'failed':
        return html`<care-banner
            tone="danger"
            .fact=${making.problem.fact}
            .details=${making.problem.code}
            action="Try again"
            @care-banner-action=${() => this.work.prepare(object, another)}
            >${making.problem.remedy}</care-banner
          >${this.#renderOffers()}`;
      case 'closed':
      case 'done':
        return this.#renderOffers();
    }
  }

  #renderOffers() {
    const refused = this.#refusal();
    return html`<p class="hint">One way and once: from then on it is worked on in Salesforce alone.</p>
      <div class="offers">${this.#renderOffer('Case', refused)} ${this.#renderOffer('Lead', refused)}</div>`;
  }

  #renderOffer(object: RecordObject, refused: string) {
    const known = this.open.message.records.some((one) => one.object === object && one.state === 'created');
    const name = object.toLowerCase();
    return html`<care-tooltip .text=${refused}
      ><care-button
        variant=${object === 'Case' && !known ? 'primary' : 'secondary'}
        .icon=${known ? plusIcon : ''}
        .refused=${refused}
        @click=${() => this.work.prepare(object, known)}
        >${known ? `Create another ${name}` : `Create ${name}`}</care-button
      ></care-tooltip
    >`;
  }

  /** Why nothing can be created; '' when it can. */
  #refusal(): string {
    if (this.contactsAndCases === 'none' || this.contactsAndCases === 'read') {
      return `Your role is without Contacts and cases: ${CONTACTS_AND_CASES_LABELS.create}.`;
    }
    const consequence = this.open.connection?.consequences.find(({ code }) => code === 'no_new_cases');
    return consequence?.fact ?? '';
  }

  #renderRecord(record: CommunityRecordShape) {
    const { object, number, state, url, reason } = record;
    const { tone, text } = STATES[state];
    return html`<care-card .heading=${`Salesforce ${object.toLowerCase()}${number ? ` ${number}` : ''}`}>
      ${
        url
          ? html`<care-button slot="actions" variant="link" size="small" external .href=${url} .icon=${externalLinkIcon}
              >Open in Salesforce</care-button
            >`
          : nothing
      }
      <p class="state"><care-status .shape=${tone}>${text}</care-status></p>
      <care-facts
        .items=${[
          { label: state === 'created' ? 'Created' : 'Asked', value: fullTime(record.createdAt) },
          { label: 'By', value: record.createdBy.name },
          ...(record.actedAs ? [{ label: 'Written as', value: record.actedAs }] : []),
          ...(reason && state === 'failed' ? [{ label: 'Reason', value: reason }] : []),
          ...(state === 'requested'
            ? [
                {
                  label: 'Next',
                  value: 'Create it again: if it stands there already, it is found and not made twice.',
                },
              ]
            : []),
        ]}
      ></care-facts>
    </care-card>`;
  }

  #renderConfirmation() {
    const { making } = this.state;
    const record = making.status === 'done' ? making.record : null;
    const name = record?.object.toLowerCase() ?? '';
    const created = record?.state === 'created';
    return html`<care-dialog
      .open=${record !== null}
      .heading=${created ? `Salesforce ${name} created` : `The Salesforce ${name} is not confirmed`}
      @care-close=${() => this.work.closeForm()}
    >
      ${
        created
          ? html`<p><b>${record.number}</b> stands in Salesforce. What becomes of it is seen there.</p>`
          : html`<p>Salesforce did not say whether it stands there. Create it again in a minute: if it does, it is found and not made twice.</p>`
      }
      ${
        record?.url
          ? html`<care-button slot="actions" external .href=${record.url} .icon=${externalLinkIcon}>Open in Salesforce</care-button>`
          : nothing
      }
      <care-button slot="actions" variant="primary" @click=${() => this.work.closeForm()}>Done</care-button>
    </care-dialog>`;
  }
}

const titleOf = (object: RecordObject): string => `Create Salesforce ${object.toLowerCase()}`;

declare global {
  interface HTMLElementTagNameMap {
    'care-community-panel': CareCommunityPanel;
  }
}
