import { html } from 'lit';
import { link2Icon, lockIcon } from '../../elements/icons.ts';
import type { InboxRow } from '../../elements/inbox-row.ts';
import { inboxIcon, searchIcon } from '../../elements/page-icons.ts';
import { ROWS } from '../samples.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/contact.ts';
import '../../elements/dialog.ts';
import '../../elements/empty.ts';
import '../../elements/facts.ts';
import '../../elements/inbox-row.ts';
import '../../elements/links.ts';
import '../../elements/skeleton.ts';
import '../../elements/status.ts';
import '../../elements/toasts.ts';

const ANSWER = html`<care-button slot="acts" variant="link" size="small">Answer here</care-button>`;
const inSalesforce = (row: InboxRow): InboxRow => ({ ...row, owner: '', where: 'Case 00128431' });

export const surfacesSheet = () => html`
  <div class="stack">
    <care-banner tone="danger" fact="The Salesforce connection has expired" action="Reconnect" details="SALESFORCE_TOKEN_REFUSED, invalid_grant">
      3 changes wait. Sign in again and they are delivered in order.
    </care-banner>
    <care-banner tone="warning" fact="Product Line is now required" action="Map it now">13 of the last 200 cases would be refused.</care-banner>
    <care-banner tone="success" fact="Salesforce case 00128431 is there">6 messages were copied.</care-banner>
    <care-banner tone="info" fact="Maya Lindqvist has another open case">Both stay apart until one is Done.</care-banner>
    <care-banner fact="This is the demo">Nothing leaves this machine.</care-banner>
  </div>
  <div class="two">
    <div class="list">
      ${ROWS.map((row, index) => html`<care-inbox-row .row=${row} ?current=${index === 0}></care-inbox-row>`)}
      <care-skeleton shape="row"></care-skeleton>
    </div>
    <div class="list rows">
      ${ROWS.map((row) => html`<care-inbox-row mark="unanswered" .row=${inSalesforce(row)}>${ANSWER}</care-inbox-row>`)}
    </div>
    <div class="stack">
      <care-contact name="Maya Lindqvist" reason="Linked contact" .lines=${['Lindqvist household', 'maya.lindqvist@example.com']}>
        <care-button size="small">Unlink</care-button>
      </care-contact>
      <care-card heading="Earlier Salesforce case">
        <care-button slot="actions" variant="link" size="small">Open in Salesforce</care-button>
        <care-facts
          .items=${[
            { label: 'Owner', value: 'Dana Ruiz' },
            { label: 'From', value: 'Care case #8817, 2 November' },
            { label: 'Status', value: html`<care-status shape="done">Closed</care-status>` },
          ]}
        ></care-facts>
      </care-card>
      <care-card heading="Create Salesforce case">
        <care-facts
          .items=${[
            { label: 'Contact', value: 'Maya Lindqvist', source: 'Linked' },
            { label: 'Origin', value: 'Instagram', source: 'Platform' },
            { label: 'Priority', value: 'High', source: 'Priority' },
          ]}
        ></care-facts>
        <span slot="foot">As Tomás Vega, your own token. Copies 6 messages.</span>
        <care-button slot="foot" variant="primary">Create Salesforce case</care-button>
      </care-card>
      <care-links
        .items=${[
          {
            href: 'https://example.com/case',
            label: '00128431 Skarn shell: seam split',
            hint: 'Working, Dana Ruiz',
            external: true,
          },
          { href: '#words', label: 'Words and shapes' },
        ]}
      ></care-links>
    </div>
  </div>
  <div class="list rows wide">
    ${ROWS.map((row) => html`<care-inbox-row mark="unanswered" .row=${inSalesforce(row)}>${ANSWER}</care-inbox-row>`)}
    <care-skeleton shape="row"></care-skeleton>
  </div>
  <div class="two">
    <div class="paper">
      <care-empty heading="No Care case belongs to this Case" .icon=${link2Icon}>
        Maya Lindqvist has 1 open Care case.
        <care-button slot="actions" variant="primary" .icon=${link2Icon}>Link #9463, Instagram, open</care-button>
        <care-button slot="actions" variant="quiet" .icon=${searchIcon}>Search Care cases</care-button>
      </care-empty>
    </div>
    <div class="paper">
      <care-empty tone="warning" heading="You can’t see this Care case" .icon=${lockIcon}>
        Your Care role does not include the profile Fjellvind Outdoor. An admin can add it.
      </care-empty>
    </div>
    <div class="paper">
      <care-empty tone="success" heading="All answered" .icon=${inboxIcon}>The next case appears here by itself.</care-empty>
    </div>
    <div class="paper">
      <care-button @click=${openNext}>Ask</care-button>
      <care-dialog heading="Case 00128431 was created" @care-close=${close}>
        Its 6 messages are on their way.
        <care-button slot="actions">Stay here</care-button>
        <care-button slot="actions" variant="primary">Open in Salesforce</care-button>
      </care-dialog>
      <care-button @click=${toastNext}>Say something</care-button>
      <care-toasts @care-dismiss=${dismiss}></care-toasts>
      <care-skeleton></care-skeleton>
    </div>
  </div>
`;

const after = <Tag extends keyof HTMLElementTagNameMap>(event: Event, tag: Tag): HTMLElementTagNameMap[Tag] =>
  (event.currentTarget as Element).parentElement!.querySelector(tag)!;

function openNext(event: Event) {
  after(event, 'care-dialog').open = true;
}

function close(event: Event) {
  (event.currentTarget as HTMLElementTagNameMap['care-dialog']).open = false;
}

function toastNext(event: Event) {
  const toasts = after(event, 'care-toasts');
  toasts.toasts = [
    ...toasts.toasts,
    { id: crypto.randomUUID(), tone: 'success', text: 'The link is in your clipboard.' },
  ];
}

function dismiss(event: HTMLElementEventMap['care-dismiss']) {
  const toasts = event.currentTarget as HTMLElementTagNameMap['care-toasts'];
  toasts.toasts = toasts.toasts.filter(({ id }) => id !== event.detail.id);
}
