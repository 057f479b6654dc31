import type { SchemaField } from './schema.ts';

const WORDS: Readonly<Record<string, string>> = {
  string: 'Text',
  encryptedstring: 'Encrypted text',
  textarea: 'Long text',
  combobox: 'Text or a value',
  email: 'E-mail',
  phone: 'Phone',
  url: 'URL',
  picklist: 'Picklist',
  multipicklist: 'Picklist of several values',
  boolean: 'Checkbox',
  int: 'Whole number',
  long: 'Whole number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'Date and time',
  time: 'Time',
  name: 'Name',
  id: 'Record id',
  address: 'Address',
  location: 'Place',
};
const HAS_LENGTH = /^(string|encryptedstring|textarea|combobox|email|phone|url|name)$/;

/** What a field takes, in few words: `Text, 255`, `Picklist, 5 values`, `Lookup to Contact`. */
export function typeWords(
  field: Pick<SchemaField, 'type' | 'length' | 'referenceTo' | 'picklistValues'>,
): string {
  const { type, length, referenceTo } = field;
  if (type === 'reference') return `Lookup to ${referenceTo.join(' or ') || 'a record'}`;
  const word = WORDS[type] ?? type;
  if (type.endsWith('picklist')) {
    const values = field.picklistValues.filter(({ active }) => active).length;
    return `${word}, ${values} ${values === 1 ? 'value' : 'values'}`;
  }
  return HAS_LENGTH.test(type) && length > 0 ? `${word}, ${length.toLocaleString('en-US')}` : word;
}
