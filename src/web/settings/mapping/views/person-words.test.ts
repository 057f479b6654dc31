import { expect, test } from 'vitest';
import type { SchemaFieldShape } from '../../../../api/mappings.ts';
import { personWords } from './person-words.ts';

const wordsOf = (more: Partial<SchemaFieldShape>) =>
  personWords({ name: 'Email', unwritable: null, ...more } as SchemaFieldShape);

test('a field of Contact says how a person account has it, where that is another way', () => {
  expect(wordsOf({ onPersonAccount: 'PersonEmail' })).toBe(' · PersonEmail on a person account');
  expect(wordsOf({ onPersonAccount: null })).toBe(' · not on a person account');
  expect(wordsOf({ onPersonAccount: 'Email' })).toBe('');
  expect(wordsOf({ onPersonAccount: null, unwritable: 'Salesforce fills it by itself.' })).toBe('');
  expect(wordsOf({})).toBe('');
});
