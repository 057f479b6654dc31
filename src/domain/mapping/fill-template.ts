import type { CareBook } from './care-datum.ts';

type Part = { text: string } | { key: string };

const PARTS = /\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[^{}]+|[{}]/g;
/** Punctuation and space alone: what holds two values together and goes with either. */
const JOINT = /^[\s\p{P}\p{S}]*$/u;

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  for (const match of template.matchAll(PARTS)) {
    const [whole, key] = match;
    if (key !== undefined) {
      parts.push({ key });
      continue;
    }
    const text = whole === '{{' ? '{' : whole === '}}' ? '}' : whole;
    const last = parts.at(-1);
    if (last && 'text' in last) last.text += text;
    else parts.push({ text });
  }
  return parts;
}

export const keysIn = (template: string): string[] =>
  partsOf(template).flatMap((part) => ('key' in part ? [part.key] : []));

/** What stands in braces and is no Care data. */
export const unknownKeys = (template: string, book: CareBook): string[] =>
  keysIn(template).filter((key) => book.datum(key) === null);

/**
 * Puts Care data into its places. What is empty takes the punctuation along that led to it:
 * `{platform}: {author}` without an author is the platform alone. Null: nothing is left.
 */
export function fillTemplate(template: string, read: (key: string) => string | null): string | null {
  const parts = partsOf(template);
  let filled = '';
  let held = '';
  let lastEmpty = false;
  parts.forEach((part, index) => {
    if ('text' in part) {
      if (JOINT.test(part.text) && parts.length > 1) held = part.text;
      else {
        filled += part.text;
        lastEmpty = false;
      }
      return;
    }
    const value = read(part.key);
    lastEmpty = value === null || value === '';
    if (!lastEmpty) filled += (filled === '' && index > 1 ? '' : held) + value;
    held = '';
  });
  if (!lastEmpty) filled += held;
  return filled.trim() || null;
}
