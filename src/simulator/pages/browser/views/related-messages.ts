import { html, type TemplateResult } from 'lit';
import { callOrg } from '../call-org.ts';
import { showTime } from './show-field.ts';

interface MessageRow {
  readonly Id: string;
  readonly Sent_At__c: string | null;
  readonly Author_Name__c: string | null;
  readonly Direction__c: string | null;
  readonly Kind__c: string | null;
  readonly Body__c: string | null;
  readonly Deleted_At__c: string | null;
}

export interface RelatedMessages {
  readonly label: string;
  readonly count: number;
  readonly records: readonly MessageRow[];
}

/** The messages of a Case, newest first; null where the org has no such list for this user. */
export async function readRelatedMessages(recordId: string): Promise<RelatedMessages | null> {
  try {
    return await callOrg<RelatedMessages>('GET', `/ui-api/related-list-records/${recordId}/Care_Messages__r`);
  } catch {
    return null;
  }
}

/** @param kinds labels of the Kind picklist by value */
export function messageTable(
  messages: RelatedMessages,
  kinds: ReadonlyMap<string, string>,
  limit: number,
): TemplateResult {
  if (messages.records.length === 0) return html`<p class="lex-empty">No items to display.</p>`;
  return html`
    <table class="lex-table lex-posts">
      <thead>
        <tr>
          ${['Sent', 'Author', 'Kind', 'Text'].map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${messages.records.slice(0, limit).map(
          (row) => html`
            <tr data-record-id=${row.Id}>
              <td>${showTime(row.Sent_At__c)}</td>
              <td>${row.Author_Name__c ?? ''}</td>
              <td>${kinds.get(row.Kind__c ?? '') ?? row.Kind__c ?? ''}</td>
              <td class="lex-wide">${row.Deleted_At__c ? html`<s>${row.Body__c}</s>` : row.Body__c}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
