import { salesforceLength } from '../salesforce-text.ts';
import { type CareBook, isSettable } from './care-datum.ts';
import type { FieldValue } from './evaluate.ts';
import { optionFor, optionsOf, partsOf } from './fit-to-schema.ts';
import { whyNotFit } from './fits.ts';
import { type MappedField, valuesOf } from './mapped-field.ts';
import { isRequired, type SchemaField, sortOf, whyUnwritable } from './schema.ts';

export const MAPPING_PROBLEMS = [
  'FIELD_UNKNOWN',
  'FIELD_NOT_WRITABLE',
  'SOURCE_DOES_NOT_FIT',
  'TYPE_CHANGED',
  'REQUIRED_NOT_MAPPED',
  'REQUIRED_EMPTY',
  'TOO_LONG',
  'WILL_BE_CUT',
  'NOT_IN_PICKLIST',
  'VALUE_NOT_MAPPED',
  'VALUE_NOT_OF_TYPE',
] as const;
export type MappingProblemCode = (typeof MAPPING_PROBLEMS)[number];

/** What stands beside a field. A refusal: Salesforce would say no. */
export interface MappingProblem {
  field: string;
  code: MappingProblemCode;
  severity: 'refusal' | 'warning';
  fact: string;
  remedy: string;
}

/** Of these a mapping cannot be saved: they hold for every case. */
export const NEVER_FITS: ReadonlySet<MappingProblemCode> = new Set([
  'FIELD_UNKNOWN',
  'FIELD_NOT_WRITABLE',
  'SOURCE_DOES_NOT_FIT',
]);

const problemOf =
  (severity: MappingProblem['severity']) =>
  (field: string, code: MappingProblemCode, fact: string, remedy: string): MappingProblem => ({
    field,
    code,
    severity,
    fact,
    remedy,
  });
const refusal = problemOf('refusal');
const warning = problemOf('warning');

/**
 * What is wrong with a mapping whatever the case.
 *
 * @param holder whose rights the schema shows, by name.
 */
export function checkMapping(
  mapping: readonly MappedField[],
  schema: readonly SchemaField[],
  holder: string,
  book: CareBook,
): MappingProblem[] {
  const byName = new Map(schema.map((field) => [field.name, field]));
  return [
    ...mapping.flatMap((mapped) => checkMapped(mapped, byName.get(mapped.field), holder, book)),
    ...partsBesideName(mapping),
    ...unmappedRequired(mapping, schema).map(({ name }) =>
      refusal(
        name,
        'REQUIRED_NOT_MAPPED',
        'Salesforce requires it, and nothing is mapped to it.',
        'Map it, or give a fixed value. Until then the agent is asked.',
      ),
    ),
  ];
}

/** First and last name are what Name is split into: mapped beside it, they would be written twice. */
const partsBesideName = (mapping: readonly MappedField[]): MappingProblem[] =>
  mapping.some(({ field, type }) => field === 'Name' && type === 'name')
    ? mapping
        .filter(({ field }) => field === 'FirstName' || field === 'LastName')
        .map(({ field }) =>
          refusal(field, 'FIELD_NOT_WRITABLE', 'Name is mapped and fills it.', 'Take it or Name out.'),
        )
    : [];

/** What the org requires beyond a mapping: an agent is asked for it. */
export function unmappedRequired(
  mapping: readonly MappedField[],
  schema: readonly SchemaField[],
): SchemaField[] {
  const mapped = new Set(mapping.map(({ field }) => field));
  if (mapped.has('Name') && mapping.some(({ type }) => type === 'name')) mapped.add('LastName');
  if (mapped.has('LastName')) mapped.add('Name');
  // A person's name is the same thing twice: it is asked for once, as it is written.
  return schema.filter(
    (field) => isRequired(field) && !field.ours && !mapped.has(field.name) && field.type !== 'name',
  );
}

function checkMapped(
  mapped: MappedField,
  field: SchemaField | undefined,
  holder: string,
  book: CareBook,
): MappingProblem[] {
  const name = mapped.field;
  if (!field) {
    const fact = `Salesforce has no field ${name} here that ${holder} can see.`;
    return [
      refusal(
        name,
        'FIELD_UNKNOWN',
        fact,
        'Take it out of the mapping, or let a Salesforce admin grant access.',
      ),
    ];
  }
  const unwritable = whyUnwritable(field, holder);
  if (unwritable !== null) {
    return [refusal(name, 'FIELD_NOT_WRITABLE', unwritable, 'Take it out of the mapping.')];
  }
  const unfit = whyNotFit(field, mapped, book);
  if (unfit !== null) return [refusal(name, 'SOURCE_DOES_NOT_FIT', unfit, 'Choose Care data that fits.')];
  const notBack = whyNotBack(mapped, book);
  if (notBack !== null) {
    return [refusal(name, 'SOURCE_DOES_NOT_FIT', notBack, 'Choose what Salesforce may set.')];
  }
  const changed =
    mapped.type !== field.type
      ? [
          warning(
            name,
            'TYPE_CHANGED',
            `It was ${mapped.type} when this was saved and is ${field.type} now.`,
            'Look at it and save again.',
          ),
        ]
      : [];
  return [...changed, ...checkSource(mapped, field)];
}

/** Only a status comes back from Salesforce, and only a single value can be set by it. */
function whyNotBack({ field, back }: MappedField, book: CareBook): string | null {
  if (!back) return null;
  if (field !== 'Status') return 'Only the status comes back from Salesforce.';
  const datum = book.datum(back.data);
  if (!datum || !isSettable(datum)) return `Salesforce cannot set ${datum?.label ?? back.data}.`;
  const unknown = Object.values(back.values).find(
    (value) => !datum.options.some((option) => option.value === value),
  );
  return unknown === undefined ? null : `${datum.label} has no value ${unknown}.`;
}

/** What can be said of a source before there is a case. */
function checkSource({ field: name, source }: MappedField, field: SchemaField): MappingProblem[] {
  const sort = sortOf(field);
  if (sort === 'picklist' || sort === 'multipicklist') {
    return valuesOf(source)
      .flatMap((value) => (sort === 'picklist' ? [value] : partsOf(value)))
      .filter(
        (value) =>
          !optionFor(
            field.picklistValues.filter((each) => each.active),
            value,
          ),
      )
      .map((value) => notInPicklist(name, value));
  }
  if (source.kind !== 'fixed') return [];
  return checkValue(name, source.value, field);
}

const notInPicklist = (name: string, value: string): MappingProblem =>
  warning(
    name,
    'NOT_IN_PICKLIST',
    `“${value}” is not a value of the record type.`,
    'Choose one of its values. Until then the org’s default stands, or nothing.',
  );

/**
 * What stands in the way of one case's record.
 *
 * @param values as the mapping makes them.
 * @param fitted the same after the org's schema.
 */
export function checkRecord(
  values: readonly FieldValue[],
  fitted: readonly FieldValue[],
  schema: readonly SchemaField[],
): MappingProblem[] {
  const byName = new Map(schema.map((field) => [field.name, field]));
  const written = new Map(fitted.map(({ field, value }) => [field, value]));
  return values.flatMap((before, index) => {
    const field = byName.get(before.field);
    return field ? checkFieldValue(before, fitted[index]!, field, written) : [];
  });
}

function checkFieldValue(
  before: FieldValue,
  after: FieldValue,
  field: SchemaField,
  written: ReadonlyMap<string, string | null>,
): MappingProblem[] {
  const { field: name, mapped } = before;
  const problems: MappingProblem[] = [];
  if (before.unmapped !== null) {
    problems.push(
      warning(
        name,
        'VALUE_NOT_MAPPED',
        `Nothing is mapped to “${before.unmapped}”, so it stays empty.`,
        'Map it, or choose what all others become.',
      ),
    );
  }
  const sort = sortOf(field);
  if ((sort === 'picklist' || sort === 'multipicklist') && before.value !== null && mapped.by === null) {
    const options = optionsOf(field, written);
    const values = sort === 'picklist' ? [before.value] : partsOf(before.value);
    const unknown = values.filter((value) => !optionFor(options, value));
    problems.push(...unknown.map((value) => notInPicklist(name, value)));
  }
  if (after.value === null) {
    if (isRequired(field)) {
      problems.push(
        refusal(
          name,
          'REQUIRED_EMPTY',
          `Salesforce requires it, and this case has nothing there: ${before.words}.`,
          'Map something that every case has, or give a fixed value.',
        ),
      );
    }
    return problems;
  }
  if (after.cutFrom !== null) {
    problems.push(
      warning(
        name,
        'WILL_BE_CUT',
        `Cut to ${field.length} of ${after.cutFrom} characters.`,
        'Map something shorter to keep it whole.',
      ),
    );
  }
  return mapped.by === null ? [...problems, ...checkValue(name, after.value, field)] : problems;
}

function checkValue(name: string, value: string, field: SchemaField): MappingProblem[] {
  const wrong = WRONG[sortOf(field)]?.(value) ?? null;
  if (wrong !== null) return [refusal(name, 'VALUE_NOT_OF_TYPE', wrong, 'Give it a value of its type.')];
  const over =
    field.length > 0 && sortOf(field) !== 'multipicklist' ? salesforceLength(value) - field.length : 0;
  if (over <= 0) return [];
  return [
    refusal(
      name,
      'TOO_LONG',
      `${over} ${over === 1 ? 'character' : 'characters'} too long for Salesforce.`,
      'Let it be shortened, or map something shorter.',
    ),
  ];
}

const test =
  (pattern: RegExp, article: string) =>
  (value: string): string | null =>
    pattern.test(value) ? null : `“${value}” is not ${article}.`;
const id = test(/^([A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/, 'the id of a record');

const WRONG: Partial<Record<ReturnType<typeof sortOf>, (value: string) => string | null>> = {
  email: test(/^[^\s@<>()[\]\\,;:"]+@[^\s@.]+(\.[^\s@.]+)+$/, 'an e-mail address'),
  number: test(/^-?\d+(\.\d+)?$/, 'a number'),
  checkbox: test(/^(true|false)$/, 'true or false'),
  date: test(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22'),
  datetime: test(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/, 'a time such as 2026-11-22T09:31:00Z'),
  lookup: id,
  contact: id,
};

/** Both together: what holds for every case is not said again of this one. */
export function allProblems(
  general: readonly MappingProblem[],
  ofCase: readonly MappingProblem[],
): MappingProblem[] {
  const said = new Set(ofCase.map(({ field, code }) => `${field} ${code}`));
  return [...general.filter(({ field, code }) => !said.has(`${field} ${code}`)), ...ofCase];
}
