import type { z } from 'zod';
import type { MappedFieldInput, MappingPreview, previewMapping } from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { isInSight } from '../../domain/case-sight.ts';
import { accountBook } from '../../domain/mapping/care-data.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import { allProblems, checkMapping, checkRecord } from '../../domain/mapping/check.ts';
import { compareMappings } from '../../domain/mapping/compare-mappings.ts';
import { evaluate, type FieldValue } from '../../domain/mapping/evaluate.ts';
import { fitToSchema } from '../../domain/mapping/fit-to-schema.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { escalationKey } from '../../domain/salesforce-names.ts';
import { seesAll } from '../care/case-sight.ts';
import { newId } from '../ids.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import { readMapping } from '../storage/mapping-version.ts';
import type { DescribeCache } from './describe-cache.ts';
import { readDraft } from './mapping-words.ts';
import { keepsMessages } from './message-object.ts';
import { readRecordType } from './org-schema.ts';
import { type MappingTargetName, requireAlive } from './save-mapping.ts';

export interface PreviewDeps {
  db: Database;
  describes: DescribeCache;
  now: () => Date;
  caseUrl: (caseId: string) => string;
}

type Recent = NonNullable<z.output<(typeof previewMapping)['answers'][200]>['recent']>;

const RECENT_CASES = 200;

/** The record a draft would make of a case. It asks the org for nothing but its schema. */
export async function previewDraft(
  { db, describes, now, caseUrl }: PreviewDeps,
  actor: AgentActor,
  target: MappingTargetName,
  { fields: inputs, caseId, recent }: { fields: MappedFieldInput[]; caseId: string; recent: boolean },
): Promise<MappingPreview> {
  // Of the shape a real one has; each escalation has its own.
  const key = escalationKey(actor.accountId, newId('esc'));
  const of = { agentId: actor.agentId, at: now().toISOString(), caseUrl, key };
  const { connection, saved, facts, lately } = await db.forAccount(actor.accountId, async (tx) => {
    const found = await findConnection(tx, target.connectionId);
    if (!found) throw new Problem('NOT_FOUND');
    permit(actor, { permission: 'manage_cases' });
    await requireSight(tx, actor, caseId);
    const ids = recent ? await recentCases(tx, actor) : [];
    // Of messages, the latest one of a case stands for all of them.
    const shownOf = (each: CareFacts): CareFacts =>
      keepsMessages(found, target.object) ? { ...each, message: each.messages.latest.at(-1) ?? null } : each;
    const all = await readCareFacts(tx, [...new Set([caseId, ...ids])], found.id, of);
    return {
      connection: found,
      saved: await readMapping(tx, target),
      facts: shownOf(all.get(caseId)!),
      lately: ids.map((id) => shownOf(all.get(id)!)),
    };
  });
  requireAlive(connection);
  const { value, readAs } = await readRecordType(describes, connection, target.object, target.recordType);
  const schema = value.fields;
  const draft = readDraft(inputs, schema);
  const general = checkMapping(draft, schema, readAs.displayName, accountBook(facts.own));
  const made = makeRecord(draft, facts, schema);
  const before = makeRecord(saved.fields, facts, schema).fitted;
  const changes = compareMappings(saved.fields, draft, accountBook(facts.own));
  return {
    rows: rowsOf(made.fitted, before, changes, schema, facts),
    problems: allProblems(general, made.problems),
    changes,
    recent: recent ? tryRecent(draft, lately, schema, general) : null,
  };
}

async function requireSight(tx: Tx, actor: AgentActor, caseId: string): Promise<void> {
  const found = await tx
    .selectFrom('care_case')
    .select(['assignee_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (!found) throw new Problem('NOT_FOUND');
  const { assignee_id: assigneeId, status } = found;
  if (!seesAll(actor) && !isInSight(actor.agentId, { assigneeId, status })) {
    permit(actor, { permission: 'see_all_cases' });
  }
}

/** Of those that whoever asks may see, the newest first. */
export async function recentCases(tx: Tx, actor: AgentActor): Promise<string[]> {
  let query = tx.selectFrom('care_case').select('id').orderBy('created_at', 'desc').limit(RECENT_CASES);
  if (!seesAll(actor)) {
    query = query.where((eb) =>
      eb.or([
        eb('assignee_id', 'is', null),
        eb('assignee_id', '=', actor.agentId),
        eb('status', '=', 'spam'),
      ]),
    );
  }
  return (await query.execute()).map(({ id }) => id);
}

function makeRecord(mapping: readonly MappedField[], facts: CareFacts, schema: readonly SchemaField[]) {
  const values = evaluate(mapping, facts);
  const fitted = fitToSchema(values, schema);
  return { fitted, problems: checkRecord(values, fitted, schema) };
}

function rowsOf(
  fitted: readonly FieldValue[],
  before: readonly FieldValue[],
  changes: MappingPreview['changes'],
  schema: readonly SchemaField[],
  facts: CareFacts,
): MappingPreview['rows'] {
  const byName = new Map(schema.map((field) => [field.name, field]));
  const changeOf = new Map(changes.map(({ field, change }) => [field, change]));
  const shown = ({ field, value, mapped }: FieldValue): string | null => {
    if (value !== null && mapped.by === null && value === facts.contact?.id) return facts.contact.name;
    const option = byName.get(field)?.picklistValues.find((each) => each.value === value);
    return option?.label ?? value;
  };
  const now = new Set(fitted.map(({ field }) => field));
  return [
    ...fitted.map((each) => ({
      field: each.field,
      label: byName.get(each.field)?.label ?? each.label,
      value: each.value,
      shown: shown(each),
      source: each.words,
      change: changeOf.get(each.mapped.field) ?? null,
      was: before.find(({ field }) => field === each.field)?.value ?? null,
    })),
    ...before
      .filter(({ field }) => !now.has(field))
      .map((each) => ({
        field: each.field,
        label: each.label,
        value: null,
        shown: null,
        source: each.words,
        change: 'removed' as const,
        was: each.value,
      })),
  ];
}

function tryRecent(
  draft: readonly MappedField[],
  cases: readonly CareFacts[],
  schema: readonly SchemaField[],
  general: MappingPreview['problems'],
): Recent {
  const byName = new Map(schema.map((field) => [field.name, field]));
  const refused = new Map<string, Recent['refused'][number]>();
  let fit = 0;
  for (const facts of cases) {
    const problems = [...general, ...makeRecord(draft, facts, schema).problems];
    const fields = new Set(
      problems.filter(({ severity }) => severity === 'refusal').map(({ field }) => field),
    );
    if (fields.size === 0) fit += 1;
    for (const field of fields) {
      const example = `#${facts.case.number}`;
      const known = refused.get(field) ?? {
        field,
        label: byName.get(field)?.label ?? field,
        cases: 0,
        example,
      };
      refused.set(field, { ...known, cases: known.cases + 1 });
    }
  }
  return {
    cases: cases.length,
    fit,
    refused: [...refused.values()].sort((one, other) => other.cases - one.cases),
  };
}
