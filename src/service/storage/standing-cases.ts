import type { Tx } from './database.ts';

/** The Salesforce case that a Care case stands as, or that is being made of it. */
export interface StandingCase {
  escalationId: string;
  /** Null: Salesforce has not answered yet. */
  number: string | null;
  url: string | null;
}

/** By Care case, the newest; those that stand nowhere in this org are left out. */
export async function readStandingCases(
  tx: Tx,
  caseIds: readonly string[],
  connectionId: string,
): Promise<Map<string, StandingCase>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('escalation as e')
    .innerJoin('connection as k', 'k.id', 'e.connection_id')
    .distinctOn('e.case_id')
    .select(['e.id', 'e.case_id', 'e.record_id', 'e.record_number', 'k.instance_url'])
    .where('e.case_id', 'in', [...caseIds])
    .where('e.connection_id', '=', connectionId)
    .where('e.object', '=', 'Case')
    .where('e.state', 'in', ['requested', 'created', 'undoing'])
    .orderBy('e.case_id')
    .orderBy('e.created_at', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        escalationId: row.id,
        number: row.record_number,
        url: row.record_id ? `${row.instance_url}/lightning/r/Case/${row.record_id}/view` : null,
      },
    ]),
  );
}
