import type { Condition, Conditions, Operator } from './condition.ts';

/** What of a subject its words need. */
export interface NamedSubject {
  label: string;
  options: readonly { value: string; label: string }[];
}

export const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  is_any_of: 'is',
  is_none_of: 'is not',
  contains_any: 'contains',
  contains_none: 'does not contain',
  is_set: 'is known',
  is_not_set: 'is not known',
  at_least: 'is at least',
  at_most: 'is at most',
};

/** One condition as people say it: `Platform is X or Instagram`. */
export function conditionInWords({ operator, values }: Condition, { label, options }: NamedSubject): string {
  const quoted = operator === 'contains_any' || operator === 'contains_none';
  const words = values.map((value) => {
    const option = options.find((each) => each.value === value);
    return quoted ? `“${value}”` : (option?.label ?? value);
  });
  const said = [label, OPERATOR_WORDS[operator], listed(words)].filter((part) => part !== '');
  return said.join(' ');
}

/** All of them in one sentence. */
export const conditionsInWords = (
  { match, conditions }: Conditions,
  subjectOf: (key: string) => NamedSubject,
): string =>
  conditions
    .map((condition) => conditionInWords(condition, subjectOf(condition.subject)))
    .join(match === 'all' ? ', and ' : ', or ');

function listed(words: readonly string[]): string {
  const [last = '', ...before] = [...words].reverse();
  return before.length === 0 ? last : `${before.reverse().join(', ')} or ${last}`;
}
