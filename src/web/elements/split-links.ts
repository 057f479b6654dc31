import { safeAddress } from './safe-address.ts';

/** A stretch of a message: plain, or a web address that may be followed. */
export type TextPart = { text: string; href: string | null };

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{C}]+/giu;
const TRAILING = /[.,;:!?…)\]}»”’]+$/u;

/**
 * Finds the web addresses in what somebody wrote. Only http and https, nothing else is ever a link;
 * punctuation behind an address is not part of it, a bracket is when it was opened inside; invisible marks,
 * such as those which turn the writing direction, end an address, so that it cannot be shown as another one.
 */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = safeAddress(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

function trimAddress(address: string): string {
  const bare = address.replace(TRAILING, '');
  const closes = address[bare.length] === ')' && count(bare, '(') > count(bare, ')');
  return closes ? `${bare})` : bare;
}

const count = (text: string, character: string): number => text.split(character).length - 1;
