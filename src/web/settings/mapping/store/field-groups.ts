import type {
  FieldProblem,
  MappedFieldInput,
  MappingEditor,
  SchemaFieldShape,
} from '../../../../api/mappings.ts';
import { bookOf, type CareBook } from '../../../../domain/mapping/care-datum.ts';
import { sourceWords } from '../../../../domain/mapping/source-words.ts';
import type { DraftChanges } from './draft-changes.ts';
import type { FieldProblems } from './draft-problems.ts';

export const FIELD_FILTERS = ['all', 'mapped', 'problems', 'required'] as const;
export type FieldFilter = (typeof FIELD_FILTERS)[number];

/** A row of the table. */
export interface FieldRow {
  readonly field: SchemaFieldShape;
  readonly mapped: MappedFieldInput | null;
  readonly problems: readonly FieldProblem[];
  readonly change: 'added' | 'changed' | 'removed' | null;
  /** Label of the mapped field that fills this one, too. */
  readonly filledBy: string | null;
}

export interface FieldGroups {
  readonly required: readonly FieldRow[];
  readonly mapped: readonly FieldRow[];
  readonly unmapped: readonly FieldRow[];
  readonly unwritable: readonly FieldRow[];
}

interface GroupsInput {
  readonly schema: MappingEditor['schema'];
  readonly careData: MappingEditor['careData'];
  readonly fields: readonly MappedFieldInput[];
  /** Fields that stand among the mapped ones: nothing moves while one is at work on it. */
  readonly arranged: ReadonlySet<string>;
  readonly problems: FieldProblems;
  readonly changes: DraftChanges;
  readonly filter: FieldFilter;
  readonly words: string;
}

/** What a person's name is split into. */
const NAME_PARTS: ReadonlySet<string> = new Set(['FirstName', 'LastName']);

const NONE: readonly FieldProblem[] = [];

export function groupsOf({
  schema,
  careData,
  fields,
  arranged,
  problems,
  changes,
  filter,
  words,
}: GroupsInput): FieldGroups {
  const mapped = new Map(fields.map((each) => [each.field, each]));
  const groups = {
    required: [] as FieldRow[],
    mapped: [] as FieldRow[],
    unmapped: [] as FieldRow[],
    unwritable: [] as FieldRow[],
  };
  const book = bookOf(careData);
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  const name = schema.find((field) => field.name === 'Name' && field.rule === 'name' && mapped.has('Name'));
  const known = new Set(schema.map(({ name }) => name));
  const gone = fields.filter(({ field }) => !known.has(field)).map(({ field }) => goneField(field));
  for (const field of [...gone, ...schema]) {
    const row: FieldRow = {
      field,
      mapped: mapped.get(field.name) ?? null,
      problems: problems.get(field.name) ?? NONE,
      change: changes.get(field.name) ?? null,
      filledBy: name && NAME_PARTS.has(field.name) ? name.label : null,
    };
    if (!passes(row, filter) || !isFound(row, sought, book)) continue;
    if (field.required) groups.required.push(row);
    else if (
      row.mapped !== null ? arranged.has(field.name) || field.unwritable !== null : arranged.has(field.name)
    )
      groups.mapped.push(row);
    else if (field.unwritable !== null) groups.unwritable.push(row);
    else groups.unmapped.push(row);
  }
  return groups;
}

function passes({ field, mapped, problems }: FieldRow, filter: FieldFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'mapped':
      return mapped !== null;
    case 'problems':
      return problems.length > 0;
    case 'required':
      return field.required;
  }
}

const names = new WeakMap<SchemaFieldShape, string>();

function namesOf(field: SchemaFieldShape): string {
  const before = names.get(field);
  if (before !== undefined) return before;
  const made = `${field.label} ${field.name}`.toLowerCase();
  names.set(field, made);
  return made;
}

/** By label, API name, and what is mapped to it: its words or its key. */
function isFound({ field, mapped }: FieldRow, sought: readonly string[], book: CareBook): boolean {
  if (sought.length === 0) return true;
  const name = namesOf(field);
  const source = mapped ? `${sourceWords(mapped.source, book)} ${keyOf(mapped.source)}`.toLowerCase() : '';
  return sought.every((word) => name.includes(word) || source.includes(word));
}

const keyOf = (source: MappedFieldInput['source']): string => ('data' in source ? source.data : '');

/** A field that is mapped and not in the org any more, or not to be seen. */
const goneField = (name: string): SchemaFieldShape => ({
  name,
  label: name,
  type: '',
  typeWords: 'Not in this org',
  length: null,
  required: false,
  unwritable: 'Salesforce has no such field any more, or does not show it.',
  options: [],
  restricted: false,
  defaultValue: null,
  controlledBy: null,
  referenceTo: [],
  comesBack: false,
  rule: 'other',
});
