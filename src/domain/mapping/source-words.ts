import type { CareBook } from './care-datum.ts';
import { keysIn } from './fill-template.ts';
import type { BackMap, FieldSource, MappedField } from './mapped-field.ts';

const labelOf = (key: string, book: CareBook): string => book.datum(key)?.label ?? key;

/** Where a value comes from, for whoever reads the value beside it. */
export function sourceWords(source: FieldSource, book: CareBook): string {
  switch (source.kind) {
    case 'fixed':
      return source.value === '' ? 'A fixed value, not given yet' : `Always ${source.value}`;
    case 'template': {
      const labels = [...new Set(keysIn(source.template))].map((key) => labelOf(key, book));
      return labels.length === 0 ? `Always ${source.template}` : listed(labels);
    }
    default:
      return labelOf(source.data, book);
  }
}

/** All there is to a mapped field, for two versions to be told apart. */
export function mappedWords({ source, by, editable, shorten, back }: MappedField, book: CareBook): string {
  const more = [
    by && `found by ${by.field}`,
    editable ? null : 'not for the agent to change',
    shorten ? null : 'never cut',
    back ? `Salesforce sets ${backWords(back, book)}` : null,
  ].filter((each) => each !== null);
  return [inFull(source, book), ...more].join('; ');
}

/** In the order of Salesforce's values, whatever a store has made of it. */
function backWords({ data, values }: BackMap, book: CareBook): string {
  const labels = new Map(book.datum(data)?.options.map(({ value, label }) => [value, label]));
  const pairs = Object.entries(values)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([salesforce, care]) => `${salesforce} → ${labels.get(care) ?? care}`);
  return `${labelOf(data, book)}: ${pairs.length === 0 ? 'nothing' : pairs.join(', ')}`;
}

function inFull(source: FieldSource, book: CareBook): string {
  if (source.kind === 'template') return `Template: ${source.template}`;
  if (source.kind !== 'variable') return sourceWords(source, book);
  // In the order of Care: a store need not keep the order in which values were mapped.
  const options = book.datum(source.data)?.options ?? [];
  const pairs = options
    .filter(({ value }) => Object.hasOwn(source.values, value))
    .map(({ value, label }) => `${label} → ${source.values[value]}`);
  return `${labelOf(source.data, book)}: ${[...pairs, `else ${source.otherwise ?? 'empty'}`].join(', ')}`;
}

/** One sentence's worth: the first as it stands, the rest as they stand within a sentence. */
function listed([first = '', ...rest]: string[]): string {
  const inner = rest.map((label) => label.charAt(0).toLowerCase() + label.slice(1));
  const last = inner.pop();
  return last === undefined ? first : `${[first, ...inner].join(', ')} and ${last}`;
}
