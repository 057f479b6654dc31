import { Soql, soql } from '../../domain/soql.ts';
import type { ContactItem } from './lane-ports.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';
import { readQuery } from './salesforce-answers.ts';

export type ContactLook =
  /** The record names nobody, or is not to be seen: the write tells. */
  | { kind: 'free' }
  /** Somebody is named there already. */
  | { kind: 'taken' }
  | { kind: 'not_answered'; outcome: Exclude<SalesforceOutcome, { kind: 'answered' }> };

/** The look and the write after it are one try of a lane and end within its lease. */
const DEADLINE_MS = 10_000;

/** Whether the fields that are to name the contact are empty in Salesforce. */
export async function lookForContact(port: SalesforcePort, item: ContactItem): Promise<ContactLook> {
  const { accountId, connectionId, actingAgentId, object, recordId, fields } = item;
  const names = Object.keys(fields);
  const columns = new Soql(['Id', ...names].join(', '));
  const query = soql`SELECT ${columns} FROM ${new Soql(object)} WHERE Id = ${recordId ?? ''} LIMIT 1`;
  const outcome = await port.call({
    accountId,
    connectionId,
    actingAgentId,
    fallback: 'default',
    purpose: 'contact',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
    deadlineMs: DEADLINE_MS,
  });
  if (outcome.kind !== 'answered') return { kind: 'not_answered', outcome };
  const rows = readQuery(outcome.body);
  if (!rows) {
    return { kind: 'not_answered', outcome: { kind: 'unknown', reason: 'The answer could not be read.' } };
  }
  const [row] = rows;
  return row && names.some((name) => row[name]) ? { kind: 'taken' } : { kind: 'free' };
}
