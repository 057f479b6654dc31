/** Characters as a reader counts them (code points: what the platforms' own counters use). */
export const countCharacters = (text: string): number => [...text].length;

/**
 * Text PostgreSQL and Salesforce can both hold: no NUL, no lone surrogate (each becomes U+FFFD).
 * Everything else, emoji, bidi marks and odd spaces included, stays as the customer wrote it.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
