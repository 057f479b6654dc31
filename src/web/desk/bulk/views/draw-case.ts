import { html, nothing, type TemplateResult } from 'lit';
import type { BulkRowShape } from '../../../../api/bulk.ts';
import { routePath } from '../../store/route-slice.ts';

type CaseRef = Pick<BulkRowShape, 'caseId' | 'caseNumber' | 'customerName'>;

/** Whose case it is, leading to it; what to do about it is done there. */
export const drawCase = ({ caseId, caseNumber, customerName }: CaseRef): TemplateResult =>
  html`<span class="who"
    >${
      customerName === null
        ? html`Somebody else’s case`
        : html`<a href=${routePath({ page: 'case', caseId })} @click=${(event: MouseEvent) => openHere(event, caseId)}
            ><bdi>${customerName}</bdi></a
          >`
    } <span class="number">#${caseNumber}</span></span
  >`;

export const drawReason = (reason: BulkRowShape['reason']): TemplateResult | typeof nothing =>
  reason ? html`<span class="why"><b>${reason.fact}</b> ${reason.remedy}</span>` : nothing;

/** A link to the Salesforce case, or its number where nobody can be led to it yet. */
export function drawRecord(record: BulkRowShape['record']): TemplateResult | typeof nothing {
  if (!record) return nothing;
  const number = record.number ? `Case ${record.number}` : 'Being created';
  return record.url
    ? html`<a href=${record.url} target="_blank" rel="noopener noreferrer">${number}</a>`
    : html`${number}`;
}

/** Within the desk, unless the reader wants it in a tab of its own. */
function openHere(event: MouseEvent, caseId: string) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.currentTarget?.dispatchEvent(
    new CustomEvent('care-open-case', { detail: { caseId }, bubbles: true, composed: true }),
  );
}
