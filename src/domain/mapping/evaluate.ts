import { salesforceLength, shorten } from '../salesforce-text.ts';
import { accountBook } from './care-data.ts';
import { type CareBook, type CareDatum, readInWords, valuesRead } from './care-datum.ts';
import type { CareFacts } from './care-facts.ts';
import { fillTemplate } from './fill-template.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';
import { type FieldSort, sortOf } from './schema.ts';
import { sourceWords } from './source-words.ts';
import { NAME_LENGTHS, splitName } from './split-name.ts';

/** One field of the record that a mapping makes of a case. */
export interface FieldValue {
  field: string;
  label: string;
  mapped: MappedField;
  /** Where the value comes from. */
  words: string;
  /** As it is to be written, as text; null: nothing is. */
  value: string | null;
  /** Characters in Salesforce's counting before it was cut; null: it was not. */
  cutFrom: number | null;
  /** Of a variable: the value of Care that nothing is mapped to. */
  unmapped: string | null;
}

/** The record a mapping makes of a case, in the order of the mapping. `Name` becomes first and last name. */
export function evaluate(mapping: readonly MappedField[], facts: CareFacts): FieldValue[] {
  const book = accountBook(facts.own);
  return mapping.flatMap((mapped): FieldValue[] => {
    const words = sourceWords(mapped.source, book);
    if (mapped.field === 'AccountId' && facts.contact?.isPerson) return [ofPerson(mapped)];
    const sort = sortOf({ type: mapped.type, referenceTo: [] });
    const { text, unmapped } = read(mapped.source, sort, facts, book);
    if (mapped.type === 'name') return nameFields(mapped, words, text);
    const value = text === null ? null : typed(sort, text);
    const { field, label, length } = mapped;
    return [{ field, label, mapped, words, unmapped, ...fitted(value, mapped, length) }];
  });
}

/**
 * A case of a person account is its account's: Salesforce takes it from the contact, and another one would contradict
 * it (Object Reference, Case, `AccountId`).
 */
const ofPerson = (mapped: MappedField): FieldValue => ({
  field: mapped.field,
  label: mapped.label,
  mapped,
  words: 'Salesforce takes it from the person account',
  value: null,
  cutFrom: null,
  unmapped: null,
});

interface ReadValue {
  text: string | null;
  unmapped: string | null;
}

function read(source: FieldSource, sort: FieldSort, facts: CareFacts, book: CareBook<CareDatum>): ReadValue {
  const plain = (text: string | null) => ({ text, unmapped: null });
  switch (source.kind) {
    case 'fixed':
      return plain(source.value || null);
    case 'template':
      return plain(
        fillTemplate(source.template, (key) => {
          const datum = book.datum(key);
          return datum && readInWords(datum, facts);
        }),
      );
    case 'variable':
      return readVariable(source, sort, facts, book);
    default: {
      const datum = book.datum(source.data);
      return plain(datum && (valuesRead(datum.read(facts))[0] ?? null));
    }
  }
}

/** Value by value. Of several, a field that holds one takes the first that something is mapped to. */
function readVariable(
  source: Extract<FieldSource, { kind: 'variable' }>,
  sort: FieldSort,
  facts: CareFacts,
  book: CareBook<CareDatum>,
): ReadValue {
  const datum = book.datum(source.data);
  const given = valuesRead(datum?.read(facts) ?? null);
  const known = given.filter((value) => Object.hasOwn(source.values, value));
  const mapped = known.flatMap((value) => source.values[value] || []);
  const rest = given.length > known.length || given.length === 0 ? source.otherwise : null;
  const words = given
    .filter((value) => !known.includes(value))
    .map((value) => datum?.options.find((option) => option.value === value)?.label ?? value);
  const unmapped = words.length > 0 && source.otherwise === null ? words.join(', ') : null;
  const glue = datum?.type === 'choices' ? JOINED_BY[sort] : undefined;
  if (glue === undefined) {
    return {
      text: mapped[0] ?? (known.length > 0 ? null : rest),
      unmapped: known.length > 0 ? null : unmapped,
    };
  }
  return { text: [...new Set([...mapped, ...(rest ? [rest] : [])])].join(glue) || null, unmapped };
}

/** What several values stand between in fields that hold several. */
const JOINED_BY: Partial<Record<FieldSort, string>> = { multipicklist: ';', text: ', ' };

function nameFields(mapped: MappedField, words: string, text: string | null): FieldValue[] {
  const { firstName, lastName } = splitName(text ?? '');
  const part = (field: keyof typeof NAME_LENGTHS, label: string, value: string | null): FieldValue => ({
    field,
    label,
    mapped,
    words,
    unmapped: null,
    ...fitted(value, { ...mapped, type: 'string' }, NAME_LENGTHS[field]),
  });
  return [part('FirstName', 'First Name', firstName), part('LastName', 'Last Name', lastName)];
}

/** A time is written as its day where there is only room for a day. */
function typed(sort: FieldSort, text: string): string {
  if (sort === 'date') return text.slice(0, 10);
  if (sort === 'checkbox') return text.toLowerCase();
  return text;
}

/** Only text is cut: half an address or half a number is none. */
function fitted(
  value: string | null,
  mapped: Pick<MappedField, 'type' | 'shorten'>,
  length: number,
): Pick<FieldValue, 'value' | 'cutFrom'> {
  if (value === null || length === 0 || !mapped.shorten || !isText(mapped.type))
    return { value, cutFrom: null };
  const whole = salesforceLength(value);
  return whole <= length ? { value, cutFrom: null } : { value: shorten(value, length), cutFrom: whole };
}

const isText = (type: string): boolean => sortOf({ type, referenceTo: [] }) === 'text';
