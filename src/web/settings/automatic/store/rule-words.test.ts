import { expect, test } from 'vitest';
import { canBeTried, NEW_RULE, type RuleDraft, reasonAgainstSaving } from './automatic-store.ts';
import { howItFares, trialInWords } from './rule-words.ts';

const whole: RuleDraft = {
  ...NEW_RULE,
  name: 'Refunds',
  conditions: [{ subject: 'customer_latest_text', operator: 'contains_any', values: ['refund'] }],
};
const without = {
  ...whole,
  conditions: [{ subject: 'platform', operator: 'is_any_of' as const, values: [] }],
};

test.each<[RuleDraft, string]>([
  [whole, ''],
  [{ ...whole, name: ' ' }, 'The rule has no name yet.'],
  [{ ...whole, conditions: [] }, 'Add a condition first.'],
  [without, 'A condition has no value yet.'],
  [{ ...whole, byName: true }, 'Choose who owns the Salesforce case.'],
  [{ ...whole, hourlyCap: 0 }, 'The cap is a whole number from 1 to 1000.'],
])('says what a rule still needs: %#', (draft, reason) => {
  expect(reasonAgainstSaving(draft)).toBe(reason);
});

test('tries conditions that say all they have to', () => {
  expect(canBeTried(whole)).toBe(true);
  expect(canBeTried(without)).toBe(false);
  expect(canBeTried(NEW_RULE)).toBe(false);
});

test('says what a trial has found', () => {
  const trial = { cases: 200, matched: 3, withoutContact: 2, examples: [12, 9, 4] };
  expect(trialInWords(trial)).toBe(
    '3 of the latest 200 cases match, such as #12, #9, #4. 2 of them without a linked contact.',
  );
  expect(trialInWords({ ...trial, matched: 0 })).toBe('None of the latest 200 cases matches.');
  expect(trialInWords({ ...trial, cases: 0 })).toBe('There are no cases yet to try it on.');
});

test('says how a rule fares, and what it leaves to people', () => {
  const rule = { withoutContact: true, owner: null, hourlyCap: 2, made: 2, lastHour: 2, held: {} };
  expect(howItFares({ ...rule, held: { HOURLY_CAP_REACHED: 1 } })).toEqual({
    fact: 'With or without a contact. 2 cases created, at most 2 an hour.',
    warning: 'Its cap of 2 an hour is reached. 1 case waits for room under the cap.',
  });
  expect(
    howItFares({ ...rule, withoutContact: false, lastHour: 0, held: { CONTACT_LINK_REQUIRED: 4 } }),
  ).toEqual({
    fact: 'With a linked contact. 2 cases created, at most 2 an hour.',
    warning: '4 cases wait for a linked contact.',
  });
});
