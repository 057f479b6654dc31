import type { FieldSort } from '../mapping/schema.ts';
import { evaluateFormula, requireKnown } from './formula/evaluate.ts';
import { type Formula, parseFormula } from './formula/parse.ts';
import { Unreadable } from './formula/tokens.ts';
import { Time, Unknown, type Value } from './formula/value.ts';
import { type NotChecked, type Verdict, warning } from './verdict.ts';

/** A validation rule that is active. */
export interface OrgRule {
  name: string;
  /** What people are told when it refuses. */
  message: string;
  /** The field the message stands at; null: at the top. */
  field: string | null;
  formula: string;
}

/** What a new record says in one place that a rule may look at, as text; a place not to be foreseen says why not. */
export type Stated = { sort: FieldSort; value: string | null } | { unknown: string };

/**
 * What the org's validation rules will say of a new record: a warning each, as flows and triggers come before them.
 *
 * @param stated by path, `Subject` or `$RecordType.DeveloperName`.
 * @param zone of whoever writes it; null: not known.
 */
export function foreseeRules(
  rules: readonly OrgRule[],
  stated: (path: string) => Stated,
  now: number,
  zone: string | null,
): { verdicts: Verdict[]; notChecked: NotChecked[] } {
  const verdicts: Verdict[] = [];
  const notChecked: NotChecked[] = [];
  const around = { value: (path: string) => readStated(stated(path), path), now, zone };
  for (const rule of rules) {
    const what = `Rule ${rule.name}`;
    const formula = readFormula(rule.formula);
    if ('why' in formula) {
      notChecked.push({ what, why: `Care does not read ${formula.why}.` });
      continue;
    }
    const result = evaluateFormula(formula, around);
    if (result instanceof Unknown) notChecked.push({ what, why: `${capital(result.why)}.` });
    if (result === true) {
      const remedy = `The org’s rule ${rule.name} refuses it as it is.`;
      verdicts.push(warning(rule.field, 'VALIDATION_RULE', rule.message, remedy));
    }
  }
  return { verdicts, notChecked };
}

function readFormula(source: string): Formula | { why: string } {
  try {
    const formula = parseFormula(source);
    requireKnown(formula);
    return formula;
  } catch (error) {
    if (error instanceof Unreadable) return { why: error.message };
    throw error;
  }
}

function readStated(stated: Stated, path: string): Value {
  if ('unknown' in stated) return new Unknown(stated.unknown);
  const text = (stated.value ?? '').trim();
  if (stated.sort === 'checkbox') return text.toLowerCase() === 'true';
  if (text === '') return null;
  switch (stated.sort) {
    case 'number': {
      const number = Number(text);
      return Number.isFinite(number) ? number : new Unknown(`${path} holds no number`);
    }
    case 'date':
    case 'datetime': {
      const isDay = stated.sort === 'date';
      return Time.read(isDay ? text.slice(0, 10) : text, isDay) ?? new Unknown(`${path} holds no time`);
    }
    default:
      return text;
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
