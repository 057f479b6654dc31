import { LINK_FIELDS, numberField } from '../../domain/salesforce-names.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { Problem } from '../problem.ts';
import {
  type CommunityRecordOutcome,
  type CommunityRecordToSend,
  claimCommunityRecord,
  settleCommunityRecord,
} from '../storage/community-record.ts';
import type { Database } from '../storage/database.ts';
import { PATIENCE_MS } from '../sync/await-escalation.ts';
import { refusedBySalesforce } from '../sync/escalate.ts';
import { lookRequest, readSight } from '../sync/find-records.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import type { SalesforceOutcome, SalesforcePort } from '../sync/ports.ts';
import { readEscalationAnswer, textOf } from '../sync/salesforce-answers.ts';
import { writeRecord } from '../sync/write-record.ts';
import { ofCommunity, unavailable } from './community-problems.ts';
import { problemOf } from './outcome-problem.ts';

export interface RecordMaking {
  db: Database;
  port: SalesforcePort;
  now: () => Date;
  pause(ms: number): Promise<void>;
}

/** A record that is to be written now, and by whose token; null: the default one. */
type Sending = CommunityRecordToSend & { actingAgentId: string | null };

/** What one try came to, and what whoever waits is told when it is over without a record. */
type Try =
  | { outcome: Extract<CommunityRecordOutcome, { kind: 'created' | 'unknown' }> }
  | { outcome: Extract<CommunityRecordOutcome, { kind: 'failed' }>; problem: Problem }
  /** Nothing was written, and the next try may go through. */
  | { outcome: null; reason: SyncReason };

const LOOK_EVERY_MS = 150;
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 15_000;

/**
 * Writes a record that was asked for into Salesforce, once: by our own key, by one process at a time. After a try
 * nobody has heard the end of, the org is asked for the key first, so that what somebody has changed there
 * meanwhile stays.
 *
 * @returns whether it stands there now; false: Salesforce has not said so yet.
 * @throws Problem when it does not.
 */
export async function makeCommunityRecord(
  making: RecordMaking,
  { accountId, id, actingAgentId }: { accountId: string; id: string; actingAgentId: string | null },
  patienceMs = PATIENCE_MS,
): Promise<boolean> {
  const { db, now, pause } = making;
  const ends = now().getTime() + patienceMs;
  for (let wait = LOOK_EVERY_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const claim = await claimCommunityRecord(db, accountId, id);
    if (claim.kind === 'created') return true;
    if (claim.kind === 'failed') throw refusedBySalesforce(claim.reason);
    const over = now().getTime() >= ends;
    if (claim.kind === 'yours') {
      const tried = await send(making.port, { ...claim.record, actingAgentId });
      const settled =
        tried.outcome ?? (over ? { kind: 'failed', reason: tried.reason } : { kind: 'unknown' });
      await settleCommunityRecord(db, claim.record, settled);
      if (settled.kind === 'created') return true;
      if ('problem' in tried) throw tried.problem;
      if (settled.kind === 'failed') throw unavailable(settled.reason.message);
    }
    if (over) return false;
    await pause(wait);
  }
}

async function send(port: SalesforcePort, record: Sending): Promise<Try> {
  const found = record.sentBefore ? await look(port, record) : null;
  if (found) return found;
  const { accountId, connectionId, object, key, fields, actingAgentId } = record;
  const outcome = await writeRecord(port, {
    autoAssign: false,
    allowDuplicates: false,
    accountId,
    connectionId,
    actingAgentId,
    fallback: 'none',
    deadlineMs: DEADLINE_MS,
    object,
    recordId: null,
    key,
    body: fields,
  });
  if (outcome.kind !== 'answered') return notAnswered(outcome);
  const answer = readEscalationAnswer(outcome.body, null);
  // An answer we cannot read says nothing about what was done.
  if (!answer) return { outcome: { kind: 'unknown' } };
  if (answer.kind === 'failed') {
    const { reason } = answer;
    if (isPassing(answer.class)) return { outcome: null, reason };
    return { outcome: { kind: 'failed', reason }, problem: refusedBySalesforce(reason) };
  }
  return {
    outcome: {
      kind: 'created',
      recordId: answer.id,
      recordNumber: textOf(answer.record[numberField(object)]),
      tokenOwner: outcome.tokenOwner.displayName,
    },
  };
}

const isPassing = (failure: string): boolean => failure === 'lock' || failure === 'transient';

/** What has become of an earlier try; null: it is not there. */
async function look(port: SalesforcePort, record: CommunityRecordToSend): Promise<Try | null> {
  const { object, key } = record;
  const where = soql`${new Soql(LINK_FIELDS.escalationId)} = ${key}`;
  const outcome = await port.call({ ...lookRequest(record, where), deadlineMs: DEADLINE_MS });
  const sight =
    outcome.kind === 'answered' ? readSight(object, outcome.body) : ({ kind: 'unknown' } as const);
  switch (sight.kind) {
    case 'there':
      return { outcome: { ...sight, kind: 'created', tokenOwner: null } };
    case 'merged':
      return { outcome: { kind: 'created', recordId: sight.into, recordNumber: null, tokenOwner: null } };
    case 'not_seen':
      return null;
    case 'unknown':
      return { outcome: { kind: 'unknown' } };
    case 'deleted': {
      const reason = {
        code: 'ENTITY_IS_DELETED',
        message: 'It was created, and deleted in Salesforce since.',
      };
      return {
        outcome: { kind: 'failed', reason },
        problem: new Problem('SALESFORCE_REFUSED', reason.message),
      };
    }
  }
}

function notAnswered(outcome: Exclude<SalesforceOutcome, { kind: 'answered' }>): Try {
  if (outcome.kind === 'unknown') return { outcome: { kind: 'unknown' } };
  const reason: SyncReason =
    outcome.kind === 'unavailable'
      ? { code: outcome.reason.toUpperCase(), message: outcome.detail }
      : (outcome.errors[0] ?? { code: `ERROR_HTTP_${outcome.status}`, message: 'No reason given.' });
  if (outcome.kind === 'refused' && isPassing(outcome.class)) return { outcome: null, reason };
  return { outcome: { kind: 'failed', reason }, problem: ofCommunity(problemOf(outcome)) };
}
