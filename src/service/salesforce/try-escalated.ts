import { accountBook } from '../../domain/mapping/care-data.ts';
import { checkMapping, checkRecord } from '../../domain/mapping/check.ts';
import type { Drift, SeenSchema } from '../../domain/mapping/drift.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { fitToSchema } from '../../domain/mapping/fit-to-schema.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import type { Tx } from '../storage/database.ts';
import type { SavedMapping } from '../storage/mapping-version.ts';

const LATEST = 200;

/**
 * What was found, with how many of the cases escalated last would be refused for it now. Of contacts and messages it
 * is not told, and not of rules: those judge what agents have put into the form as well.
 */
export async function tryEscalated(
  tx: Tx,
  connectionId: string,
  mapping: SavedMapping,
  found: readonly Drift[],
  seen: SeenSchema | null,
): Promise<Drift[]> {
  const { object, recordType, fields } = mapping;
  if (found.length === 0 || (object !== 'Case' && object !== 'Lead')) return [...found];
  const latest = await tx
    .selectFrom('escalation')
    .select(['case_id', 'acting_agent_id'])
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where((eb) => eb.or([eb('record_type', '=', recordType), eb('record_type', 'is', null)]))
    .orderBy('created_at', 'desc')
    .limit(LATEST)
    .execute();
  const caseIds = [...new Set(latest.map(({ case_id }) => case_id))];
  if (caseIds.length === 0) return [...found];
  const tried = caseIds.length;
  if (!seen) return found.map((drift) => ({ ...drift, cases: { tried, refused: tried } }));
  const facts = await readCareFacts(tx, caseIds, connectionId, {
    agentId: latest[0]?.acting_agent_id ?? '',
    at: new Date(0).toISOString(),
    caseUrl: (caseId) => caseId,
    key: null,
  });
  const counts = new Map<string, number>();
  const lost = (seen.lostKeys ?? []).map(({ field }) => field);
  let general: readonly string[] | null = null;
  for (const each of facts.values()) {
    general ??= refusedFields(checkMapping(fields, seen.fields, seen.holder, accountBook(each.own)));
    const values = evaluate(fields, each);
    const own = refusedFields(checkRecord(values, fitToSchema(values, seen.fields), seen.fields));
    // A lookup that finds nothing fails whatever it looks for; what it would not look for cannot fail.
    const looked = lost.filter((key) => values.some(({ field, value }) => field === key && value !== null));
    for (const field of new Set([...general, ...own, ...looked]))
      counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return found.map((drift) => {
    if (drift.kind === 'rule_added' || drift.kind === 'rule_changed') return drift;
    return { ...drift, cases: { tried, refused: counts.get(drift.subject) ?? 0 } };
  });
}

const refusedFields = (problems: ReturnType<typeof checkRecord>): string[] =>
  problems.filter(({ severity }) => severity === 'refusal').map(({ field }) => field);
