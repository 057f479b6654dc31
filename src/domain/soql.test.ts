import { parseQuery } from '@jetstreamapp/soql-parser-js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyOf, containing, soql, startingWith } from './soql.ts';

/** Reads a query as SOQL's grammar has it: literals in single quotes, a backslash before what it protects. */
function literalsOf(query: string): string[] {
  const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const found: string[] = [];
  for (let at = 0; at < query.length; at += 1) {
    if (query[at] !== "'") continue;
    let literal = '';
    for (at += 1; query[at] !== "'"; at += 1) {
      if (at >= query.length) throw new Error('a literal has no end');
      if (query[at] === '\\') {
        at += 1;
        literal += controls[query[at]!] ?? query[at];
      } else literal += query[at];
    }
    found.push(literal);
  }
  return found;
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("'", '\\', '"', '%', '_', '\n', '\b', ' ', ')', 'x', ' OR ') }),
);

it('keeps every text inside its quotes, and whole', () => {
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      const query = soql`SELECT Id FROM Case WHERE Subject = ${one} AND Origin IN ${[other, one]}`.text;

      expect(literalsOf(query)).toEqual([one, other, one]);
    }),
    { numRuns: 2_000 },
  );
});

it('gives a pattern no more wildcards than its own', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const pattern = startingWith(text).text;

      expect(pattern.slice(1, -1).replaceAll(/\\./gs, '').match(/[%_]/g)).toEqual(['%']);
      expect(literalsOf(pattern)).toHaveLength(1);
    }),
    { numRuns: 2_000 },
  );
});

it('is understood by a parser of SOQL', () => {
  const conditions = [soql`Name LIKE ${containing("O'Brien  50%")}`, soql`Email = ${'a\\'}`];
  const query = soql`SELECT Id FROM Contact WHERE ${anyOf(conditions)} AND IsDeleted = ${false} LIMIT ${20}`;

  expect(query.text).toBe(
    "SELECT Id FROM Contact WHERE (Name LIKE '%O\\'Brien%50\\%%' OR Email = 'a\\\\') AND IsDeleted = false LIMIT 20",
  );
  expect(parseQuery(query.text).sObject).toBe('Contact');
});
