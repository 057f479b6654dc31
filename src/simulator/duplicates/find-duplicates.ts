import type { FieldValue, ObjectSchema, OrgRecord, OrgUser } from '../core.ts';
import type { RowSource } from '../soql/path.ts';
import { type DuplicateRule, kindOf, type MatchItem, type MatchingRule, objectOf } from './duplicate-rule.ts';

/** A rule that found something, by matching rule. */
export interface DuplicateFinding {
  readonly rule: DuplicateRule;
  readonly matches: readonly { readonly rule: MatchingRule; readonly rows: readonly OrgRecord[] }[];
}

/** What is looked for, and through whose eyes: a reader sees only what is shared with them, null sees everything. */
export interface DuplicateSearch {
  readonly source: RowSource;
  readonly rules: readonly DuplicateRule[];
  readonly object: ObjectSchema;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** The record itself, which is no duplicate; null for a new one. */
  readonly id: string | null;
  readonly reader: OrgUser | null;
}

/** Every active rule of the object that finds a duplicate, in order of the rules. */
export function findDuplicates({
  source,
  rules,
  object,
  values,
  id,
  reader,
}: DuplicateSearch): DuplicateFinding[] {
  const kind = kindOf(object.name, values);
  return rules
    .filter((rule) => rule.active && rule.object === kind)
    .map((rule) => ({
      rule,
      matches: rule.matchRules
        .map((match) => ({
          rule: match,
          rows: [...source.rows(objectOf(match.object))].filter(
            (row) =>
              row.id !== id &&
              kindOf(row.object, row.fields) === match.object &&
              !(row.object === 'Contact' && row.fields.IsPersonAccount === true) &&
              !row.deleted &&
              row.fields.IsConverted !== true &&
              (reader === null || reader.rights.reach(row) !== 'none') &&
              match.groups.some((group) => group.every((item) => same(item, values, row.fields))),
          ),
        }))
        .filter(({ rows }) => rows.length > 0),
    }))
    .filter(({ matches }) => matches.length > 0);
}

function same(
  { field, of = field, method }: MatchItem,
  values: Readonly<Record<string, FieldValue>>,
  other: Readonly<Record<string, FieldValue>>,
): boolean {
  const read = method === 'Exact' ? exact : fuzzy;
  const [left, right] = [read(field, values[field] ?? null), read(field, other[of] ?? null)];
  return left !== '' && left === right;
}

const exact = (_field: string, value: FieldValue) =>
  String(value ?? '')
    .trim()
    .toLowerCase();

/** Our reading of fuzzy: marks, punctuation and case aside; of telephone numbers the last nine digits. */
function fuzzy(field: string, value: FieldValue): string {
  const text = exact(field, value).normalize('NFKD');
  if (/phone/i.test(field)) return text.replace(/\D/g, '').slice(-9);
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
