export type Token = { kind: 'number' | 'text' | 'name'; text: string } | { kind: 'sign'; text: string };

const TOKEN =
  /(?<space>\s+|\/\*[\s\S]*?\*\/)|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<text>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|(?<name>\$?[A-Za-z]\w*(?:\.\w+)*)|(?<sign><>|!=|==|<=|>=|&&|\|\||[=<>!&+\-*/^(),])/y;

/** What a formula was written in that Care does not read. */
export class Unreadable extends Error {}

/** @throws Unreadable at the first character that begins nothing known. */
export function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(formula)?.groups;
    if (!found) throw new Unreadable(`“${formula.slice(at, at + 12)}” in its formula`);
    const { number, text, name, sign } = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    if (text !== undefined) tokens.push({ kind: 'text', text: unquoted(text) });
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unquoted = (literal: string): string =>
  literal.slice(1, -1).replace(/\\([\s\S])/g, (_whole, sign: string) => ESCAPES[sign] ?? sign);
