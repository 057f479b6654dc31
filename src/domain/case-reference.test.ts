import { expect, test } from 'vitest';
import { readCaseReference } from './case-reference.ts';

const CARE = 'https://care.acme.example';
const id = 'case_01a2067e-302e-73d6-8555-68d41211b3d0';

test.each([
  [id, { id }],
  [` ${id} `, { id }],
  ['1042', { number: 1042 }],
  ['#1042', { number: 1042 }],
  [`${CARE}/desk/cases/${id}`, { id }],
  [`${CARE}/desk/cases/${id}?tab=salesforce`, { id }],
])('%s names a case', (text, named) => {
  expect(readCaseReference(text, CARE)).toEqual(named);
});

test.each([
  '',
  '#',
  'case_1',
  `https://elsewhere.example/desk/cases/${id}`,
  `${CARE}/desk/cases/`,
  `${CARE}.evil.example/desk/cases/${id}`,
  'Where is my parcel?',
])('"%s" names none', (text) => {
  expect(readCaseReference(text, CARE)).toBeNull();
});
