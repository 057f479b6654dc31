/** Characters as a reader counts them (code points: what the platforms' own counters use). */
export const countCharacters = (text: string): number => [...text].length;

/** The text on one line of at most so many characters, with an ellipsis where it is cut. */
export function excerptOf(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return countCharacters(line) <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}

/**
 * Text PostgreSQL and Salesforce can both hold: no NUL, no lone surrogate (each becomes U+FFFD).
 * Everything else, emoji, bidi marks and odd spaces included, stays as the customer wrote it.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
