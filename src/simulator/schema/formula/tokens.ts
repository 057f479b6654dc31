export type Token =
  | { kind: 'number' | 'string' | 'name'; text: string; at: number }
  | { kind: 'symbol'; text: string; at: number };

const PATTERN =
  /\s+|\/\*[\s\S]*?\*\/|(?<number>\d+(?:\.\d+)?)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>\$?[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?<symbol><>|!=|==|<=|>=|&&|\|\||[=<>!&+\-*/(),])/gy;

/** Splits a formula; throws at the first character that belongs to nothing. */
export function tokenize(formula: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  let end = 0;
  for (let match = PATTERN.exec(formula); match; match = PATTERN.exec(formula)) {
    const { number, string, name, symbol } = match.groups ?? {};
    const at = match.index;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    if (string !== undefined)
      tokens.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/g, '$1'), at });
    if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at });
    end = PATTERN.lastIndex;
  }
  if (end < formula.length)
    throw new Error(`"${formula.slice(end, end + 10)}" at character ${end + 1} is not understood`);
  return tokens;
}
