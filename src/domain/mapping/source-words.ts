import { careDatum } from './care-data.ts';
import { keysIn } from './fill-template.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';

const labelOf = (key: string): string => careDatum(key)?.label ?? key;

/** Where a value comes from, for whoever reads the value beside it. */
export function sourceWords(source: FieldSource): string {
  switch (source.kind) {
    case 'fixed':
      return `Always ${source.value}`;
    case 'template': {
      const labels = [...new Set(keysIn(source.template))].map(labelOf);
      return labels.length === 0 ? `Always ${source.template}` : listed(labels);
    }
    default:
      return labelOf(source.data);
  }
}

/** All there is to a mapped field, for two versions to be told apart. */
export function mappedWords({ source, by, editable, shorten }: MappedField): string {
  const more = [
    by && `found by ${by.field}`,
    editable ? null : 'not for the agent to change',
    shorten ? null : 'never cut',
  ].filter((each) => each !== null);
  return [inFull(source), ...more].join('; ');
}

function inFull(source: FieldSource): string {
  if (source.kind === 'template') return `Template: ${source.template}`;
  if (source.kind !== 'variable') return sourceWords(source);
  // In the order of Care: a store need not keep the order in which values were mapped.
  const options = careDatum(source.data)?.options ?? [];
  const pairs = options
    .filter(({ value }) => Object.hasOwn(source.values, value))
    .map(({ value, label }) => `${label} → ${source.values[value]}`);
  return `${labelOf(source.data)}: ${[...pairs, `else ${source.otherwise ?? 'empty'}`].join(', ')}`;
}

/** One sentence's worth: the first as it stands, the rest as they stand within a sentence. */
function listed([first = '', ...rest]: string[]): string {
  const inner = rest.map((label) => label.charAt(0).toLowerCase() + label.slice(1));
  const last = inner.pop();
  return last === undefined ? first : `${[first, ...inner].join(', ')} and ${last}`;
}
