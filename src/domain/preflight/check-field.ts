import type { FieldSort } from '../mapping/schema.ts';
import { salesforceLength } from '../salesforce-text.ts';
import { whyNotOfType } from './value-types.ts';
import { refusal, type Verdict, warning } from './verdict.ts';

/** A field of a form, as far as a verdict on its value needs it. */
export interface CheckedField {
  /** API name. */
  name: string;
  label: string;
  sort: FieldSort;
  required: boolean;
  /** Whether whoever acts may write it; null: the org has no such field that they can see. */
  writable: boolean | null;
  /** Characters; null: it has no meaning. */
  length: number | null;
  /** Digits before the decimal point; null: it is no number. */
  digits: number | null;
  /** Whether the org takes no other values than its own, through the API as well. */
  restricted: boolean;
  /** The field that decides which values go; null: none does. */
  controller: string | null;
  options: readonly { value: string; label: string; validFor: readonly string[] | null }[];
}

/** Values by API name, as text; null or missing: nothing is written. */
export type FormValues = ReadonlyMap<string, string | null>;

/** What Salesforce will say of one value, the worst first; nothing when it will take it. */
export function checkField(field: CheckedField, values: FormValues): Verdict[] {
  // White space around a text is not kept, and an empty text is no value.
  const value = (values.get(field.name) ?? '').trim();
  if (value === '') return field.required ? [required(field)] : [];
  if (field.writable !== true) return [notWritable(field)];
  return [...checkType(field, value), ...checkLength(field, value), ...checkOptions(field, value, values)];
}

const required = ({ name, label }: CheckedField): Verdict =>
  refusal(name, 'REQUIRED', `${label} is required by Salesforce.`, 'Fill it in.');

const notWritable = ({ name, label, writable }: CheckedField): Verdict =>
  writable === null
    ? refusal(
        name,
        'NOT_WRITABLE',
        `Salesforce has no field ${label} here that whoever creates the record can see.`,
        'Leave it out, or let a Care admin take it out of the mapping.',
      )
    : refusal(
        name,
        'NOT_WRITABLE',
        `Whoever creates the record may not write ${label}.`,
        'Leave it out, or let a Salesforce admin grant access.',
      );

function checkType({ name, label, sort, digits }: CheckedField, value: string): Verdict[] {
  const why = whyNotOfType(sort, value, digits);
  if (why === null) return [];
  const fact = `${label}: ${why.fact}`;
  return why.certain
    ? [refusal(name, 'NOT_OF_TYPE', fact, why.remedy)]
    : [warning(name, 'MAYBE_NOT_OF_TYPE', fact, why.remedy)];
}

/** A line break may be stored as two characters: what is over by that alone is only likely to be refused. */
function checkLength({ name, sort, length }: CheckedField, value: string): Verdict[] {
  if (length === null || sort === 'multipicklist' || sort === 'other') return [];
  const remedy = 'Shorten it.';
  const over = value.length - length;
  if (over > 0) return [refusal(name, 'TOO_LONG', `${characters(over)} too long for Salesforce.`, remedy)];
  const stored = salesforceLength(value) - length;
  if (stored <= 0) return [];
  const fact = `With its line breaks it may be ${characters(stored)} too long for Salesforce.`;
  return [warning(name, 'MAYBE_TOO_LONG', fact, remedy)];
}

const characters = (many: number): string => `${many} ${many === 1 ? 'character' : 'characters'}`;

function checkOptions(field: CheckedField, value: string, values: FormValues): Verdict[] {
  if (field.sort !== 'picklist' && field.sort !== 'multipicklist') return [];
  const single = field.sort === 'picklist';
  const chosen = single ? [value] : value.split(';').map((part) => part.trim());
  return chosen.filter((each) => each !== '').flatMap((each) => checkOption(field, each, values));
}

function checkOption(field: CheckedField, value: string, values: FormValues): Verdict[] {
  const { name, label, restricted, controller, options } = field;
  if (options.length === 0) return [];
  const option = options.find((each) => each.value.toLowerCase() === value.toLowerCase());
  if (!option) {
    const fact = `“${value}” is not a value of ${label}.`;
    return restricted
      ? [refusal(name, 'NOT_IN_PICKLIST', fact, 'Pick one of its values.')]
      : [warning(name, 'UNLISTED_VALUE', fact, 'Salesforce may take it all the same. Pick one to be sure.')];
  }
  // What the controlling field says is known only when the record says it.
  if (controller === null || option.validFor === null || !values.has(controller)) return [];
  const decides = (values.get(controller) ?? '').trim();
  if (option.validFor.some((each) => each.toLowerCase() === decides.toLowerCase())) return [];
  const fact =
    decides === ''
      ? `“${option.label}” goes with no empty ${controller}.`
      : `“${option.label}” does not go with “${decides}” in ${controller}.`;
  const remedy = 'Pick another value, or change the field that decides.';
  return restricted
    ? [refusal(name, 'NOT_WITH_CONTROLLER', fact, remedy)]
    : [warning(name, 'NOT_WITH_CONTROLLER', fact, remedy)];
}
