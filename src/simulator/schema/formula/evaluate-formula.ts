import { DATE_FUNCTIONS } from './date-functions.ts';
import { type FormulaValue, isBlank, Moment } from './formula-value.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import type { Formula } from './parse-formula.ts';
import { type PlainFunction, TEXT_FUNCTIONS } from './text-functions.ts';

/** What a formula may ask about the record being saved and the user who saves it. */
export interface FormulaContext {
  /** Null for an empty field. */
  value(path: string): FormulaValue;
  /** The value before this save; on a new record the new value. */
  priorValue(field: string): FormulaValue;
  readonly isNew: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the user who saves it. */
  readonly timeZone: string;
  hasPermission(name: string): boolean;
}

type Call = (
  args: readonly Formula[],
  context: FormulaContext,
  run: (formula: Formula) => FormulaValue,
) => FormulaValue;

/** The field a function looks at, rather than its value. */
function fieldOf(formula: Formula | undefined): string {
  if (formula?.kind !== 'name') throw new Error('a field name is expected');
  return formula.name;
}

const at = (args: readonly Formula[], index: number): Formula =>
  args[index] ?? { kind: 'literal', value: null };

const plain = ({ args, run }: PlainFunction): { args: readonly [number, number]; call: Call } => ({
  args,
  call: (given, _context, evaluate) => run(...given.map(evaluate)),
});

const blankTo: Call = (args, _context, run) => {
  const value = run(at(args, 0));
  return isBlank(value) ? run(at(args, 1)) : value;
};

/** By name: how many arguments it takes (least, most) and what it does. */
export const FUNCTIONS: Readonly<Record<string, { args: readonly [number, number]; call: Call }>> = {
  ...Object.fromEntries(
    Object.entries({ ...TEXT_FUNCTIONS, ...NUMBER_FUNCTIONS, ...DATE_FUNCTIONS }).map(([name, one]) => [
      name,
      plain(one),
    ]),
  ),
  AND: { args: [1, 99], call: (args, _context, run) => args.every((arg) => run(arg) === true) },
  OR: { args: [1, 99], call: (args, _context, run) => args.some((arg) => run(arg) === true) },
  NOT: { args: [1, 1], call: (args, _context, run) => run(at(args, 0)) !== true },
  IF: { args: [3, 3], call: (args, _context, run) => run(at(args, run(at(args, 0)) === true ? 1 : 2)) },
  /** Pairs of a value and a result, and at the end the result for any other value. */
  CASE: {
    args: [4, 99],
    call: (args, _context, run) => {
      const value = run(at(args, 0));
      for (let index = 1; index + 1 < args.length; index += 2)
        if (equal(value, run(at(args, index)))) return run(at(args, index + 1));
      return run(at(args, args.length - 1));
    },
  },
  ISNEW: { args: [0, 0], call: (_args, context) => context.isNew },
  ISCHANGED: {
    args: [1, 1],
    call: (args, context) => {
      const field = fieldOf(args[0]);
      return !context.isNew && !equal(context.value(field), context.priorValue(field));
    },
  },
  PRIORVALUE: { args: [1, 1], call: (args, context) => context.priorValue(fieldOf(args[0])) },
  ISBLANK: { args: [1, 1], call: (args, _context, run) => isBlank(run(at(args, 0))) },
  ISNULL: { args: [1, 1], call: (args, _context, run) => isBlank(run(at(args, 0))) },
  BLANKVALUE: { args: [2, 2], call: blankTo },
  NULLVALUE: { args: [2, 2], call: blankTo },
  ISPICKVAL: { args: [2, 2], call: (args, _context, run) => (run(at(args, 0)) ?? '') === run(at(args, 1)) },
  NOW: { args: [0, 0], call: (_args, { now }) => new Moment(now, false) },
  TODAY: {
    args: [0, 0],
    // The day on the calendar of the user: Swedish writes it as ISO 8601 does.
    call: (_args, { now, timeZone }) =>
      new Moment(Date.parse(new Date(now).toLocaleDateString('sv-SE', { timeZone })), true),
  },
};

const OPERATORS: Readonly<Record<string, (left: FormulaValue, right: FormulaValue) => FormulaValue>> = {
  '=': equal,
  '==': equal,
  '<>': (left, right) => !equal(left, right),
  '!=': (left, right) => !equal(left, right),
  '<': (left, right) => compare(left, right, (order) => order < 0),
  '>': (left, right) => compare(left, right, (order) => order > 0),
  '<=': (left, right) => compare(left, right, (order) => order <= 0),
  '>=': (left, right) => compare(left, right, (order) => order >= 0),
  '&&': (left, right) => left === true && right === true,
  '||': (left, right) => left === true || right === true,
  '&': (left, right) => `${left ?? ''}${right ?? ''}`,
  '+': add,
  '-': subtract,
  '*': (left, right) => Number(left) * Number(right),
  '/': (left, right) => Number(left) / Number(right),
};

function add(left: FormulaValue, right: FormulaValue): FormulaValue {
  if (left instanceof Moment) return left.plus(Number(right));
  if (right instanceof Moment) return right.plus(Number(left));
  return typeof left === 'string' || typeof right === 'string'
    ? `${left ?? ''}${right ?? ''}`
    : Number(left) + Number(right);
}

/** Of an empty date comes nothing. */
function subtract(left: FormulaValue, right: FormulaValue): FormulaValue {
  if (left instanceof Moment) {
    if (right instanceof Moment) return left.since(right);
    return right === null ? null : left.plus(-Number(right));
  }
  return right instanceof Moment ? null : Number(left) - Number(right);
}

const plainOf = (value: FormulaValue) => (value instanceof Moment ? value.ms : value);

function equal(left: FormulaValue, right: FormulaValue): boolean {
  return isBlank(left) || isBlank(right) ? isBlank(left) && isBlank(right) : plainOf(left) === plainOf(right);
}

/** An empty side makes an order comparison empty, which a rule takes for false. */
function compare(left: FormulaValue, right: FormulaValue, holds: (order: number) => boolean): boolean {
  const [one, other] = [plainOf(left), plainOf(right)];
  if (isBlank(one) || isBlank(other) || one === null || other === null) return false;
  return holds(one < other ? -1 : one > other ? 1 : 0);
}

export function evaluateFormula(formula: Formula, context: FormulaContext): FormulaValue {
  const run = (part: Formula): FormulaValue => evaluateFormula(part, context);
  switch (formula.kind) {
    case 'literal':
      return formula.value;
    case 'name': {
      const permission = /^\$Permission\.(\w+)$/.exec(formula.name)?.[1];
      return permission ? context.hasPermission(permission) : context.value(formula.name);
    }
    case 'call':
      return FUNCTIONS[formula.name]?.call(formula.args, context, run) ?? null;
    case 'operator':
      return OPERATORS[formula.operator]?.(run(formula.left), run(formula.right)) ?? null;
  }
}
