import { HOLE } from './hole.ts';

/** Strings and addresses, kept as they are; or a gap of white space and comments. */
const TOKEN =
  /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\burl\((?!\s*["'])(?:\\[\s\S]|[^)\\])*\)|(?:[ \t\n\r\f]+|\/\*[\s\S]*?\*\/)+/gi;
const SPACE = /^[ \t\n\r\f/]/;

/**
 * The same rules without comments, and white space only where it says something: it still parts the selectors
 * `a :hover` and the terms of `calc(1px + 2px)`. An expression stands as {@link HOLE} and may be anything.
 */
export function collapseCss(text: string): string {
  let made = '';
  let end = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    made += text.slice(end, index);
    end = index + token.length;
    if (!SPACE.test(token)) made += token;
    // A comment may hide an expression: its place must stay.
    else if (token.includes(HOLE)) made += token;
    else if (!/(?<!\\)[{};,:]$/.test(made) && made !== '' && !/[{};,]/.test(text[end] ?? ';')) {
      // A comment alone parts two names, but is no descendant: `a/**/.b` is one element.
      made += /[ \t\n\r\f]/.test(token.replace(/\/\*[\s\S]*?\*\//g, '')) ? ' ' : '/**/';
    }
  }
  return (made + text.slice(end)).trim();
}
