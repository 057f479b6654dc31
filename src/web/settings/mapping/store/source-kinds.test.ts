import { expect, test } from 'vitest';
import { fitRule } from '../../../../domain/mapping/fits.ts';
import { CARE, careDatum, STATUS, SUBJECT } from '../testing/made-up-mapping.ts';
import {
  dataOptions,
  firstKind,
  kindOptions,
  sourceOf,
  templateOptions,
  unmappedWords,
  variableWords,
} from './source-kinds.ts';

const values = (groups: ReturnType<typeof dataOptions>) =>
  groups.flatMap(({ options }) => options.map(({ value }) => value));

test('every kind can be seen; one that does not fit says why', () => {
  const [group] = kindOptions(fitRule('email', CARE));
  const refused = group!.options.filter((each) => each.refused !== '').map(({ value }) => value);
  expect(group!.options).toHaveLength(5);
  expect(refused).toEqual(['variable', 'template']);
});

test('all Care data can be seen, what fits first, the kind that was chosen on top', () => {
  const groups = dataOptions(CARE, fitRule('email', CARE), 'internal');
  expect(groups.map(({ label }) => label)).toEqual([
    'Internal',
    'Dynamic',
    'Does not fit. An e-mail field takes an e-mail address alone.',
  ]);
  expect(groups[0]!.options.map(({ value }) => value)).toEqual(['agent_email']);
  expect(values(groups)).toHaveLength(CARE.length);
});

test('a template names all but records', () => {
  expect(values(templateOptions(CARE))).not.toContain('linked_contact');
  expect(values(templateOptions(CARE))).toHaveLength(CARE.length - 1);
});

test.each([
  ['text', 'dynamic'],
  ['picklist', 'variable'],
  ['contact', 'internal'],
  ['other', null],
] as const)('a field of the sort %s begins with %s', (sort, kind) => {
  expect(firstKind({ ...SUBJECT, rule: sort }, fitRule(sort, CARE))).toBe(kind);
});

test('a variable begins with each value’s namesake', () => {
  expect(sourceOf(careDatum('case_status'), STATUS)).toEqual({
    kind: 'variable',
    data: 'case_status',
    values: { new: 'New', on_hold: 'On hold' },
    otherwise: null,
  });
  expect(sourceOf(careDatum('platform'), SUBJECT)).toMatchObject({
    values: { x: 'X', instagram: 'Instagram' },
  });
  expect(sourceOf(careDatum('author'), SUBJECT)).toEqual({ kind: 'dynamic', data: 'author' });
});

test('says how much of a variable is mapped', () => {
  const source = {
    kind: 'variable',
    data: 'case_status',
    values: { new: 'New' },
    otherwise: 'Working',
  } as const;
  expect(variableWords(source, careDatum('case_status'))).toBe('Case status: 1 of 6, else “Working”');
  expect(variableWords(source, undefined)).toBe('case_status');
});

test('says what becomes of values that have no word of their own', () => {
  const datum = careDatum('case_status');
  const words = (values: Record<string, string>, otherwise: string | null, field = STATUS) =>
    unmappedWords({ kind: 'variable', data: 'case_status', values, otherwise }, datum, field);
  const all = Object.fromEntries(datum.options.map(({ value }) => [value, 'New']));
  const { spam: _spam, ...most } = all;
  expect(words(all, null)).toBeNull();
  expect(words(most, 'Closed')).toEqual({ text: 'Spam: “Closed”', warns: false });
  expect(words(most, null)).toEqual({ text: 'Spam: Salesforce’s default, New', warns: false });
  expect(words({}, null, SUBJECT)).toEqual({
    text: 'Nothing is written for New, Open, Pending and 3 more',
    warns: true,
  });
});
