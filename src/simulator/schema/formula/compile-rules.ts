import type { ObjectSchema, ValidationRule } from '../../core.ts';
import { evaluateFormula, type FormulaContext, FUNCTIONS } from './evaluate-formula.ts';
import { type Formula, parseFormula } from './parse-formula.ts';

export interface CompiledRule extends ValidationRule {
  /** Whether the rule refuses the record. */
  refuses(context: FormulaContext): boolean;
}

/**
 * Compiles an object's validation rules, once, at start. A rule this org cannot evaluate exactly stops it here:
 * a rule skipped in silence would let a client pass that the real org refuses.
 */
export function compileRules(object: ObjectSchema, permissions: ReadonlySet<string>): CompiledRule[] {
  return object.validationRules.map((rule) => {
    try {
      const formula = parseFormula(rule.formula);
      check(formula, object, permissions);
      return { ...rule, refuses: (context) => evaluateFormula(formula, context) === true };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `Failed to read validation rule "${object.name}.${rule.name}": ${reason}. The simulated org knows ${Object.keys(FUNCTIONS).join(', ')}.`,
        { cause },
      );
    }
  });
}

function check(formula: Formula, object: ObjectSchema, permissions: ReadonlySet<string>): void {
  if (formula.kind === 'operator') {
    check(formula.left, object, permissions);
    check(formula.right, object, permissions);
  } else if (formula.kind === 'call') {
    const known = FUNCTIONS[formula.name];
    if (!known) throw new Error(`function ${formula.name} is not simulated`);
    const [least, most] = known.args;
    if (formula.args.length < least || formula.args.length > most) {
      throw new Error(
        `${formula.name} takes ${least === most ? least : `${least} or more`} arguments, not ${formula.args.length}`,
      );
    }
    for (const arg of formula.args) check(arg, object, permissions);
  } else if (formula.kind === 'name') {
    const permission = /^\$Permission\.(\w+)$/.exec(formula.name)?.[1];
    if (permission ? !permissions.has(permission) : !object.field(formula.name)) {
      throw new Error(`${formula.name} does not exist`);
    }
  }
}
