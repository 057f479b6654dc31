import { describe, expect, test } from 'vitest';
import { evaluateFormula, type FormulaContext } from './evaluate-formula.ts';
import { parseFormula } from './parse-formula.ts';

const context = (overrides: Partial<FormulaContext> = {}): FormulaContext => ({
  value: (field) => ({ Version__c: 3, Status: 'New', Empty__c: null })[field] ?? null,
  priorValue: (field) => ({ Version__c: 5, Status: 'New' })[field] ?? null,
  isNew: false,
  now: Date.parse('2026-11-23T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  hasPermission: (name) => name === 'Care_Writes',
  ...overrides,
});

const run = (formula: string, overrides?: Partial<FormulaContext>) =>
  evaluateFormula(parseFormula(formula), context(overrides));

describe('formulas', () => {
  test.each([
    ['AND($Permission.Care_Writes, NOT(ISNEW()), Version__c < PRIORVALUE(Version__c))', true],
    ['$Permission.Other && TRUE', false],
    ['ISCHANGED(Version__c) && !ISCHANGED(Status)', true],
    ['TEXT(Status) = "New"', true],
    ['ISPICKVAL(Status, "Closed") || ISBLANK(Empty__c)', true],
    ['Empty__c < 4', false],
    ['BLANKVALUE(Empty__c, 0) < 4', true],
    ['Empty__c = ""', true],
    ['1 + 2 * 3 = 7', true],
    ['IF(Version__c >= 3, "a", "b") & "!"', 'a!'],
    ['LEN("four") <> 4', false],
  ])('%s is %s', (formula, expected) => {
    expect(run(formula)).toBe(expected);
  });

  test('a new record is never changed', () => {
    expect(run('ISCHANGED(Version__c)', { isNew: true })).toBe(false);
  });

  test.each(['AND(', '1 +', 'A B', '#'])('%s is refused', (formula) => {
    expect(() => parseFormula(formula)).toThrow();
  });
});

test.each([
  ['Europe/Berlin', true],
  ['GMT', false],
] as const)('TODAY() is the day of the user in %s', (timeZone, expected) => {
  const now = Date.parse('2026-11-22T23:30:00Z');
  expect(run('TODAY() = DATE(2026, 11, 23)', { now, timeZone })).toBe(expected);
});
