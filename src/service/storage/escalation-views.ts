import { type Selectable, sql } from 'kysely';
import type { EscalationShape } from '../../api/shapes.ts';
import { becauseOf } from '../../domain/decide-record-writer.ts';
import { reasonInWords, wordsOnly } from '../../domain/reason-in-words.ts';
import { undoableUntil } from '../../domain/undo.ts';
import { SYNC_PAUSED, type SyncReason } from '../sync/lane-ports.ts';
import type { Tx } from './database.ts';
import { readEscalationRules } from './escalation-rules.ts';
import { undoneOf } from './escalation-undo.ts';
import type { EscalationTable } from './tables.ts';

type SyncState = EscalationShape['sync'];

/** Escalations of the given cases as people see them, oldest first. */
export async function readEscalations(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, EscalationShape[]>> {
  const found = new Map<string, EscalationShape[]>();
  if (caseIds.length === 0) return found;
  const rows = await tx
    .selectFrom('escalation as e')
    .innerJoin('connection as k', 'k.id', 'e.connection_id')
    .leftJoin('agent as a', 'a.id', 'e.acting_agent_id')
    .leftJoin('lane as l', (join) =>
      join.onRef('l.case_id', '=', 'e.case_id').on('l.target', '=', 'salesforce'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('outbox as o')
          .select((inner) => [
            inner.fn.countAll<number>().filterWhere('o.state', '=', 'waiting').as('waiting'),
            inner.fn.countAll<number>().filterWhere('o.state', '=', 'parked').as('parked'),
            // The one that holds the others tells why.
            sql<SyncReason | null>`(array_agg(o.reason order by o.id) filter (where o.state = 'parked'))[1]`.as(
              'parked_for',
            ),
          ])
          .whereRef('o.escalation_id', '=', 'e.id')
          .as('queue'),
      (join) => join.onTrue(),
    )
    .selectAll('e')
    .select([
      'k.instance_url',
      'k.state as connection_state',
      'k.paused_at',
      'k.state_reason',
      'a.id as agent_id',
      'a.name as agent_name',
    ])
    .select(['queue.waiting', 'queue.parked', 'queue.parked_for', 'l.reason as lane_reason'])
    .where('e.case_id', 'in', [...caseIds])
    .orderBy('e.created_at')
    .execute();
  const undone = await readUndone(tx, caseIds);
  if (rows.length === 0) return found;
  const { undoMinutes } = await readEscalationRules(tx);
  for (const row of rows) {
    const waiting = Number(row.waiting ?? 0);
    const parked = Number(row.parked ?? 0);
    const waitsFor = waiting > 0 ? row.lane_reason : null;
    const disconnected = row.connection_state === 'reconnect_needed';
    // What is asked for now is not held back with what lies under it.
    const held = row.paused_at !== null && row.state === 'created';
    const paused = disconnected || held || (waitsFor !== null && !PASSES_BY_ITSELF.has(waitsFor.code));
    const list = found.get(row.case_id) ?? [];
    const stands = row.state === 'requested' || row.state === 'created';
    list.push({
      id: row.id,
      state: shownState(row),
      object: row.object,
      recordId: row.record_id,
      number: row.record_number,
      url: row.record_id ? `${row.instance_url}/lightning/r/${row.object}/${row.record_id}/view` : null,
      status: row.salesforce_status,
      sync: syncState({ waiting, parked, paused }),
      waiting,
      reason:
        (row.reason && wordsOnly(row.reason)) ??
        (row.parked_for && reasonInWords(row.parked_for)) ??
        (disconnected ? row.state_reason : held ? SYNC_PAUSED.message : waitsFor && reasonInWords(waitsFor)),
      createdAt: row.created_at,
      createdBy: row.agent_id && row.agent_name ? { id: row.agent_id, name: row.agent_name } : null,
      actedAs: row.token_owner,
      actedAsBecause: row.token_gap && row.agent_name ? becauseOf(row.token_gap, row.agent_name) : null,
      undoUntil: stands ? undoableUntil(row.created_at, undoMinutes) : null,
      undone: undone.get(row.id) ?? null,
      byRule: row.rule_name,
      contactMissing: row.contact_missing,
    });
    found.set(row.case_id, list);
  }
  return new Map([...found].map(([caseId, list]) => [caseId, withLeadsTold(list)]));
}

/** Until Salesforce has let go of it, what is taken back stands there as it did. */
function shownState({
  state,
  record_id,
}: Pick<Selectable<EscalationTable>, 'state' | 'record_id'>): EscalationShape['state'] {
  if (state === 'undone') return 'gone';
  if (state === 'undoing') return record_id === null ? 'requested' : 'created';
  return state;
}

async function readUndone(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, NonNullable<EscalationShape['undone']>>> {
  const rows = await tx
    .selectFrom('escalation_undo as u')
    .innerJoin('escalation as e', 'e.id', 'u.escalation_id')
    .leftJoin('agent as a', 'a.id', 'u.agent_id')
    .selectAll('u')
    .select('a.name')
    .where('e.case_id', 'in', [...caseIds])
    .execute();
  return new Map(rows.map((row) => [row.escalation_id, undoneOf(row, row.name)]));
}

/**
 * What tells how a case stands in Salesforce: the one that has just changed, or the newest, unless it is taken back. A
 * lead that is there gives way to a case, which is what is kept in step.
 */
export function standingOf(
  escalations: readonly EscalationShape[],
  changedId?: string,
): EscalationShape | null {
  const left = escalations.filter(({ undone }) => undone?.state !== 'done');
  const found = left.find(({ id }) => id === changedId) ?? left.at(-1) ?? null;
  return (found && isLead(found) ? left.findLast(isKeptInStep) : null) ?? found;
}

const isLead = ({ object, state }: EscalationShape): boolean => object === 'Lead' && state === 'created';
const isKeptInStep = ({ object, state }: EscalationShape): boolean =>
  object === 'Case' && (state === 'requested' || state === 'created');

/** Beside a lead alone; nothing of the conversation is written to one. */
const STAYS_IN_CARE = 'The lead is in Salesforce; messages and status stay in Care';

/** Says of a lead with no case beside it that nothing is kept in step, where nothing more pressing is said. */
const withLeadsTold = (escalations: readonly EscalationShape[]): EscalationShape[] => {
  const alone = !escalations.some(isKeptInStep);
  return escalations.map((each) =>
    alone && isLead(each) && each.sync === 'in_step'
      ? { ...each, reason: each.reason ?? STAYS_IN_CARE }
      : each,
  );
};

/** A pause of seconds that needs nobody: it shows as waiting. */
const PASSES_BY_ITSELF: ReadonlySet<string> = new Set([
  'OUTCOME_UNKNOWN',
  'UNREADABLE_ANSWER',
  'ROLLED_BACK',
  'UNABLE_TO_LOCK_ROW',
  'NETWORK',
  'SERVER',
]);

function syncState({
  waiting,
  parked,
  paused,
}: {
  waiting: number;
  parked: number;
  paused: boolean;
}): SyncState {
  if (parked > 0) return 'parked';
  if (paused) return 'paused';
  return waiting > 0 ? 'waiting' : 'in_step';
}

/** Where each message stands on its way into Salesforce; those that never set out are left out. */
export async function salesforceDeliveryOf(
  tx: Tx,
  messageIds: readonly string[],
): Promise<Map<string, 'waiting' | 'delivered' | 'parked'>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('outbox')
    .select(['message_id', 'state'])
    .where('target', '=', 'salesforce')
    .where('message_id', 'in', [...messageIds])
    .execute();
  const states = new Map<string, 'waiting' | 'delivered' | 'parked'>();
  for (const row of rows) {
    if (row.message_id === null) continue;
    if (row.state === 'cancelled') continue;
    const state = row.state === 'done' ? 'delivered' : row.state;
    const known = states.get(row.message_id);
    // With several Salesforce cases the slowest tells: a message is there when it is everywhere.
    if (known === undefined || known === 'delivered') states.set(row.message_id, state);
  }
  return states;
}
