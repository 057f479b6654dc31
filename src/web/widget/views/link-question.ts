import { html, nothing, type TemplateResult } from 'lit';
import type { LinkingWork } from '../linking.ts';
import { nameOf, recordName } from '../store/case-rows.ts';
import type { Linking } from '../store/linking-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/dialog.ts';

type Asked = Exclude<Linking, { status: 'none' }>;

/** What is asked before a case is linked to this `record` (Case, Lead), and what came of it. */
export function renderLinkQuestion(linking: Linking, record: string, work: LinkingWork): TemplateResult {
  const asked = linking.status === 'none' ? null : linking;
  return html`<care-dialog
    .open=${asked !== null}
    .heading=${asked ? headingOf(asked, record) : ''}
    @care-close=${() => work.cancel()}
  >
    ${asked ? renderWords(asked, record) : nothing} ${asked ? renderActs(asked, work) : nothing}
  </care-dialog>`;
}

function headingOf({ status, chosen }: Asked, record: string): string {
  if (status === 'taken') return `#${chosen.number} belongs to another record`;
  if (status === 'linked') return `#${chosen.number} is linked`;
  return `Link #${chosen.number} to this ${record}?`;
}

function renderWords(asked: Asked, record: string): TemplateResult {
  const name = nameOf(asked.chosen);
  switch (asked.status) {
    case 'taken':
      return html`<p>${recordName(asked.linkedTo)} has the conversation with ${name}. A Care case belongs to one record.</p>`;
    case 'linked':
      return html`<p role="status">The conversation with ${name} opens here.</p>`;
    default:
      return html`<p>${whatWillBe(record, name)}</p>
        ${asked.status === 'linking' ? html`<p class="visually-hidden" role="status">Linking #${asked.chosen.number}</p>` : nothing}
        ${
          asked.status === 'refused'
            ? html`<care-banner tone="danger" .fact=${asked.refusal.fact} .details=${asked.refusal.code}>${asked.refusal.remedy}</care-banner>`
            : nothing
        }`;
  }
}

/** Messages lie under a Case, and its status is kept in step where the account wants that; a Lead has a place for neither. */
const whatWillBe = (record: string, name: string): string =>
  record === 'Lead'
    ? `From then on this Lead shows the conversation with ${name}. Its messages and its status stay in Care.`
    : `The messages of ${name} are copied into this ${record}, and new ones as they come. The status follows where status sync is on.`;

function renderActs(asked: Asked, work: LinkingWork): TemplateResult {
  switch (asked.status) {
    case 'taken': {
      const { linkedTo } = asked;
      return html`<care-button slot="actions" @click=${() => work.cancel()}>Choose another</care-button>
        <care-button slot="actions" variant="primary" @click=${() => work.openRecord(linkedTo.recordId)}
          >Open ${recordName(linkedTo)}</care-button
        >`;
    }
    case 'refused':
      return asked.refusal.code === 'RECORD_ALREADY_LINKED'
        ? html`<care-button slot="actions" variant="primary" @click=${() => work.lookAgain()}>Show that case</care-button>`
        : renderLinkButtons('Try again', false, work);
    case 'asking':
      return renderLinkButtons(`Link #${asked.chosen.number}`, false, work);
    case 'linking':
      return renderLinkButtons('Linking…', true, work);
    case 'linked':
      return renderLinkButtons('Opening…', true, work);
  }
}

const renderLinkButtons = (words: string, busy: boolean, work: LinkingWork) =>
  html`<care-button slot="actions" ?disabled=${busy} @click=${() => work.cancel()}>Cancel</care-button>
    <care-button slot="actions" variant="primary" ?soft-disabled=${busy} @click=${() => work.link()}>${words}</care-button>`;
