import { salesforceLength, shorten } from '../salesforce-text.ts';
import { careDatum, readInWords } from './care-data.ts';
import type { CareFacts } from './care-facts.ts';
import { fillTemplate } from './fill-template.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';
import { type FieldSort, sortOf } from './schema.ts';
import { NAME_LENGTHS, splitName } from './split-name.ts';

/** One field of the record that a mapping makes of a case. */
export interface FieldValue {
  field: string;
  label: string;
  mapped: MappedField;
  /** As it is to be written, as text; null: nothing is. */
  value: string | null;
  /** Characters in Salesforce's counting before it was cut; null: it was not. */
  cutFrom: number | null;
  /** Of a variable: the value of Care that nothing is mapped to. */
  unmapped: string | null;
}

/** The record a mapping makes of a case, in the order of the mapping. `Name` becomes first and last name. */
export function evaluate(mapping: readonly MappedField[], facts: CareFacts): FieldValue[] {
  return mapping.flatMap((mapped): FieldValue[] => {
    const { text, unmapped } = read(mapped.source, facts);
    if (mapped.type === 'name') return nameFields(mapped, text);
    const value = text === null ? null : typed(sortOf({ type: mapped.type, referenceTo: [] }), text);
    const { field, label, length } = mapped;
    return [{ field, label, mapped, unmapped, ...fitted(value, mapped, length) }];
  });
}

function read(source: FieldSource, facts: CareFacts): { text: string | null; unmapped: string | null } {
  const plain = (text: string | null) => ({ text, unmapped: null });
  switch (source.kind) {
    case 'fixed':
      return plain(source.value || null);
    case 'template':
      return plain(
        fillTemplate(source.template, (key) => {
          const datum = careDatum(key);
          return datum && readInWords(datum, facts);
        }),
      );
    case 'variable': {
      const datum = careDatum(source.data);
      const value = datum?.read(facts) ?? null;
      if (value !== null && Object.hasOwn(source.values, value)) return plain(source.values[value] || null);
      const unmapped =
        value !== null && source.otherwise === null && datum ? readInWords(datum, facts) : null;
      return { text: source.otherwise, unmapped };
    }
    default:
      return plain(careDatum(source.data)?.read(facts) ?? null);
  }
}

function nameFields(mapped: MappedField, text: string | null): FieldValue[] {
  const { firstName, lastName } = splitName(text ?? '');
  const part = (field: keyof typeof NAME_LENGTHS, label: string, value: string | null): FieldValue => ({
    field,
    label,
    mapped,
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
