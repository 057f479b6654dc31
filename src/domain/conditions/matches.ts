import { type CareBook, valuesRead } from '../mapping/care-datum.ts';
import type { CareFacts } from '../mapping/care-facts.ts';
import type { Condition, Conditions } from './condition.ts';
import { type Subject, subjectBook } from './subjects.ts';

/** Whether a case is as asked. Nothing asked matches nothing: a rule for everything has to say so. */
export function matches({ match, conditions }: Conditions, facts: CareFacts): boolean {
  if (conditions.length === 0) return false;
  const book = subjectBook(facts.own);
  const holds = (condition: Condition) => holdsFor(condition, facts, book);
  return match === 'all' ? conditions.every(holds) : conditions.some(holds);
}

/** A condition on something that Care no longer knows holds for no case, whichever way it asks. */
function holdsFor({ subject: key, operator, values }: Condition, facts: CareFacts, book: CareBook<Subject>) {
  const subject = book.datum(key);
  if (!subject) return false;
  const read = valuesRead(subject.read(facts));
  switch (operator) {
    case 'is_any_of':
      return read.some((value) => values.includes(value));
    case 'is_none_of':
      return !read.some((value) => values.includes(value));
    case 'contains_any':
      return containsAny(read, values);
    case 'contains_none':
      return !containsAny(read, values);
    case 'is_set':
      return read.length > 0;
    case 'is_not_set':
      return read.length === 0;
    case 'at_least':
      return read.length > 0 && Number(read[0]) >= Number(values[0]);
    case 'at_most':
      return read.length > 0 && Number(read[0]) <= Number(values[0]);
  }
}

/** Letters count, their case and their form of writing do not. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function containsAny(texts: readonly string[], words: readonly string[]): boolean {
  const looked = texts.map(plain);
  return words.some((word) => looked.some((text) => text.includes(plain(word))));
}
