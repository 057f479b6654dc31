import type { FieldValue, ObjectSchema, OrgRecord } from '../core.ts';
import type { Transaction } from '../records/transaction.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { DUPLICATE_RULES, type DuplicateRule, objectOf } from './duplicate-rule.ts';
import { type DuplicateFinding, findDuplicates } from './find-duplicates.ts';

/** `Sforce-Duplicate-Rule-Header` (REST guide, "Duplicate Rule Header"); all false when it is not sent. */
export interface DuplicateOptions {
  readonly allowSave: boolean;
  readonly includeRecordDetails: boolean;
  readonly runAsCurrentUser: boolean;
}

export function readDuplicateHeader(header: string | undefined): DuplicateOptions {
  const isOn = (name: string) => new RegExp(`\\b${name}\\s*=\\s*true\\b`, 'i').test(header ?? '');
  return {
    allowSave: isOn('allowSave'),
    includeRecordDetails: isOn('includeRecordDetails'),
    runAsCurrentUser: isOn('runAsCurrentUser'),
  };
}

export const duplicateRulesOf = (transaction: Transaction): DuplicateRule[] =>
  [...transaction.state.facts(DUPLICATE_RULES)].map(([, rule]) => rule as unknown as DuplicateRule);

/**
 * Refuses a save that a duplicate rule blocks, or alerts to while the caller has not said to save all the same. On an
 * update, rules look only when a field they compare changed.
 */
export function refuseByDuplicateRules(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<Record<string, FieldValue>>,
  id: string,
  before: OrgRecord | null,
): void {
  const rules = duplicateRulesOf(transaction).filter(
    (rule) => before === null || touches(rule, values, before),
  );
  if (rules.length === 0) return;
  const { user, duplicates } = transaction.writer;
  const reader = duplicates.runAsCurrentUser ? user : null;
  for (const finding of findDuplicates({ source: transaction, rules, object, values, id, reader })) {
    const { rule } = finding;
    const isBlocked = (before ? rule.actionOnUpdate : rule.actionOnInsert) === 'Block';
    if (!isBlocked && (!rule.alert || duplicates.allowSave)) continue;
    throw new SalesforceError(400, 'DUPLICATES_DETECTED', rule.alertText, [], {
      body: { duplicateResult: resultOf(transaction, finding, !isBlocked) },
    });
  }
}

const touches = (rule: DuplicateRule, values: Readonly<Record<string, FieldValue>>, before: OrgRecord) =>
  rule.matchRules
    .flatMap(({ groups }) => groups.flat())
    .some(({ field }) => (values[field] ?? null) !== (before.fields[field] ?? null));

/** DuplicateResult, as it is seen in REST's answers. */
function resultOf(transaction: Transaction, { rule, matches }: DuplicateFinding, allowSave: boolean) {
  return {
    allowSave,
    duplicateRule: rule.name,
    duplicateRuleEntityType: rule.object,
    errorMessage: rule.alertText,
    matchResults: matches.map((match) => ({
      entityType: objectOf(match.rule.object),
      errors: [],
      matchEngine: 'FuzzyMatchEngine',
      matchRecords: match.rows.map((row) => ({
        additionalInformation: [],
        fieldDiffs: [],
        matchConfidence: 100,
        record: recordOf(transaction, row),
      })),
      rule: match.rule.name,
      size: match.rows.length,
      success: true,
    })),
  };
}

/** The id alone, or with `includeRecordDetails` every field the writer may read. */
function recordOf(transaction: Transaction, row: OrgRecord) {
  const { user, duplicates } = transaction.writer;
  const names = transaction.schema
    .require(row.object)
    .fields.map(({ name }) => name)
    .filter((name) => name !== 'Id' && user.rights.canRead(row.object, name));
  return {
    attributes: {
      type: row.object,
      url: `/services/data/v${transaction.schema.apiVersion}/sobjects/${row.object}/${row.id}`,
    },
    Id: row.id,
    ...(duplicates.includeRecordDetails
      ? Object.fromEntries(names.map((name) => [name, row.fields[name] ?? null]))
      : {}),
  };
}
