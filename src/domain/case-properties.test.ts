import { expect, it } from 'vitest';
import { type CaseField, keyFor } from './case-field.ts';
import { type CaseProperties, type CasePropertiesChange, changeProperties } from './case-properties.ts';

const option = (value: string) => ({ value, label: value.toUpperCase() });
const FIELDS: CaseField[] = [
  { key: 'field_team', name: 'Team', type: 'single_select', options: [option('a'), option('b')] },
  { key: 'field_products', name: 'Products', type: 'multi_select', options: [option('a'), option('b')] },
  { key: 'field_count', name: 'Count', type: 'number', options: [] },
  { key: 'field_day', name: 'Day', type: 'date', options: [] },
];
const NOW: CaseProperties = {
  sentiment: null,
  language: 'en',
  labels: ['Refund'],
  fields: { field_team: 'a' },
};
const changed = (change: CasePropertiesChange) => changeProperties(NOW, change, FIELDS);

it('changes what is named and leaves the rest', () => {
  expect(changed({ sentiment: 'negative', fields: { field_count: '12' } })).toEqual({
    properties: {
      sentiment: 'negative',
      language: 'en',
      labels: ['Refund'],
      fields: { field_team: 'a', field_count: '12' },
    },
  });
});

it('takes values away, keeps labels once each, and several options in the order of the field', () => {
  expect(
    changed({
      language: null,
      labels: [' VIP ', 'Refund', 'VIP', ''],
      fields: { field_team: null, field_products: ['b', 'a', 'b'] },
    }),
  ).toEqual({
    properties: {
      sentiment: null,
      language: null,
      labels: ['Refund', 'VIP'],
      fields: { field_products: ['a', 'b'] },
    },
  });
});

it('keeps a language by its code alone', () => {
  expect(changed({ language: 'pt-BR' })).toMatchObject({ properties: { language: 'pt' } });
});

it.each<[CasePropertiesChange, string]>([
  [{ language: 'Portuguese?' }, 'language'],
  [{ fields: { field_gone: 'x' } }, 'fields.field_gone'],
  [{ fields: { field_team: 'c' } }, 'fields.field_team'],
  [{ fields: { field_team: ['a'] } }, 'fields.field_team'],
  [{ fields: { field_products: 'a' } }, 'fields.field_products'],
  [{ fields: { field_count: '1234567890' } }, 'fields.field_count'],
  [{ fields: { field_day: '2026-02-30' } }, 'fields.field_day'],
])('changes nothing by %j', (change, path) => {
  expect(changed(change)).toMatchObject({ refused: [{ path, fact: expect.any(String) }] });
});

it('makes keys of names, no two alike', () => {
  expect(keyFor('Team ownership', new Set(), 'field_')).toBe('field_team_ownership');
  expect(keyFor('Größe?', new Set(['field_gro_e']), 'field_')).toBe('field_gro_e_2');
  expect(keyFor('品', new Set())).toBe('value');
});
