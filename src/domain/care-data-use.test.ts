import { expect, test } from 'vitest';
import { type DataUser, mapsValue, needsValue, usesDatum } from './care-data-use.ts';
import type { FieldSource, MappedField } from './mapping/mapped-field.ts';

const mapped = (source: FieldSource, more: Partial<MappedField> = {}): DataUser => ({
  kind: 'mapping',
  fields: [
    {
      field: 'Status',
      label: 'Status',
      type: 'picklist',
      length: 0,
      source,
      by: null,
      editable: true,
      shorten: true,
      ...more,
    },
  ],
});
const FIXED = { kind: 'fixed', value: 'field_team' } as const;
const TEAM: FieldSource = { kind: 'variable', data: 'field_team', values: { crm: 'CRM' }, otherwise: null };
const BACK = mapped(FIXED, { back: { data: 'field_team', values: { Closed: 'crm' } } });
const RULE: DataUser = {
  kind: 'rule',
  conditions: [{ subject: 'field_team', operator: 'is_any_of', values: ['crm'] }],
};

test.each<[string, DataUser, boolean]>([
  ['a variable of it', mapped(TEAM), true],
  ['text of it', mapped({ kind: 'dynamic', data: 'field_team' }), true],
  ['a template that names it', mapped({ kind: 'template', template: 'For {field_team}' }), true],
  [
    'a template that says the word',
    mapped({ kind: 'template', template: 'field_team {{field_team}}' }),
    false,
  ],
  ['a fixed value of the same letters', mapped(FIXED), false],
  ['a status that sets it', BACK, true],
  ['a rule that asks for it', RULE, true],
])('tells whether a field is used by %s', (_of, user, expected) => {
  expect(usesDatum(user, 'field_team')).toBe(expected);
  expect(usesDatum(user, 'field_other')).toBe(false);
});

test('a value is needed by a rule and by what a status sets, and mapped by a variable', () => {
  for (const user of [BACK, RULE]) {
    expect(needsValue(user, 'field_team', 'crm')).toBe(true);
    expect(needsValue(user, 'field_team', 'ops')).toBe(false);
    expect(mapsValue(user, 'field_team', 'crm')).toBe(false);
  }
  expect(needsValue(mapped(TEAM), 'field_team', 'crm')).toBe(false);
  expect(mapsValue(mapped(TEAM), 'field_team', 'crm')).toBe(true);
  expect(mapsValue(mapped(TEAM), 'field_team', 'ops')).toBe(false);
});
