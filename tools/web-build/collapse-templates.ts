import { type Plugin, parseSync } from 'vite';
import { collapseCss } from './collapse-css.ts';
import { collapseHtml } from './collapse-html.ts';
import { HOLE } from './hole.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Quasi {
  readonly start: number;
  readonly end: number;
  readonly tail: boolean;
  /** What its escapes stand for; null when they stand for nothing. */
  readonly value: { readonly cooked: string | null };
}

/** The part of the tree we look at. */
interface Tagged {
  readonly tag: { readonly name?: string };
  readonly quasi: { readonly quasis: readonly Quasi[]; readonly expressions: readonly unknown[] };
}

/** Lit's templates and styles are strings to a minifier; this takes the indentation and comments out of them. */
export const collapseTemplates = (): Plugin => ({
  name: 'care-collapse-templates',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/web\/.*\.ts$/ },
    handler: (code, id) => ({ code: collapse(code, id), map: null }),
  },
});

/** The same module with shorter `html`, `svg` and `css` templates; everything else stays to the letter. */
export function collapse(code: string, fileName: string): string {
  const { program, errors } = parseSync(fileName, code, { lang: 'ts' });
  // Whatever is wrong with it is told where it is compiled.
  if (errors.length > 0) return code;
  const edits: Edit[] = [];
  visit(program, edits);
  let made = code;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start))
    made = made.slice(0, start) + text + made.slice(end);
  return made;
}

function visit(node: unknown, edits: Edit[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (!isTagged(node)) {
    for (const inner of Object.values(node)) visit(inner, edits);
    return;
  }
  const { tag, quasi } = node;
  const verbatim = collapseOne(tag.name ?? '', quasi.quasis, edits);
  for (const [at, expression] of quasi.expressions.entries()) if (!verbatim.has(at)) visit(expression, edits);
}

/** Returns which of its expressions are to be left alone. */
function collapseOne(tag: string, quasis: readonly Quasi[], edits: Edit[]): ReadonlySet<number> {
  const cooked = quasis.map(({ value }) => value.cooked);
  if (cooked.some((part) => part === null || part.includes(HOLE))) return new Set();
  const made = collapseText(tag, cooked.join(HOLE));
  if (made === null) return new Set();
  const parts = made.text.split(HOLE);
  if (parts.length !== quasis.length)
    throw new Error('A template lost an expression while it was collapsed.');
  for (const [at, { start, end, tail }] of quasis.entries()) {
    // A TypeScript tree counts the delimiters in: a back quote or brace before, a back quote or `${` after.
    edits.push({ start: start + 1, end: end - (tail ? 1 : 2), text: escapeText(parts[at]!) });
  }
  return made.verbatim;
}

function collapseText(tag: string, text: string): ReturnType<typeof collapseHtml> | null {
  if (tag === 'css') return { text: collapseCss(text), verbatim: new Set() };
  return tag === 'html' || tag === 'svg' ? collapseHtml(text) : null;
}

/** As it stands in a template's source. */
const escapeText = (text: string): string => text.replace(/\\|`|\$\{/g, '\\$&').replaceAll('\r', '\\r');

const isTagged = (node: object): node is Tagged => 'type' in node && node.type === 'TaggedTemplateExpression';
