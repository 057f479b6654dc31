import { expect, test } from 'vitest';
import {
  type AutomaticQuestion,
  type AutomaticRule,
  decideAutomatic,
  firstMatching,
} from './automatic-rule.ts';
import { FACTS } from './mapping/testing/samples.ts';

const rule = (name: string, platform: string, more: Partial<AutomaticRule> = {}): AutomaticRule => ({
  id: `rule_${name}`,
  name,
  active: true,
  match: 'all',
  conditions: [{ subject: 'platform', operator: 'is_any_of', values: [platform] }],
  recordType: null,
  owner: null,
  assign: false,
  withoutContact: false,
  hourlyCap: 50,
  ...more,
});

test('takes the first rule that is on and matches', () => {
  const rules = [
    rule('other', 'instagram'),
    rule('off', 'x', { active: false }),
    rule('first', 'x'),
    rule('second', 'x'),
  ];
  expect(firstMatching(rules, FACTS)?.name).toBe('first');
  expect(firstMatching(rules.slice(0, 2), FACTS)).toBeNull();
});

const ready: AutomaticQuestion = {
  rule: { withoutContact: false, hourlyCap: 50 },
  contactLinked: true,
  lastCustomerMessageAt: '2026-01-01T12:00:00.000Z',
  now: '2026-01-02T12:00:00.000Z',
  silentDays: 90,
  lastHour: 0,
};

test.each<[string, Partial<AutomaticQuestion>, string | null]>([
  ['a linked customer', {}, null],
  ['nobody linked', { contactLinked: false }, 'CONTACT_LINK_REQUIRED'],
  [
    'nobody linked, where the rule needs nobody',
    { contactLinked: false, rule: { withoutContact: true, hourlyCap: 50 } },
    null,
  ],
  ['a customer silent for too long', { silentDays: 1 }, 'CUSTOMER_SILENT_90_DAYS'],
  ['the last case under the cap', { lastHour: 49 }, null],
  ['the first case over the cap', { lastHour: 50 }, 'HOURLY_CAP_REACHED'],
  ['nobody linked, over the cap', { contactLinked: false, lastHour: 50 }, 'CONTACT_LINK_REQUIRED'],
])('%s', (_, change, held) => {
  expect(decideAutomatic({ ...ready, ...change })).toBe(held);
});
