// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ConditionRows, ConditionSubject } from './conditions.ts';
import { mount } from './testing/mount.ts';
import './conditions.ts';

const operator = (value: string, takesValue = true) => ({ value, label: value, takesValue });
const SUBJECTS: ConditionSubject[] = [
  {
    key: 'platform',
    label: 'Platform',
    sort: 'choice',
    operators: [operator('is_any_of'), operator('is_set', false)],
    options: [
      { value: 'x', label: 'X' },
      { value: 'instagram', label: 'Instagram' },
    ],
  },
  { key: 'text', label: 'Text', sort: 'text', operators: [operator('contains_any')], options: [] },
];

async function open(conditions: ConditionRows['conditions']) {
  const element = await mount('care-conditions', { subjects: SUBJECTS, value: { match: 'all', conditions } });
  const told: ConditionRows[] = [];
  element.addEventListener('care-conditions', ({ detail }) => told.push(detail));
  const fields = () => [...element.renderRoot.querySelectorAll('care-field')];
  const say = (label: string, value: string) =>
    fields()
      .find((field) => field.label === label)
      ?.dispatchEvent(new CustomEvent('care-change', { detail: { value } }));
  const press = (label: string) =>
    [...element.renderRoot.querySelectorAll('care-button')]
      .find((button) => button.label === label || button.textContent.trim() === label)
      ?.click();
  return { element, told, say, press };
}

test('adds a condition on what is not asked about yet, and takes one away', async () => {
  const { told, press } = await open([{ subject: 'platform', operator: 'is_any_of', values: ['x'] }]);

  press('Add condition');
  expect(told.at(-1)?.conditions[1]).toEqual({ subject: 'text', operator: 'contains_any', values: [] });
  press('Remove condition 1');
  expect(told.at(-1)?.conditions.map(({ subject }) => subject)).toEqual(['text']);
});

test('takes words with commas between, and values one by one', async () => {
  const { element, told, say, press } = await open([
    { subject: 'text', operator: 'contains_any', values: [] },
    { subject: 'platform', operator: 'is_any_of', values: ['x'] },
  ]);

  say('Words, with commas between', 'refund, broken ,');
  expect(told.at(-1)?.conditions[0]?.values).toEqual(['refund', 'broken']);
  say('Or', 'instagram');
  expect(told.at(-1)?.conditions[1]?.values).toEqual(['x', 'instagram']);
  await element.updateComplete;
  press('X');
  expect(told.at(-1)?.conditions[1]?.values).toEqual(['instagram']);
});

test('begins anew with another subject, and empties what says all by itself', async () => {
  const { told, say } = await open([{ subject: 'platform', operator: 'is_any_of', values: ['x'] }]);

  say('How', 'is_set');
  expect(told.at(-1)?.conditions[0]).toEqual({ subject: 'platform', operator: 'is_set', values: [] });
  say('What', 'text');
  expect(told.at(-1)?.conditions[0]).toEqual({ subject: 'text', operator: 'contains_any', values: [] });
});
