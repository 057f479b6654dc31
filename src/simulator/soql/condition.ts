import type { Condition, Query, ValueQueryCondition, WhereClause } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../salesforce-error.ts';
import { type Literal, readLiteral } from './literal.ts';

/** A WHERE clause as a tree. */
export type Test =
  | { kind: 'all'; parts: readonly Test[] }
  | { kind: 'any'; parts: readonly Test[] }
  | { kind: 'not'; part: Test }
  | { kind: 'compare'; path: string; operator: string; literals: readonly Literal[] }
  | { kind: 'query'; path: string; negated: boolean; query: Query };

export const malformedQuery = (message: string) => new SalesforceError(400, 'MALFORMED_QUERY', message);

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Test;

/** Turns the parser's chain of conditions, with parentheses counted on each, into a tree. */
export function toTest(where: WhereClause, now: number): Test {
  const tokens = flatten(where, now);
  let position = 0;
  const term = (): Test => {
    const token = tokens[position++];
    if (token === 'NOT') return { kind: 'not', part: term() };
    if (token === '(') {
      const inner = group();
      if (tokens[position++] !== ')')
        throw malformedQuery('unexpected token: a closing parenthesis is missing');
      return inner;
    }
    if (token === undefined || typeof token === 'string')
      throw malformedQuery(`unexpected token: ${token ?? '<EOF>'}`);
    return token;
  };
  const group = (): Test => {
    const parts = [term()];
    const operator = tokens[position];
    while (tokens[position] === 'AND' || tokens[position] === 'OR') {
      // The platform refuses AND beside OR without parentheses (SOQL reference, "Logical Operators").
      if (tokens[position] !== operator)
        throw malformedQuery(`unexpected token: ${String(tokens[position])}`);
      position++;
      parts.push(term());
    }
    const [only] = parts;
    if (parts.length === 1 && only) return only;
    return operator === 'OR' ? { kind: 'any', parts } : { kind: 'all', parts };
  };
  const test = group();
  if (position < tokens.length) throw malformedQuery(`unexpected token: ${String(tokens[position])}`);
  return test;
}

function flatten(where: WhereClause, now: number): Token[] {
  const tokens: Token[] = [];
  for (
    let clause: WhereClause | undefined = where;
    clause;
    clause = 'right' in clause ? clause.right : undefined
  ) {
    const left: (Condition | ValueQueryCondition) | null = clause.left;
    const open = left && 'openParen' in left ? (left.openParen ?? 0) : 0;
    const close = left && 'closeParen' in left ? (left.closeParen ?? 0) : 0;
    tokens.push(...Array<Token>(open).fill('('));
    if (left && ('field' in left || 'fn' in left)) tokens.push(toComparison(left, now));
    tokens.push(...Array<Token>(close).fill(')'));
    if ('operator' in clause && clause.operator) tokens.push(clause.operator);
  }
  return tokens;
}

function toComparison(condition: Condition | ValueQueryCondition, now: number): Test {
  if ('valueQuery' in condition) {
    const { field: path, operator, valueQuery: query } = condition;
    return { kind: 'query', path, negated: operator === 'NOT IN', query };
  }
  if (!('field' in condition))
    throw malformedQuery('functions in WHERE are not supported by this simulated org');
  const { field: path, operator } = condition;
  const values = Array.isArray(condition.value) ? condition.value : [condition.value];
  const types = [condition.literalType ?? 'STRING'].flat();
  const literals = values.map((value, index) =>
    readLiteral(String(value), types[index] ?? types[0] ?? 'STRING', now),
  );
  return { kind: 'compare', path, operator, literals };
}
