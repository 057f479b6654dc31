import { expect, test } from 'vitest';
import { makeRecordId, parseRecordId, toLongId } from './record-id.ts';

test('the checksum agrees with ids published in Salesforce documentation', () => {
  expect(toLongId('001D000000IRFma')).toBe('001D000000IRFmaIAH');
  expect(toLongId('00580000003KHvE')).toBe('00580000003KHvEAAW');
  expect(toLongId('012000000000000')).toBe('012000000000000AAA');
});

test('an id is read in both lengths and refused with a wrong checksum', () => {
  expect(parseRecordId('001D000000IRFma')).toBe('001D000000IRFmaIAH');
  expect(parseRecordId('001D000000IRFmaIAH')).toBe('001D000000IRFmaIAH');
  expect(parseRecordId('001D000000IRFmaIAA')).toBeNull();
  expect(parseRecordId("001D'00000IRFma")).toBeNull();
  expect(parseRecordId(7)).toBeNull();
});

test('ids of one prefix never repeat and keep their order in number', () => {
  const ids = Array.from({ length: 5000 }, (_, n) => makeRecordId('500', n + 1));
  expect(new Set(ids).size).toBe(5000);
  expect(ids.every((id) => parseRecordId(id) === id && id.startsWith('500'))).toBe(true);
});
