import type { CareBook } from '../mapping/care-datum.ts';
import type { Condition } from './condition.ts';
import { OPERATORS_OF, type Subject } from './subjects.ts';

/** Longer lists are somebody's file, not a rule. */
export const MOST_VALUES = 50;

/** What is wrong with a condition, for whoever writes it. Null: nothing. */
export function checkCondition(
  { subject: key, operator, values }: Condition,
  book: CareBook<Subject>,
): string | null {
  const subject = book.datum(key);
  if (!subject) return 'Care knows nothing of this name.';
  if (!OPERATORS_OF[subject.sort].includes(operator)) return `${subject.label} cannot be asked this way.`;
  if (operator === 'is_set' || operator === 'is_not_set') {
    return values.length === 0 ? null : 'This takes no value.';
  }
  if (values.length === 0 || values.some((value) => value.trim() === '')) return missingIn(subject);
  if (values.length > MOST_VALUES) return `${MOST_VALUES} values are the most.`;
  if (subject.sort === 'number' && !(values.length === 1 && /^\d{1,9}$/.test(values[0]!))) {
    return 'Give one whole number.';
  }
  const unknown = subject.options.length > 0 && values.find((value) => !isOption(subject, value));
  return unknown ? `${subject.label} is never “${unknown}”.` : null;
}

const isOption = ({ options }: Subject, value: string): boolean =>
  options.some((option) => option.value === value);

function missingIn({ sort }: Subject): string {
  if (sort === 'choice') return 'Choose at least one.';
  return sort === 'text' ? 'Give at least one word.' : 'Give a number.';
}
