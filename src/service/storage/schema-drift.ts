import { sql } from 'kysely';
import type { Drift, TriedCases } from '../../domain/mapping/drift.ts';
import { newId } from '../ids.ts';
import type { Tx } from './database.ts';
import type { MappingKey } from './mapping-version.ts';
import type { DriftEnd, DriftFacts } from './tables.ts';

export interface OpenDrift extends Pick<Drift, 'kind' | 'severity' | 'subject' | 'now'>, DriftFacts {
  cases: Required<TriedCases> | null;
  id: string;
  object: string;
  recordType: string;
  version: number;
  foundAt: string;
}

const drifts = (tx: Tx, connectionId: string) =>
  tx.selectFrom('schema_drift').selectAll().where('connection_id', '=', connectionId);

/** What stands under the mappings of an org, what is refused for certain first. */
export async function listOpenDrifts(tx: Tx, connectionId: string): Promise<OpenDrift[]> {
  const rows = await drifts(tx, connectionId)
    .where('ended_at', 'is', null)
    .orderBy('severity')
    .orderBy('found_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    object: row.object,
    recordType: row.record_type,
    version: row.version,
    kind: row.kind,
    severity: row.severity,
    subject: row.subject,
    now: row.now_is,
    foundAt: row.found_at,
    ...row.facts,
    cases: row.facts.cases ? { notChecked: 0, why: null, ...row.facts.cases } : null,
  }));
}

/**
 * Puts what was found for a mapping in place of what was open.
 *
 * @returns what is new of it, and what is not there any more. What somebody has marked as seen stays silent for as
 * long as it is the same.
 */
export async function putDrifts(
  tx: Tx,
  accountId: string,
  key: MappingKey & { version: number; target: string },
  found: readonly Drift[],
  endedBy: DriftEnd,
): Promise<{ added: Drift[]; ended: OpenDrift[] }> {
  const { connectionId, object, recordType, version, target } = key;
  const open = (await listOpenDrifts(tx, connectionId)).filter(
    (each) => each.object === object && each.recordType === recordType,
  );
  const seen = await drifts(tx, connectionId)
    .where('object', '=', object)
    .where('record_type', '=', recordType)
    .where('version', '=', version)
    .where('ended_by', '=', 'seen')
    .execute();
  const known = new Set([...open.map(keyOf), ...seen.map((row) => keyOf({ ...row, now: row.now_is }))]);
  const there = new Set(found.map(keyOf));
  const ended = open.filter((each) => !there.has(keyOf(each)));
  const added = found.filter((each) => !known.has(keyOf(each)));
  await endDrifts(
    tx,
    ended.map(({ id }) => id),
    endedBy,
  );
  for (const { kind, subject, now, severity, label, fact, remedy, cases = null } of added) {
    await tx
      .insertInto('schema_drift')
      .values({
        id: newId('drift'),
        account_id: accountId,
        connection_id: connectionId,
        object,
        record_type: recordType,
        version,
        kind,
        subject,
        now_is: now,
        severity,
        facts: JSON.stringify({ target, label, fact, remedy, cases } satisfies DriftFacts),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return { added, ended };
}

const keyOf = ({ kind, subject, now }: Pick<Drift, 'kind' | 'subject' | 'now'>): string =>
  JSON.stringify([kind, subject, now]);

/** @returns how many were open. */
export async function endDrifts(tx: Tx, ids: readonly string[], by: DriftEnd): Promise<number> {
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('schema_drift')
    .set({ ended_at: sql<string>`now()`, ended_by: by })
    .where('id', 'in', [...ids])
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
