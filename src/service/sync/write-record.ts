import { LINK_FIELDS, numberField, SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import type { SalesforceOutcome, SalesforcePort, SalesforceRequest } from './ports.ts';

/** One record as it is written, and by what it is found there. */
export interface RecordWrite
  extends Pick<
    SalesforceRequest,
    'accountId' | 'connectionId' | 'actingAgentId' | 'fallback' | 'deadlineMs'
  > {
  object: 'Case' | 'Lead';
  /** Of a record that is there; null: it is upserted by our own key. */
  recordId: string | null;
  /** `Care_Escalation_Id__c`. */
  key: string;
  /** Whether the org's assignment rule decides who owns a new record. */
  autoAssign: boolean;
  /** Whether it is made although a duplicate rule warns. */
  allowDuplicates: boolean;
  body: Readonly<Record<string, unknown>>;
}

/**
 * The write and the reading of the number the org gave the record, in one HTTP request. A repeat of an upsert finds
 * the record the first one made. `readEscalationAnswer` reads the answer.
 */
export function writeRecord(port: SalesforcePort, write: RecordWrite): Promise<SalesforceOutcome> {
  const { object, recordId, key, autoAssign, allowDuplicates, body, ...request } = write;
  const base = `/services/data/v${SALESFORCE_API_VERSION}/sobjects/${object}`;
  const at = recordId ?? `${LINK_FIELDS.escalationId}/${encodeURIComponent(key)}`;
  return port.call({
    ...request,
    purpose: 'escalate',
    method: 'POST',
    path: '/composite',
    body: {
      allOrNone: false,
      compositeRequest: [
        {
          method: 'PATCH',
          url: `${base}/${at}`,
          referenceId: 'record',
          httpHeaders: {
            // A record that is there keeps its owner.
            'Sforce-Auto-Assign': autoAssign && recordId === null ? 'TRUE' : 'FALSE',
            ...(allowDuplicates && { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }),
          },
          body,
        },
        {
          method: 'GET',
          url: `${base}/${recordId ?? '@{record.id}'}?fields=${numberField(object)},Status,CreatedById`,
          referenceId: 'read',
        },
      ],
    },
    records: 1,
  });
}
