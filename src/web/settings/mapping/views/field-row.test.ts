// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { MappedFieldInput, SchemaFieldShape } from '../../../../api/mappings.ts';
import { fitRule } from '../../../../domain/mapping/fits.ts';
import type { FieldSort } from '../../../../domain/mapping/schema.ts';
import { tell } from '../../../elements/tell.ts';
import { drawn, hear, inside, mount, words } from '../../../elements/testing/mount.ts';
import type { FieldRow } from '../store/field-groups.ts';
import { CARE, mapped, STATUS, SUBJECT, schemaField } from '../testing/made-up-mapping.ts';
import './field-row.ts';

const rowOf = (field: SchemaFieldShape, change: Partial<FieldRow> = {}): FieldRow => ({
  field,
  mapped: null,
  problems: [],
  change: null,
  filledBy: null,
  ...change,
});
const show = (row: FieldRow) =>
  mount('care-mapping-row', { row, careData: CARE, rule: fitRule(row.field.rule as FieldSort, CARE) });

/** What the row tells when this is chosen in one of its lists. */
function choose(row: HTMLElement, list: 'kind' | 'data', value: string): unknown[] {
  const heard = hear('care-map');
  tell(inside(row, list === 'data' ? '.data' : 'care-pick'), 'care-select', { value });
  return heard;
}

test('a variable is mapped with each value’s namesake, and its values are shown', async () => {
  const row = await show(rowOf(STATUS));
  const source = {
    kind: 'variable',
    data: 'case_status',
    values: { new: 'New', on_hold: 'On hold' },
    otherwise: null,
  };
  expect(choose(row, 'data', 'case_status')).toEqual([
    { mapped: { field: 'Status', source, by: null, editable: true, shorten: true }, aspect: '' },
  ]);
  row.row = rowOf(STATUS, { mapped: mapped('Status', source as MappedFieldInput['source']) });
  await drawn(row);
  expect(inside(row, '.data').getAttribute('class')).toBe('data');
  expect(inside<HTMLElementTagNameMap['care-value-map']>(row, 'care-value-map').source).toEqual(source);
});

test('another kind keeps what else was said of the field', async () => {
  const before = { ...mapped('Subject'), editable: false };
  const row = await show(rowOf(SUBJECT, { mapped: before }));
  expect(choose(row, 'kind', 'template')).toEqual([
    { mapped: { ...before, source: { kind: 'template', template: '{author}' } }, aspect: '' },
  ]);
});

test('where a value is to be typed next, the focus is there', async () => {
  const row = await show(rowOf(SUBJECT));
  choose(row, 'kind', 'fixed');
  row.row = rowOf(SUBJECT, { mapped: mapped('Subject', { kind: 'fixed', value: '' }) });
  await drawn(row);
  await expect.poll(() => row.shadowRoot?.activeElement?.localName).toBe('care-fixed-value');
});

test('a fixed value of a picklist begins with its default', async () => {
  const row = await show(rowOf(STATUS));
  expect(choose(row, 'kind', 'fixed')).toMatchObject([
    { mapped: { source: { kind: 'fixed', value: 'New' } } },
  ]);
});

test('a kind of data alone maps nothing yet', async () => {
  const row = await show(rowOf(SUBJECT));
  expect(choose(row, 'kind', 'internal')).toEqual([]);
  await drawn(row);
  expect(inside<HTMLElementTagNameMap['care-pick']>(row, '.data').groups[0]?.label).toBe('Internal');
});

test('a lookup asks what its record can be found by, once there is data to find it with', async () => {
  const field = schemaField({
    name: 'AccountId',
    type: 'reference',
    rule: 'lookup',
    referenceTo: ['Account'],
  });
  const asked = hear('care-need-external-ids');
  const row = await show(rowOf(field));
  expect(asked).toEqual([]);
  row.row = rowOf(field, { mapped: mapped('AccountId', { kind: 'dynamic', data: 'brand_handle' }) });
  await drawn(row);
  expect(asked).toEqual([{ object: 'Account' }]);
});

test('says what stands in the way, and why a field cannot be mapped', async () => {
  const problem = {
    field: 'Subject',
    code: 'TOO_LONG',
    severity: 'refusal',
    fact: 'Too long.',
    remedy: 'Cut it.',
  } as const;
  const row = await show(rowOf(SUBJECT, { mapped: mapped('Subject'), problems: [problem] }));
  expect(words(inside(row, '.problems'))).toBe('Too long. Cut it.');
  expect(row.hasAttribute('broken')).toBe(true);
  row.row = rowOf(SUBJECT, { filledBy: 'Full Name' });
  await drawn(row);
  expect(words(inside(row, '.why'))).toBe('Full Name fills it.');
});

test('a variable says in words that it goes value by value, and opens its values from there', async () => {
  const source: MappedFieldInput['source'] = {
    kind: 'variable',
    data: 'case_status',
    values: { new: 'New' },
    otherwise: null,
  };
  const row = await show(rowOf({ ...STATUS, defaultValue: null }, { mapped: mapped('Status', source) }));
  expect(words(inside(row, '.values'))).toContain('Nothing is written for Open, Pending, On hold and 2 more');
  const button = inside(row, '.values care-button');
  expect(words(button)).toContain('Map value by value');
  button.click();
  await drawn(row);
  expect(inside<HTMLElementTagNameMap['care-value-map']>(row, 'care-value-map').source).toEqual(source);
  expect(words(button)).toContain('Hide the values');
});
