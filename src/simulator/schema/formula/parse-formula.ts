import { type Token, tokenize } from './tokens.ts';

export type Formula =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; args: readonly Formula[] }
  | { kind: 'operator'; operator: string; left: Formula; right: Formula };

/** Weakest first; formulas bind as in "Formula Operators and Functions". */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '>', '<=', '>='],
  ['&', '+', '-'],
  ['*', '/'],
];

/** Parses a formula into a tree. Errors say what was found where. */
export function parseFormula(source: string): Formula {
  const tokens = tokenize(source);
  let position = 0;
  const peek = (): Token | undefined => tokens[position];
  const isSymbol = (text: string) => peek()?.kind === 'symbol' && peek()?.text === text;
  const expect = (text: string) => {
    if (!isSymbol(text)) throw new Error(`"${text}" expected before "${peek()?.text ?? 'the end'}"`);
    position++;
  };

  const binary = (level: number): Formula => {
    const operators = LEVELS[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let token = peek(); token?.kind === 'symbol' && operators.includes(token.text); token = peek()) {
      position++;
      left = { kind: 'operator', operator: token.text, left, right: binary(level + 1) };
    }
    return left;
  };

  const unary = (): Formula => {
    if (isSymbol('!')) {
      position++;
      return { kind: 'call', name: 'NOT', args: [unary()] };
    }
    if (isSymbol('-')) {
      position++;
      return { kind: 'operator', operator: '-', left: { kind: 'literal', value: 0 }, right: unary() };
    }
    return primary();
  };

  const primary = (): Formula => {
    if (isSymbol('(')) {
      position++;
      const inner = binary(0);
      expect(')');
      return inner;
    }
    const token = tokens[position++];
    if (!token || token.kind === 'symbol')
      throw new Error(`a value is missing before "${token?.text ?? 'the end'}"`);
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return { kind: 'literal', value: token.text };
    if (isSymbol('(')) return { kind: 'call', name: token.text.toUpperCase(), args: list() };
    const constant = { TRUE: true, FALSE: false, NULL: null }[token.text.toUpperCase()];
    return constant === undefined ? { kind: 'name', name: token.text } : { kind: 'literal', value: constant };
  };

  const list = (): Formula[] => {
    expect('(');
    const args: Formula[] = [];
    while (!isSymbol(')')) {
      if (args.length > 0) expect(',');
      args.push(binary(0));
    }
    expect(')');
    return args;
  };

  const formula = binary(0);
  const rest = peek();
  if (rest) throw new Error(`"${rest.text}" at character ${rest.at + 1} is left over`);
  return formula;
}
