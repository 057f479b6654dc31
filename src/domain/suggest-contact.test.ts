import { expect, test } from 'vitest';
import { bySurest, type ComparedContact, whySuggested } from './suggest-contact.ts';

const wanted = {
  name: 'Mara Lindqvist',
  email: 'mara@example.com',
  phone: '+46 70 123 45 67',
  handle: '@mara',
};
const nobody: ComparedContact = { name: 'Else', email: null, phones: [null], handles: [] };

test.each<[string, Partial<ComparedContact>, string | null]>([
  ['an e-mail address, whatever its case', { email: 'Mara@Example.com' }, 'Same e-mail address'],
  ['a number in another notation', { phones: [null, '070-123 45 67'] }, 'Same phone number'],
  ['a handle without its sign', { handles: ['Mara'] }, 'Same handle'],
  ['a name', { name: 'mara lindqvist' }, 'Same name'],
  ['the surest of several', { name: wanted.name, email: wanted.email }, 'Same e-mail address'],
  ['nothing', {}, null],
  ['nothing of another number', { phones: ['+46 70 123 45 68'] }, null],
])('a contact is suggested for %s', (_name, has, reason) => {
  expect(whySuggested(wanted, { ...nobody, ...has })).toBe(reason);
});

test('what a customer does not have suggests nobody', () => {
  const silent = { name: '', email: null, phone: '12', handle: '' };
  expect(whySuggested(silent, { name: '', email: '', phones: ['12'], handles: [''] })).toBeNull();
});

test('the surest reason comes first', () => {
  const reasons = ['Same name', 'Linked to @mara on X', 'Same handle', 'Same e-mail address'];
  expect(reasons.map((reason) => ({ reason })).sort(bySurest)).toEqual(
    reasons.toReversed().map((reason) => ({ reason })),
  );
});
