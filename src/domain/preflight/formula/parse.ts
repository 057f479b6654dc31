import { type Token, tokensOf, Unreadable } from './tokens.ts';

/** A formula as a tree. Function names are in capitals; `||`, `&&` and `!` are calls of OR, AND and NOT. */
export type Formula =
  | { kind: 'constant'; value: string | number | boolean | null }
  | { kind: 'field'; path: string }
  | { kind: 'call'; name: string; args: readonly Formula[] }
  | { kind: 'sign'; sign: Sign; left: Formula; right: Formula };

export type Sign = '=' | '<>' | '<' | '>' | '<=' | '>=' | '&' | '+' | '-' | '*' | '/' | '^';

/** Binding strength of what stands between two values: Formula Operators and Functions (Help). */
const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '=': 3,
  '==': 3,
  '<>': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '&': 5,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 7,
};

const SAME: Readonly<Record<string, Sign>> = { '==': '=', '!=': '<>' };
const LOGIC: Readonly<Record<string, string>> = { '||': 'OR', '&&': 'AND' };
const CONSTANTS: Readonly<Record<string, boolean | null>> = { TRUE: true, FALSE: false, NULL: null };

/** Deeper than anything the platform compiles; keeps a hostile text from exhausting the stack. */
const DEEPEST = 200;

/** @throws Unreadable when it is none of ours. */
export function parseFormula(source: string): Formula {
  const tokens = tokensOf(source);
  let at = 0;
  let depth = 0;

  const isSign = (text: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === text;
  const take = (text: string): void => {
    if (!isSign(text)) throw new Unreadable(`a “${text}” is missing in its formula`);
    at += 1;
  };

  const expression = (least: number): Formula => {
    depth += 1;
    if (depth > DEEPEST) throw new Unreadable('its formula is nested too deep');
    let left = operand();
    for (;;) {
      const token: Token | undefined = tokens[at];
      const strength = token?.kind === 'sign' ? STRENGTH[token.text] : undefined;
      if (!token || strength === undefined || strength < least) break;
      at += 1;
      left = joined(token.text, left, expression(strength + 1));
    }
    depth -= 1;
    return left;
  };

  const operand = (): Formula => {
    const token = tokens[at];
    at += 1;
    switch (token?.kind) {
      case 'number':
        return { kind: 'constant', value: Number(token.text) };
      case 'text':
        return { kind: 'constant', value: token.text };
      case 'name':
        return named(token.text);
      case 'sign':
        return signed(token.text);
      default:
        throw new Unreadable('its formula ends too early');
    }
  };

  const signed = (sign: string): Formula => {
    if (sign === '(') {
      const inner = expression(1);
      take(')');
      return inner;
    }
    if (sign === '!') return { kind: 'call', name: 'NOT', args: [operand()] };
    if (sign === '+') return operand();
    if (sign === '-') return { kind: 'call', name: 'NEGATIVE', args: [operand()] };
    throw new Unreadable(`“${sign}” in its formula`);
  };

  const named = (name: string): Formula => {
    const upper = name.toUpperCase();
    if (!isSign('(')) {
      const constant = CONSTANTS[upper];
      return constant === undefined ? { kind: 'field', path: name } : { kind: 'constant', value: constant };
    }
    take('(');
    const args: Formula[] = [];
    while (!isSign(')')) {
      if (args.length > 0) take(',');
      args.push(expression(1));
    }
    take(')');
    return { kind: 'call', name: upper, args };
  };

  const whole = expression(1);
  if (at < tokens.length) throw new Unreadable(`“${tokens[at]?.text ?? ''}” in its formula`);
  return whole;
}

function joined(text: string, left: Formula, right: Formula): Formula {
  const name = LOGIC[text];
  if (name !== undefined) return { kind: 'call', name, args: [left, right] };
  return { kind: 'sign', sign: SAME[text] ?? (text as Sign), left, right };
}

/** Everything the formula looks at, `Contact.Email` and `$User.Id` among it. */
export function pathsOf(formula: Formula): string[] {
  switch (formula.kind) {
    case 'constant':
      return [];
    case 'field':
      return [formula.path];
    case 'call':
      return formula.args.flatMap(pathsOf);
    case 'sign':
      return [...pathsOf(formula.left), ...pathsOf(formula.right)];
  }
}
