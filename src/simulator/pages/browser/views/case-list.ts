import { html, render, type TemplateResult } from 'lit';
import { callOrg, type OrgError } from '../call-org.ts';
import { onRecordsChanged } from '../changes.ts';
import { icon } from '../icons.ts';
import { openRecord, showTime } from './show-field.ts';

interface Row {
  readonly Id: string;
  readonly CaseNumber: string;
  readonly Subject: string | null;
  readonly Status: string | null;
  readonly Priority: string | null;
  readonly Origin: string | null;
  readonly LastModifiedDate: string;
  readonly Contact: { readonly Name: string } | null;
  readonly Owner: { readonly Name: string } | null;
}

/** The list of cases, newest change first. */
export interface CaseList {
  search(term: string): void;
}

export function createCaseList(place: HTMLElement): CaseList {
  let term = '';
  let rows: readonly Row[] = [];
  let problem: string | null = null;

  const read = async () => {
    const asked = term;
    try {
      const answer = await callOrg<{ records: Row[] }>(
        'GET',
        `/ui-api/list-records/Case?search=${encodeURIComponent(asked)}`,
      );
      if (asked !== term) return;
      rows = answer.records;
      problem = null;
    } catch (error) {
      problem = (error as OrgError).body?.message ?? 'The list could not be read.';
    }
    draw();
  };
  const draw = () => render(caseList(rows, term, problem), place);

  onRecordsChanged((changes) => {
    if (changes.length === 0 || changes.some(({ object }) => object === 'Case')) void read();
  });
  void read();
  return {
    search(next) {
      term = next;
      void read();
    },
  };
}

function caseList(rows: readonly Row[], term: string, problem: string | null): TemplateResult {
  return html`
    <section class="lex-card lex-list">
      <header class="lex-highlights__top">
        <span class="lex-object">${icon('briefcase')}</span>
        <div>
          <p>Cases</p>
          <h1>${term ? `Cases with "${term}"` : 'All Cases'}</h1>
        </div>
        <p class="lex-count">${rows.length} ${rows.length === 1 ? 'item' : 'items'}, sorted by last change</p>
      </header>
      ${problem ? html`<p role="alert" class="lex-problem">${problem}</p>` : ''}
      <div class="lex-scroll" tabindex="0" role="region" aria-label="Cases">
        <table class="lex-table">
          <thead>
            <tr>
              ${[
                'Case Number',
                'Subject',
                'Contact Name',
                'Status',
                'Priority',
                'Case Origin',
                'Case Owner',
                'Last Modified',
              ].map((title) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) => html`
                <tr>
                  <th scope="row">
                    <a href="/lightning/r/Case/${row.Id}/view" @click=${(event: Event) => openRecord(event, row.Id)}
                      >${row.CaseNumber}</a
                    >
                  </th>
                  <td class="lex-wide">${row.Subject ?? ''}</td>
                  <td>${row.Contact?.Name ?? ''}</td>
                  <td>${row.Status ?? ''}</td>
                  <td>${row.Priority ?? ''}</td>
                  <td>${row.Origin ?? ''}</td>
                  <td>${row.Owner?.Name ?? ''}</td>
                  <td>${showTime(row.LastModifiedDate)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </section>
  `;
}
