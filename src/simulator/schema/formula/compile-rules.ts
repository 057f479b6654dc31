import type { ObjectSchema, OrgSchema, ValidationRule } from '../../core.ts';
import { evaluateFormula, type FormulaContext, FUNCTIONS } from './evaluate-formula.ts';
import { type Formula, parseFormula } from './parse-formula.ts';

export interface CompiledRule extends ValidationRule {
  /** Whether the rule refuses the record. */
  refuses(context: FormulaContext): boolean;
}

/** What a formula may name beside the object's own fields. */
export interface FormulaNames {
  readonly permissions: ReadonlySet<string>;
  readonly schema: Pick<OrgSchema, 'object'>;
}

/** Where a path begins that starts at no field of the object. */
const GLOBALS: Readonly<Record<string, string>> = {
  $User: 'User',
  $Profile: 'Profile',
  $RecordType: 'RecordType',
};

/**
 * Compiles an object's active validation rules. A rule this org cannot evaluate exactly is refused here: a rule
 * skipped in silence would let a client pass that the real org refuses.
 */
export function compileRules(object: ObjectSchema, names: FormulaNames): CompiledRule[] {
  return object.validationRules
    .filter(({ active }) => active)
    .map((rule) => {
      try {
        const formula = parseFormula(rule.formula);
        check(formula, object, names);
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

function check(formula: Formula, object: ObjectSchema, names: FormulaNames): void {
  if (formula.kind === 'operator') {
    check(formula.left, object, names);
    check(formula.right, object, names);
  } else if (formula.kind === 'call') {
    const known = FUNCTIONS[formula.name];
    if (!known) throw new Error(`function ${formula.name} is not simulated`);
    const [least, most] = known.args;
    if (formula.args.length < least || formula.args.length > most) {
      throw new Error(
        `${formula.name} takes ${least === most ? least : `${least} or more`} arguments, not ${formula.args.length}`,
      );
    }
    for (const arg of formula.args) check(arg, object, names);
  } else if (formula.kind === 'name' && !exists(formula.name, object, names)) {
    throw new Error(`${formula.name} does not exist`);
  }
}

function exists(path: string, object: ObjectSchema, names: FormulaNames): boolean {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return object.field(first) !== null;
  if (first === '$Permission') return names.permissions.has(rest.join('.'));
  const parents = GLOBALS[first]
    ? [GLOBALS[first]]
    : (object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === first.toLowerCase())
        ?.referenceTo ?? []);
  return parents.some((name) => {
    const parent = names.schema.object(name);
    return parent !== null && exists(rest.join('.'), parent, names);
  });
}
