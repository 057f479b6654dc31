import { expect, it, test } from 'vitest';
import { evaluateFormula, requireKnown, type Surroundings } from './evaluate.ts';
import { matchesWhole } from './match-pattern.ts';
import { parseFormula, pathsOf } from './parse.ts';
import { Time, Unknown, type Value } from './value.ts';

const FIELDS: Readonly<Record<string, Value>> = {
  Subject: 'Torn seam',
  Empty: null,
  Amount: 12,
  NoAmount: null,
  Reason: 'Damage',
  Several: 'Red;Blue',
  Due: new Time(Date.UTC(2026, 10, 30) / 86_400_000, true),
  NoDue: null,
  Told: true,
  Quantity: '7',
};
const around: Surroundings = {
  value: (path) => (path in FIELDS ? FIELDS[path]! : new Unknown(`it looks at ${path}`)),
  now: Date.UTC(2026, 10, 23, 9, 31),
  zone: 'Europe/Berlin',
};
const run = (source: string): Value => {
  const formula = parseFormula(source);
  requireKnown(formula);
  return evaluateFormula(formula, around);
};

it.each<[string, Value]>([
  ['1 + 2 * 3 - 4 / 2', 5],
  ['-(2 ^ 3) + 10', 2],
  ['"a" & "b" & 1', 'ab1'],
  ['"He said \\"no\\"\\n"', 'He said "no"\n'],
  ["'single' /* said */ & ''", 'single'],
  ['Amount > 10 && Amount < 20 || FALSE', true],
  ['!(Amount = 12)', false],
  ['Amount <> 12', false],
  ['Amount != 13', true],
  ['Empty = ""', true],
  ['Subject <> ""', true],
  ['ISBLANK(Empty)', true],
  ['ISBLANK(NoAmount)', true],
  ['ISBLANK(Amount)', false],
  ['ISNULL(NoDue)', true],
  ['BLANKVALUE(NoAmount, 3) + 1', 4],
  ['NoAmount < 100', null],
  ['NoAmount <> 100', null],
  ['NOT(NoAmount > 100)', null],
  ['OR(ISBLANK(NoAmount), NoAmount <> 1)', true],
  ['AND(NoAmount < 100, FALSE)', false],
  ['NoAmount + 1', null],
  ['IF(NoAmount > 1, "more", "not more")', 'not more'],
  ['CASE(Reason, "Loss", 1, "Damage", 2, 3)', 2],
  ['CASE(Reason, "Loss", 1, "Theft", 2, 3)', 3],
  ['CASE(Empty, "", "nothing", "other")', 'nothing'],
  ['ISPICKVAL(Reason, "Damage")', true],
  ['ISPICKVAL(Empty, "")', true],
  ['TEXT(Reason) = "Damage"', true],
  ['INCLUDES(Several, "Blue")', true],
  ['LEN(Subject)', 9],
  ['LEN(Empty)', 0],
  ['CONTAINS(Subject, "seam")', true],
  ['CONTAINS(Subject, "SEAM")', false],
  ['BEGINS(Subject, "Torn")', true],
  ['LEFT(Subject, 4) & RIGHT(Subject, 4) & MID(Subject, 6, 2)', 'Tornseamse'],
  ['UPPER(TRIM("  a ")) & LOWER("B")', 'Ab'],
  ['FIND("seam", Subject)', 6],
  ['SUBSTITUTE(Subject, "Torn", "Whole")', 'Whole seam'],
  ['VALUE(Quantity) * 2', 14],
  ['ISNUMBER("x")', false],
  ['ABS(-2) + MAX(1, 5, 3) + MIN(4, 2) + MOD(7, 4)', 12],
  ['ROUND(2.55, 0) + FLOOR(-1.5) + CEILING(1.2)', 3],
  ['Due > TODAY()', true],
  ['Due - TODAY()', 7],
  ['NoDue < TODAY()', null],
  ['TODAY() + 7 = Due', true],
  ['YEAR(Due) * 10000 + MONTH(Due) * 100 + DAY(Due)', 20261130],
  ['DATE(2026, 11, 30) = Due', true],
  ['DATEVALUE("2026-11-30") = Due', true],
  ['TEXT(Due)', '2026-11-30'],
  ['NOW() < DATEVALUE("2026-11-24")', true],
  ['Told', true],
  ['ISNEW() && NOT(ISCHANGED(Subject)) && PRIORVALUE(Subject) = Subject', true],
  ['AND($Profile.Name = "x", ISBLANK(Subject))', false],
  ['OR($Profile.Name = "x", Amount = 12)', true],
])('%s', (source, expected) => {
  expect(run(source)).toEqual(expected);
});

it.each([
  ['AND($Profile.Name = "x", Amount = 12)', 'it looks at $Profile.Name'],
  ['LEN(Contact.Email) > 3', 'it looks at Contact.Email'],
  ['IF($User.Id = "5", 1, 2)', 'it looks at $User.Id'],
  ['VALUE("seven")', 'it takes “seven” for a number'],
  ['1 / 0', 'it divides by zero'],
  ['Subject > "A"', 'it puts texts in an order'],
  ['REGEX(Subject, "(a)\\\\1")', 'its pattern has a sign that Care does not read'],
])('knows that it does not know %s', (source, why) => {
  expect(run(source)).toEqual(new Unknown(why));
});

it.each([
  ['VLOOKUP(A, B, C)', 'VLOOKUP() in its formula'],
  ['ISBLANK()', 'ISBLANK() with 0 values in its formula'],
  ['AND(TRUE', 'a “,” is missing in its formula'],
  ['1 +', 'its formula ends too early'],
  ['A B', '“B” in its formula'],
  ['{!A}', '“{!A}” in its formula'],
  [`${'('.repeat(300)}1${')'.repeat(300)}`, 'its formula is nested too deep'],
])('does not read %s', (source, why) => {
  expect(() => run(source)).toThrow(why);
});

it('names all that a formula looks at', () => {
  expect(pathsOf(parseFormula('AND(A__c > 1, Contact.Email = B, NOT($User.Id = "x"))'))).toEqual([
    'A__c',
    'Contact.Email',
    'B',
    '$User.Id',
  ]);
});

it.each<[string, string, boolean]>([
  ['[0-9]{5}', '12345', true],
  ['[0-9]{5}', '123456', false],
  ['\\d{3}-\\d{2,4}', '123-45', true],
  ['\\d{3}-\\d{2,4}', '123-45678', false],
  ['(foo|bar)+', 'foobarfoo', true],
  ['(foo|bar)+', 'foobaz', false],
  ['^[A-Z]{2}\\d*$', 'FV20881', true],
  ['[^@\\s]+@[^@\\s]+\\.[a-z]{2,}', 'maya@shop.example', true],
  ['.*(?:torn|lost).*', 'the seam is torn again', true],
  ['.*', 'two\nlines', false],
  ['[\\s\\S]*', 'two\nlines', true],
  ['a?b??c*?', 'bcc', true],
  ['', '', true],
  ['(a*)*b', `${'a'.repeat(2_000)}c`, false],
  ['.', '😞', true],
  ['[]a-]+', ']-a', true],
])('the pattern %s', (pattern, text, expected) => {
  expect(matchesWhole(pattern, text)).toBe(expected);
});

it.each(['(?=a)b', '\\bfoo', '(?i)a', 'a++', '[a-z&&[^b]]', 'x^y', '(', '[a', 'a{1000,}{1000}', '*'])(
  'leaves the pattern %s alone',
  (pattern) => {
    expect(matchesWhole(pattern, 'abc')).toBeInstanceOf(Unknown);
  },
);

test.each([
  ['Europe/Berlin', Date.UTC(2026, 10, 22, 23, 30), true],
  ['GMT', Date.UTC(2026, 10, 22, 23, 30), false],
  ['America/Los_Angeles', Date.UTC(2026, 10, 23, 2), false],
  [
    'Nowhere/At_All',
    Date.UTC(2026, 10, 23, 2),
    new Unknown('it asks for today, and the user’s time zone is not known'),
  ],
])('today is the day it is in %s', (zone, now, expected) => {
  const formula = parseFormula('TODAY() = DATE(2026, 11, 23)');
  expect(evaluateFormula(formula, { ...around, zone, now })).toEqual(expected);
});
