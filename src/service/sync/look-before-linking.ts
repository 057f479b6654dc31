import { soql } from '../../domain/soql.ts';
import { lookRequest, readSight } from './find-records.ts';
import type { EscalateItem } from './lane-ports.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';
import type { ItemVerdict } from './send-to-salesforce.ts';

/** Why a record cannot be linked, as the reason of a refusal says it. */
export const FOREIGN_RECORD = 'RECORD_CARRIES_ANOTHER_CARE_ID';
export const RECORD_GONE = 'RECORD_GONE';

export type LinkLook =
  /** `status` stands there now. */
  | { kind: 'go'; status: string | null }
  | { kind: 'no'; verdict: Extract<ItemVerdict, { kind: 'failed' }> }
  | { kind: 'not_answered'; outcome: Exclude<SalesforceOutcome, { kind: 'answered' }> };

/** The look and the write after it are one try of a lane and end within its lease. */
const DEADLINE_MS = 10_000;

/**
 * A record is only linked while it is there and carries no Care id of anybody else. Our own id on it is our
 * write of before, whose answer was lost.
 */
export async function lookBeforeLinking(
  port: SalesforcePort,
  item: EscalateItem,
  recordId: string,
): Promise<LinkLook> {
  const outcome = await port.call({
    ...lookRequest(item, soql`Id = ${recordId}`),
    purpose: 'escalate',
    deadlineMs: DEADLINE_MS,
  });
  if (outcome.kind !== 'answered') return { kind: 'not_answered', outcome };
  const sight = readSight(item.object, outcome.body);
  switch (sight.kind) {
    case 'there':
      if (sight.key === null || sight.key === item.escalationKey) return { kind: 'go', status: sight.status };
      return no(FOREIGN_RECORD, 'The Salesforce record carries the id of another Care case.');
    case 'merged':
      return no(RECORD_GONE, `The Salesforce record was merged into ${sight.into}.`);
    case 'deleted':
      return no(RECORD_GONE, 'The Salesforce record is in the recycle bin.');
    case 'not_seen':
      return no(RECORD_GONE, 'Salesforce shows the connected user no such record.');
    case 'unknown':
      return { kind: 'not_answered', outcome: { kind: 'unknown', reason: 'The answer could not be read.' } };
  }
}

const no = (code: string, message: string): LinkLook => ({
  kind: 'no',
  verdict: { kind: 'failed', class: 'data', reason: { code, message }, ownToken: false },
});
