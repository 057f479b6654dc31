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
export const writeRecord = (port: SalesforcePort, write: RecordWrite): Promise<SalesforceOutcome> =>
  writeRecords(port, [write]);

/** Records that one request writes, each for itself: Salesforce takes 25 parts, two a record. */
export const MOST_RECORDS_WRITTEN = 12;

/** The same of several records under one token; the answer to each is read by its place. */
export function writeRecords(
  port: SalesforcePort,
  writes: readonly [RecordWrite, ...RecordWrite[]],
): Promise<SalesforceOutcome> {
  const { accountId, connectionId, actingAgentId, fallback, deadlineMs } = writes[0];
  return port.call({
    accountId,
    connectionId,
    actingAgentId,
    fallback,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    purpose: 'escalate',
    method: 'POST',
    path: '/composite',
    body: { allOrNone: false, compositeRequest: writes.flatMap(partsOf) },
    records: writes.length,
  });
}

/** What the parts of a record are called in request and answer. */
export const partNames = (place: number) => ({
  record: place === 0 ? 'record' : `record${place}`,
  read: place === 0 ? 'read' : `read${place}`,
});

function partsOf({ object, recordId, key, autoAssign, allowDuplicates, body }: RecordWrite, place: number) {
  const base = `/services/data/v${SALESFORCE_API_VERSION}/sobjects/${object}`;
  const at = recordId ?? `${LINK_FIELDS.escalationId}/${encodeURIComponent(key)}`;
  const names = partNames(place);
  return [
    {
      method: 'PATCH',
      url: `${base}/${at}`,
      referenceId: names.record,
      httpHeaders: {
        // A record that is there keeps its owner.
        'Sforce-Auto-Assign': autoAssign && recordId === null ? 'TRUE' : 'FALSE',
        ...(allowDuplicates && { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }),
      },
      body,
    },
    {
      method: 'GET',
      url: `${base}/${recordId ?? `@{${names.record}.id}`}?fields=${numberField(object)},Status,CreatedById`,
      referenceId: names.read,
    },
  ];
}
