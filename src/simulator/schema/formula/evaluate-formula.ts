import type { FieldValue } from '../../core.ts';
import type { Formula } from './parse-formula.ts';

/** What a formula may ask about the record being saved and the user who saves it. */
export interface FormulaContext {
  /** Null for an empty field. */
  value(field: string): FieldValue;
  /** The value before this save; on a new record the new value. */
  priorValue(field: string): FieldValue;
  readonly isNew: boolean;
  hasPermission(name: string): boolean;
}

type Value = FieldValue;
type Call = (args: readonly Formula[], context: FormulaContext, run: (formula: Formula) => Value) => Value;

const isBlank = (value: Value) => value === null || value === '';

/** The field a function looks at, rather than its value. */
function fieldOf(formula: Formula | undefined): string {
  if (formula?.kind !== 'name') throw new Error('a field name is expected');
  return formula.name;
}

const at = (args: readonly Formula[], index: number): Formula =>
  args[index] ?? { kind: 'literal', value: null };

/** By name: how many arguments it takes (least, most) and what it does. */
export const FUNCTIONS: Readonly<Record<string, { args: readonly [number, number]; call: Call }>> = {
  AND: { args: [1, 99], call: (args, _context, run) => args.every((arg) => run(arg) === true) },
  OR: { args: [1, 99], call: (args, _context, run) => args.some((arg) => run(arg) === true) },
  NOT: { args: [1, 1], call: (args, _context, run) => run(at(args, 0)) !== true },
  IF: { args: [3, 3], call: (args, _context, run) => run(at(args, run(at(args, 0)) === true ? 1 : 2)) },
  ISNEW: { args: [0, 0], call: (_args, context) => context.isNew },
  ISCHANGED: {
    args: [1, 1],
    call: (args, context) => {
      const field = fieldOf(args[0]);
      return !context.isNew && context.value(field) !== context.priorValue(field);
    },
  },
  PRIORVALUE: { args: [1, 1], call: (args, context) => context.priorValue(fieldOf(args[0])) },
  ISBLANK: { args: [1, 1], call: (args, _context, run) => isBlank(run(at(args, 0))) },
  ISNULL: { args: [1, 1], call: (args, _context, run) => isBlank(run(at(args, 0))) },
  BLANKVALUE: {
    args: [2, 2],
    call: (args, _context, run) => {
      const value = run(at(args, 0));
      return isBlank(value) ? run(at(args, 1)) : value;
    },
  },
  ISPICKVAL: { args: [2, 2], call: (args, _context, run) => (run(at(args, 0)) ?? '') === run(at(args, 1)) },
  TEXT: { args: [1, 1], call: (args, _context, run) => String(run(at(args, 0)) ?? '') },
  VALUE: { args: [1, 1], call: (args, _context, run) => Number(run(at(args, 0)) ?? 0) },
  LEN: { args: [1, 1], call: (args, _context, run) => String(run(at(args, 0)) ?? '').length },
};

const OPERATORS: Readonly<Record<string, (left: Value, right: Value) => Value>> = {
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
  '+': (left, right) =>
    typeof left === 'string' || typeof right === 'string'
      ? `${left ?? ''}${right ?? ''}`
      : Number(left) + Number(right),
  '-': (left, right) => Number(left) - Number(right),
  '*': (left, right) => Number(left) * Number(right),
  '/': (left, right) => Number(left) / Number(right),
};

function equal(left: Value, right: Value): boolean {
  return isBlank(left) || isBlank(right) ? isBlank(left) && isBlank(right) : left === right;
}

/** An empty side makes an order comparison empty, which a rule takes for false. */
function compare(left: Value, right: Value, holds: (order: number) => boolean): boolean {
  if (isBlank(left) || isBlank(right) || left === null || right === null) return false;
  return holds(left < right ? -1 : left > right ? 1 : 0);
}

export function evaluateFormula(formula: Formula, context: FormulaContext): Value {
  const run = (part: Formula): Value => evaluateFormula(part, context);
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
