import { countCharacters } from './text.ts';

/** The text on one line of at most so many characters, with an ellipsis where it is cut. */
export function excerptOf(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return countCharacters(line) <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}
