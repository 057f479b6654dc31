import { describe, expect, it, test } from 'vitest';
import type { CareFacts } from '../mapping/care-facts.ts';
import { FACTS } from '../mapping/testing/samples.ts';
import { checkCondition } from './check-condition.ts';
import type { Condition, Operator } from './condition.ts';
import { conditionsInWords } from './condition-words.ts';
import { matches } from './matches.ts';
import { OPERATORS_OF, subjectBook } from './subjects.ts';

const BOOK = subjectBook({
  labels: ['vip', 'press'],
  fields: [
    { key: 'field_team', name: 'Team', type: 'single_select', options: [{ value: 'crm', label: 'CRM' }] },
    { key: 'field_due', name: 'Due', type: 'date', options: [] },
  ],
});
const OWN = { labels: ['vip', 'press'], fields: [] };

const condition = (subject: string, operator: Operator, ...values: string[]): Condition => ({
  subject,
  operator,
  values,
});
const LABELLED: CareFacts = { ...FACTS, own: OWN, case: { ...FACTS.case, labels: ['vip'] } };
const holds = (one: Condition, facts: CareFacts = LABELLED) =>
  matches({ match: 'all', conditions: [one] }, facts);

const NOBODY: CareFacts = {
  ...FACTS,
  contact: null,
  customer: { ...FACTS.customer, email: null },
  messages: { first: null, firstOfCustomer: null, latestOfCustomer: null, latest: [] },
};

test.each<[Condition, boolean]>([
  [condition('platform', 'is_any_of', 'instagram', 'x'), true],
  [condition('platform', 'is_none_of', 'instagram'), true],
  [condition('platform', 'is_none_of', 'x'), false],
  [condition('profile', 'is_any_of', 'prof_1'), true],
  [condition('profile', 'is_any_of', 'prof_2'), false],
  [condition('case_priority', 'is_any_of', 'urgent', 'high'), true],
  [condition('case_status', 'is_any_of', 'done'), false],
  [condition('customer_latest_text', 'contains_any', 'refund', 'NOTHING'), true],
  [condition('customer_latest_text', 'contains_any', 'order'), false],
  [condition('customer_text', 'contains_any', 'my ORDER'), true],
  [condition('customer_text', 'contains_none', 'refund'), true],
  [condition('customer_text', 'contains_none', 'refund', 'order'), false],
  [condition('message_kind', 'is_any_of', 'comment'), true],
  [condition('message_count', 'at_least', '2'), true],
  [condition('message_count', 'at_least', '3'), false],
  [condition('message_count', 'at_most', '2'), true],
  [condition('linked_contact', 'is_set'), true],
  [condition('linked_contact', 'is_not_set'), false],
  [condition('sentiment', 'is_not_set'), true],
  [condition('labels', 'is_any_of', 'press', 'vip'), true],
  [condition('labels', 'is_none_of', 'press'), true],
  [condition('labels', 'is_none_of', 'press', 'vip'), false],
  [condition('something_of_old', 'is_none_of', 'x'), false],
])('%j of a sample: %s', (one, expected) => {
  expect(holds(one)).toBe(expected);
});

describe('what is not there', () => {
  it('is none of anything, contains nothing and is not known', () => {
    expect(holds(condition('message_kind', 'is_any_of', 'comment'), NOBODY)).toBe(false);
    expect(holds(condition('message_kind', 'is_none_of', 'comment'), NOBODY)).toBe(true);
    expect(holds(condition('customer_text', 'contains_any', 'a'), NOBODY)).toBe(false);
    expect(holds(condition('customer_text', 'contains_none', 'a'), NOBODY)).toBe(true);
    expect(holds(condition('customer_email', 'is_not_set'), NOBODY)).toBe(true);
    expect(holds(condition('linked_contact', 'is_set'), NOBODY)).toBe(false);
  });
});

describe('several conditions', () => {
  const yes = condition('platform', 'is_any_of', 'x');
  const no = condition('platform', 'is_any_of', 'instagram');

  it('hold together or one by one, as the rule says', () => {
    expect(matches({ match: 'all', conditions: [yes, no] }, FACTS)).toBe(false);
    expect(matches({ match: 'any', conditions: [no, yes] }, FACTS)).toBe(true);
    expect(matches({ match: 'any', conditions: [no, no] }, FACTS)).toBe(false);
  });

  it('match nothing when there are none', () => {
    expect(matches({ match: 'all', conditions: [] }, FACTS)).toBe(false);
    expect(matches({ match: 'any', conditions: [] }, FACTS)).toBe(false);
  });
});

test('finds a word however its letters are written', () => {
  const facts = (text: string): CareFacts => {
    const said = { ...FACTS.messages.first!, text };
    return { ...FACTS, messages: { ...FACTS.messages, latestOfCustomer: said } };
  };
  const one = condition('customer_latest_text', 'contains_any', 'Größe', 'ｒｅｆｕｎｄ');
  expect(holds(one, facts('falsche GRÖßE'))).toBe(true);
  expect(holds(one, facts('gro\u0308ße'))).toBe(true);
  expect(holds(one, facts('a Refund, at last'))).toBe(true);
});

test('every subject is named once and read of any case', () => {
  expect(new Set(BOOK.all.map(({ key }) => key)).size).toBe(BOOK.all.length);
  for (const subject of BOOK.all) {
    expect(BOOK.datum(subject.key)).toBe(subject);
    expect(OPERATORS_OF[subject.sort].length).toBeGreaterThan(0);
    expect(() => subject.read(NOBODY)).not.toThrow();
  }
});

test.each<[Condition, string | null]>([
  [condition('platform', 'is_any_of', 'x'), null],
  [condition('profile', 'is_any_of', 'prof_of_the_account'), null],
  [condition('customer_text', 'is_set'), null],
  [condition('message_count', 'at_least', '12'), null],
  [condition('labels', 'is_any_of', 'vip'), null],
  [condition('field_team', 'is_any_of', 'crm'), null],
  [condition('field_due', 'is_set'), null],
  [condition('field_team', 'is_any_of', 'ops'), 'Team is never “ops”.'],
  [condition('mood', 'is_set'), 'Care knows nothing of this name.'],
  [condition('platform', 'contains_any', 'x'), 'Platform cannot be asked this way.'],
  [condition('platform', 'is_any_of'), 'Choose at least one.'],
  [condition('platform', 'is_any_of', 'orkut'), 'Platform is never “orkut”.'],
  [condition('customer_text', 'contains_any', ' '), 'Give at least one word.'],
  [condition('customer_text', 'is_set', 'x'), 'This takes no value.'],
  [condition('message_count', 'at_least'), 'Give a number.'],
  [condition('message_count', 'at_least', '-1'), 'Give one whole number.'],
  [condition('customer_text', 'contains_any', ...Array(51).fill('a')), '50 values are the most.'],
])('says what is wrong with %j', (one, expected) => {
  expect(checkCondition(one, BOOK)).toBe(expected);
});

test('reads as a sentence', () => {
  const conditions = [
    condition('platform', 'is_any_of', 'x', 'instagram'),
    condition('customer_text', 'contains_any', 'refund', 'broken'),
    condition('linked_contact', 'is_not_set'),
  ];
  expect(conditionsInWords({ match: 'all', conditions }, (key) => BOOK.datum(key)!)).toBe(
    'Platform is X or Instagram, and Customer’s first message contains “refund” or “broken”, and Linked contact is not known',
  );
});
