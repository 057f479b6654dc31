import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('quotes what would end a cell or a line', () => {
  expect(csvLine(['a "b"', 'c,d', 'e\nf'])).toBe('"a ""b""","c,d","e\nf"\r\n');
});

test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'keeps %j from being run as a formula',
  (cell) => {
    expect(csvLine([cell])).toBe(`"'${cell}"\r\n`);
  },
);
