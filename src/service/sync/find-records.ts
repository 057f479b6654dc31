import { LINK_FIELDS, numberField } from '../../domain/salesforce-names.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { followMerges } from './follow-merges.ts';
import type { SalesforcePort, SalesforceRequest } from './ports.ts';
import { numberOf, readQuery, textOf } from './salesforce-answers.ts';

export type RecordSight =
  | {
      kind: 'there';
      recordId: string;
      recordNumber: string | null;
      status: string | null;
      /** Whether that is a closed one; null: a lead has none. */
      closed: boolean | null;
      version: number | null;
      /** `Care_Escalation_Id__c` there; null: none. */
      key: string | null;
      createdBy: string | null;
    }
  /** In the recycle bin, and nothing took its place. */
  | { kind: 'deleted' }
  /** Deleted for good, or hidden from the token that looked. */
  | { kind: 'not_seen' }
  /** Could not be asked. */
  | { kind: 'unknown' };

export interface RecordQuestion {
  accountId: string;
  connectionId: string;
  object: 'Case' | 'Lead';
}

/**
 * What became of a record, by id: the recycle bin is searched too, and a record that was merged away leads
 * to the one that took its place.
 */
export const findRecord = (
  port: SalesforcePort,
  question: RecordQuestion,
  recordId: string,
): Promise<RecordSight> => followMerges(recordId, (id) => ask(port, question, soql`Id = ${id}`));

/** One that was deleted keeps its key in the recycle bin: what was made after it comes first. */
export const byKey = (key: string): Soql =>
  soql`${new Soql(LINK_FIELDS.escalationId)} = ${key} ORDER BY CreatedDate DESC`;

/** The record an escalation made, by our own key: for an upsert the fence refused. */
export async function findByKey(
  port: SalesforcePort,
  question: RecordQuestion,
  key: string,
): Promise<RecordSight> {
  const sight = await ask(port, question, byKey(key));
  return sight.kind === 'merged' ? findRecord(port, question, sight.into) : sight;
}

async function ask(port: SalesforcePort, question: RecordQuestion, where: Soql): Promise<FirstSight> {
  const outcome = await port.call(lookRequest(question, where));
  return outcome.kind === 'answered' ? readSight(question.object, outcome.body) : { kind: 'unknown' };
}

export type FirstSight = RecordSight | { kind: 'merged'; into: string };

/** The question for one record, under the default token; `readSight` reads the answer. */
export function lookRequest(question: RecordQuestion, where: Soql): SalesforceRequest {
  const number = numberField(question.object);
  const fields = [
    'Id',
    number,
    'Status',
    LINK_FIELDS.version,
    LINK_FIELDS.escalationId,
    'CreatedById',
    'IsDeleted',
  ];
  if (question.object === 'Case') fields.push('MasterRecordId', 'IsClosed');
  const query = `SELECT ${fields.join(', ')} FROM ${question.object} WHERE ${where} LIMIT 1`;
  return {
    accountId: question.accountId,
    connectionId: question.connectionId,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'case_state',
    method: 'GET',
    path: `/queryAll?q=${encodeURIComponent(query)}`,
    records: 0,
  };
}

export function readSight(object: RecordQuestion['object'], body: unknown): FirstSight {
  const rows = readQuery(body);
  if (!rows) return { kind: 'unknown' };
  const [row] = rows;
  if (!row) return { kind: 'not_seen' };
  if (row.IsDeleted !== true) {
    const recordId = textOf(row.Id);
    return recordId === null
      ? { kind: 'unknown' }
      : {
          kind: 'there',
          recordId,
          recordNumber: textOf(row[numberField(object)]),
          status: textOf(row.Status),
          closed: typeof row.IsClosed === 'boolean' ? row.IsClosed : null,
          version: numberOf(row[LINK_FIELDS.version]),
          key: textOf(row[LINK_FIELDS.escalationId]),
          createdBy: textOf(row.CreatedById),
        };
  }
  const into = textOf(row.MasterRecordId);
  return into === null ? { kind: 'deleted' } : { kind: 'merged', into };
}
