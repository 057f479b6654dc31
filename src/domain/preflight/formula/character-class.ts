/** Whether one character, a whole code point, fits. */
export type CharacterTest = (sign: string) => boolean;

const fits =
  (pattern: RegExp): CharacterTest =>
  (sign) =>
    pattern.test(sign);

/** As Java means them: of ASCII alone. */
const SETS: Readonly<Record<string, CharacterTest>> = {
  d: fits(/^[0-9]$/),
  D: fits(/^[^0-9]$/u),
  w: fits(/^[A-Za-z0-9_]$/),
  W: fits(/^[^A-Za-z0-9_]$/u),
  s: fits(/^[ \t\n\v\f\r]$/),
  S: fits(/^[^ \t\n\v\f\r]$/u),
};
const SIGNS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** What stands behind a backslash; null: nothing that can be read, a word boundary among it. */
export function readEscape(sign: string): CharacterTest | null {
  const set = SETS[sign];
  if (set) return set;
  const written = writtenBy(sign);
  return written === null ? null : (one) => one === written;
}

function writtenBy(sign: string): string | null {
  return SIGNS[sign] ?? (/[A-Za-z0-9]/.test(sign) ? null : sign);
}

/**
 * A class in square brackets.
 *
 * @param from behind the opening bracket.
 * @returns where it ends, behind the closing one.
 */
export function readClass(
  pattern: string,
  from: number,
  outside: (why: string) => Error,
): { test: CharacterTest; end: number } {
  const signs = [...pattern.slice(from)];
  const tests: CharacterTest[] = [];
  let at = 0;
  const negated = signs[0] === '^';
  if (negated) at += 1;
  for (let first = true; signs[at] !== ']' || first; first = false) {
    const low = one();
    if (typeof low !== 'string') {
      tests.push(low);
    } else if (signs[at] === '-' && signs[at + 1] !== ']' && signs[at + 1] !== undefined) {
      at += 1;
      const high = one();
      if (typeof high !== 'string' || low > high)
        throw outside('its pattern has a range that Care does not read');
      tests.push((sign) => point(sign) >= point(low) && point(sign) <= point(high));
    } else {
      tests.push((sign) => sign === low);
    }
  }
  const end = from + signs.slice(0, at + 1).join('').length;
  return { test: (sign) => tests.some((test) => test(sign)) !== negated, end };

  function one(): string | CharacterTest {
    const sign = signs[at];
    at += 1;
    if (sign === undefined) throw outside('its pattern has an open bracket');
    if (sign === '[' || (sign === '&' && signs[at] === '&')) {
      throw outside('its pattern puts classes together');
    }
    if (sign !== '\\') return sign;
    const escaped = signs[at] ?? '';
    at += 1;
    const set = SETS[escaped];
    if (set) return set;
    const written = escaped === '' ? null : writtenBy(escaped);
    if (written === null) throw outside('its pattern has a sign that Care does not read');
    return written;
  }
}

const point = (sign: string): number => sign.codePointAt(0) ?? 0;
