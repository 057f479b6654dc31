/**
 * SOQL without a gap for anybody's text: every value of a query goes through here. Names of objects and
 * fields stand in the template itself and never come from outside.
 */

/** A piece of SOQL that is safe as it stands. Made only by the functions of this file. */
export class Soql {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type SoqlValue = string | number | boolean | null | readonly string[] | Soql;

/** ``soql`SELECT Id FROM Contact WHERE Email = ${email}` `` */
export function soql(parts: TemplateStringsArray, ...values: SoqlValue[]): Soql {
  return new Soql(parts.reduce((text, part, at) => `${text}${encode(values[at - 1]!)}${part}`));
}

/** A pattern for LIKE in which `%` and `_` of the text stand for themselves; words may have others between them. */
export function containing(text: string): Soql {
  const words = text.trim().split(/\s+/u).map(escapePattern);
  return new Soql(`'%${words.join('%')}%'`);
}

export function startingWith(text: string): Soql {
  return new Soql(`'${escapePattern(text)}%'`);
}

/** Conditions of which one has to hold. */
export const anyOf = (conditions: readonly Soql[]): Soql =>
  new Soql(`(${conditions.map((each) => each.text).join(' OR ')})`);

function encode(value: SoqlValue): string {
  if (value instanceof Soql) return value.text;
  if (Array.isArray(value)) return `(${value.map((each) => encode(each)).join(', ')})`;
  if (typeof value === 'string') return `'${escapeText(value)}'`;
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('SOQL has no such number.');
  return String(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const escapeText = (text: string): string => [...text].map((sign) => ESCAPES[sign] ?? sign).join('');

const escapePattern = (text: string): string => escapeText(text).replace(/[%_]/g, (sign) => `\\${sign}`);
