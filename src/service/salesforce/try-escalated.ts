import { accountBook } from '../../domain/mapping/care-data.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import { checkMapping, checkRecord } from '../../domain/mapping/check.ts';
import type { Drift, SeenSchema } from '../../domain/mapping/drift.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { fitToSchema } from '../../domain/mapping/fit-to-schema.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { foreseeRules, type OrgRule, type Stated } from '../../domain/preflight/foresee-rules.ts';
import { statedBy } from '../../domain/preflight/stated.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import type { Tx } from '../storage/database.ts';
import type { SavedMapping } from '../storage/mapping-version.ts';
import { oursOf } from './preflight-desk.ts';
import { fillForm } from './record-form.ts';

const LATEST = 200;

/** A mapping, and what the org is like under it now. */
export interface LookedAt {
  mapping: SavedMapping;
  /** Null: there is nothing to map to. */
  seen: SeenSchema | null;
  /** Rules that are new or another, with their formulas as far as they can be read. */
  ruled: readonly OrgRule[];
  /** Why the formulas of the others are not to be had, by the name of the rule. */
  unread: ReadonlyMap<string, string>;
  recordType: { id: string; name: string; label: string } | null;
  /** Of the holder of the default token, where a rule asks for today; else null. */
  zone: string | null;
}

/**
 * What was found, with how many of the cases escalated last would be refused for it now. Of contacts and messages it
 * is not told. A rule that looks at what agents fill in, or whose formula cannot be read, is not checked for it.
 */
export async function tryEscalated(
  tx: Tx,
  connectionId: string,
  { mapping, seen, ruled, unread, recordType: type, zone }: LookedAt,
  found: readonly Drift[],
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
  const lost = (seen.lookupKeys ?? []).flatMap(({ field, state }) => (state === 'lost' ? [field] : []));
  const notChecked = new Map<string, number>();
  const reasons = new Map<string, string>();
  const more = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  let general: readonly string[] | null = null;
  for (const each of facts.values()) {
    general ??= refusedFields(checkMapping(fields, seen.fields, seen.holder, accountBook(each.own)));
    const values = evaluate(fields, each);
    const own = refusedFields(checkRecord(values, fitToSchema(values, seen.fields), seen.fields));
    // A lookup that finds nothing fails whatever it looks for; what it would not look for cannot fail.
    const looked = lost.filter((key) => values.some(({ field, value }) => field === key && value !== null));
    for (const field of new Set([...general, ...own, ...looked])) more(counts, field);
    const stated = statedOf(mapping, each, [...seen.fields], type);
    for (const rule of ruled) {
      const foreseen = foreseeRules([rule], stated, Date.now(), zone);
      if (foreseen.verdicts.length > 0) more(counts, rule.name);
      else if (foreseen.notChecked[0]) {
        more(notChecked, rule.name);
        if (!reasons.has(rule.name)) reasons.set(rule.name, foreseen.notChecked[0].why);
      }
    }
  }
  const known = new Set(ruled.map(({ name }) => name));
  const needed = new Set(seen.needed?.map(({ name }) => name));
  return found.map((drift) => {
    const isRule = drift.kind === 'rule_added' || drift.kind === 'rule_changed';
    if (isRule && !known.has(drift.subject)) {
      const why = unread.get(drift.subject) ?? 'Its formula could not be read now.';
      return { ...drift, cases: { tried, refused: 0, notChecked: tried, why } };
    }
    // Without what Care itself needs, none of them goes.
    const all = needed.has(drift.subject) && drift.severity === 'refusal';
    const refused = all ? tried : (counts.get(drift.subject) ?? 0);
    const untold = notChecked.get(drift.subject) ?? 0;
    const why = reasons.get(drift.subject) ?? null;
    return { ...drift, cases: { tried, refused, notChecked: untold, why } };
  });
}

/** What rules find in the record that the mapping makes; what the org asks of agents beyond it is not known. */
function statedOf(
  mapping: SavedMapping,
  facts: CareFacts,
  schema: SchemaField[],
  recordType: LookedAt['recordType'],
): (path: string) => Stated {
  const form = fillForm({ mapping, facts }, schema);
  const values = new Map(form.map(({ name, value }) => [name, value]));
  const mapped = new Set(mapping.fields.map(({ field }) => field));
  const asked = new Set(
    form.flatMap(({ name, value }) => (value === null && !mapped.has(name) ? [name.toLowerCase()] : [])),
  );
  const stated = statedBy({ form, values, schema, recordType, ours: new Map(oursOf(facts)) });
  return (path) =>
    asked.has(path.toLowerCase()) ? { unknown: `it looks at ${path}, which agents fill in` } : stated(path);
}

const refusedFields = (problems: ReturnType<typeof checkRecord>): string[] =>
  problems.filter(({ severity }) => severity === 'refusal').map(({ field }) => field);
