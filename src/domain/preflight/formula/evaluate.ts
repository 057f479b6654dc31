import { dayInZone } from '../../day-in-zone.ts';
import { PLAIN_FUNCTIONS } from './functions.ts';
import type { Formula, Sign } from './parse.ts';
import { Unreadable } from './tokens.ts';
import { isBlank, type Known, Time, Unknown, type Value } from './value.ts';

/** What a formula may ask of a record that is about to be created. */
export interface Surroundings {
  /** Of a field or a global such as `$RecordType.DeveloperName`. */
  value(path: string): Value;
  /** Milliseconds since 1970. */
  now: number;
  /** Of whoever writes the record, an IANA name; null: it is not known. */
  zone: string | null;
}

type Special = (args: readonly Formula[], around: Surroundings) => Value;

const FEW = 100;

/** Functions that choose what of their arguments they look at, or look at no argument. */
const SPECIAL: Readonly<Record<string, { least: number; most: number; run: Special }>> = {
  AND: { least: 1, most: FEW, run: (args, around) => logic(args, around, false) },
  OR: { least: 1, most: FEW, run: (args, around) => logic(args, around, true) },
  NOT: { least: 1, most: 1, run: ([arg], around) => not(evaluateFormula(arg!, around)) },
  IF: { least: 3, most: 3, run: choose },
  CASE: { least: 4, most: FEW, run: pick },
  ISBLANK: { least: 1, most: 1, run: blank },
  ISNULL: { least: 1, most: 1, run: blank },
  BLANKVALUE: { least: 2, most: 2, run: otherwise },
  NULLVALUE: { least: 2, most: 2, run: otherwise },
  ISPICKVAL: { least: 2, most: 2, run: isValue },
  // The record is about to be created: nothing has changed, and what it was before is what it is.
  ISNEW: { least: 0, most: 0, run: () => true },
  ISCHANGED: { least: 1, most: 1, run: () => false },
  PRIORVALUE: { least: 1, most: 1, run: ([arg], around) => evaluateFormula(arg!, around) },
  TODAY: { least: 0, most: 0, run: (_args, around) => today(around) },
  NOW: { least: 0, most: 0, run: (_args, { now }) => new Time(now / 86_400_000, false) },
};

/** The day it is for the user who writes: elsewhere it may be another. */
function today({ now, zone }: Surroundings): Value {
  const day = zone === null ? null : dayInZone(now, zone);
  return (
    (day && Time.read(day, true)) ?? new Unknown('it asks for today, and the user’s time zone is not known')
  );
}

/** @throws Unreadable when it calls what Care does not know, or with too few or too many values. */
export function requireKnown(formula: Formula): void {
  if (formula.kind === 'sign') {
    requireKnown(formula.left);
    requireKnown(formula.right);
  }
  if (formula.kind !== 'call') return;
  const { name, args } = formula;
  const known = SPECIAL[name] ?? PLAIN_FUNCTIONS[name];
  if (!known) throw new Unreadable(`${name}() in its formula`);
  if (args.length < known.least || args.length > known.most) {
    throw new Unreadable(`${name}() with ${args.length} values in its formula`);
  }
  for (const arg of args) requireKnown(arg);
}

/**
 * What a formula comes to. What is unknown stays unknown unless it does not matter: with one value that is false, AND
 * is false whatever the others are. An empty number or date makes what is compared with it neither true nor false; an
 * empty text is a text without letters.
 */
export function evaluateFormula(formula: Formula, around: Surroundings): Value {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'field':
      return around.value(formula.path);
    case 'call': {
      const special = SPECIAL[formula.name];
      if (special) return special.run(formula.args, around);
      const args = formula.args.map((arg) => evaluateFormula(arg, around));
      const unknown = args.find((arg) => arg instanceof Unknown);
      return unknown ?? PLAIN_FUNCTIONS[formula.name]!.run(...(args as Known[]));
    }
    case 'sign': {
      const left = evaluateFormula(formula.left, around);
      if (left instanceof Unknown) return left;
      const right = evaluateFormula(formula.right, around);
      return right instanceof Unknown ? right : between(formula.sign, left, right);
    }
  }
}

/** @param ends the value that settles it: false for AND, true for OR. */
function logic(args: readonly Formula[], around: Surroundings, ends: boolean): Value {
  let open: Value = !ends;
  for (const arg of args) {
    const value = evaluateFormula(arg, around);
    if (value === ends) return ends;
    if (value instanceof Unknown) open = value;
    else if (value === null && !(open instanceof Unknown)) open = null;
  }
  return open;
}

const not = (value: Value): Value => (typeof value === 'boolean' ? !value : value);

function choose([condition, then, otherwise]: readonly Formula[], around: Surroundings): Value {
  const holds = evaluateFormula(condition!, around);
  if (holds instanceof Unknown) return holds;
  return evaluateFormula(holds === true ? then! : otherwise!, around);
}

/** Pairs of a value and what comes of it, and at the end what comes of any other. */
function pick(args: readonly Formula[], around: Surroundings): Value {
  const value = evaluateFormula(args[0]!, around);
  if (value instanceof Unknown) return value;
  for (let at = 1; at + 1 < args.length; at += 2) {
    const one = evaluateFormula(args[at]!, around);
    if (one instanceof Unknown) return one;
    if (isBlank(value) && isBlank(one)) return evaluateFormula(args[at + 1]!, around);
    if (between('=', value, one) === true) return evaluateFormula(args[at + 1]!, around);
  }
  return evaluateFormula(args.at(-1)!, around);
}

function blank([arg]: readonly Formula[], around: Surroundings): Value {
  const value = evaluateFormula(arg!, around);
  return value instanceof Unknown ? value : isBlank(value);
}

function otherwise([arg, instead]: readonly Formula[], around: Surroundings): Value {
  const value = evaluateFormula(arg!, around);
  return isBlank(value) ? evaluateFormula(instead!, around) : value;
}

function isValue([field, wanted]: readonly Formula[], around: Surroundings): Value {
  const value = evaluateFormula(field!, around);
  if (value instanceof Unknown) return value;
  const one = evaluateFormula(wanted!, around);
  return one instanceof Unknown ? one : (value ?? '') === (one ?? '');
}

function between(sign: Sign, left: Known, right: Known): Value {
  switch (sign) {
    case '&':
      return `${left ?? ''}${right ?? ''}`;
    case '=':
    case '<>': {
      const same = equal(left, right);
      return same === null ? null : same === (sign === '=');
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return order(sign, left, right);
    default:
      return reckon(sign, left, right);
  }
}

function equal(left: Known, right: Known): boolean | null {
  if (typeof left === 'string' || typeof right === 'string') return (left ?? '') === (right ?? '');
  if (left === null || right === null) return null;
  if (left instanceof Time && right instanceof Time) return left.days === right.days;
  return left === right;
}

const ORDERS: Readonly<Record<string, (by: number) => boolean>> = {
  '<': (by) => by < 0,
  '>': (by) => by > 0,
  '<=': (by) => by <= 0,
  '>=': (by) => by >= 0,
};

function order(sign: string, left: Known, right: Known): Value {
  if (isBlank(left) || isBlank(right)) return null;
  const [one, other] = [left, right].map((each) => (each instanceof Time ? each.days : each));
  if (typeof one !== 'number' || typeof other !== 'number') return new Unknown('it puts texts in an order');
  return ORDERS[sign]!(one - other);
}

function reckon(sign: Sign, left: Known, right: Known): Value {
  if (sign === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return `${left ?? ''}${right ?? ''}`;
  }
  if (left === null || right === null) return null;
  if (left instanceof Time || right instanceof Time) return reckonTime(sign, left, right);
  if (typeof left !== 'number' || typeof right !== 'number')
    return new Unknown('it reckons with what is no number');
  const result = NUMBERS[sign]?.(left, right) ?? Number.NaN;
  return Number.isFinite(result) ? result : new Unknown('it divides by zero');
}

function reckonTime(sign: Sign, left: Known, right: Known): Value {
  if (sign === '-' && left instanceof Time && right instanceof Time) return left.days - right.days;
  if (left instanceof Time && typeof right === 'number') {
    if (sign === '+') return left.plus(right);
    if (sign === '-') return left.plus(-right);
  }
  if (sign === '+' && right instanceof Time && typeof left === 'number') return right.plus(left);
  return new Unknown('it reckons with what is no number');
}

const NUMBERS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
};
