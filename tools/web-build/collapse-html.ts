import { HOLE } from './hole.ts';

/** A comment, a tag with its attributes, or the text up to the next of them. */
const PIECE = /<!--[\s\S]*?-->|<\/?[a-z](?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*>|[^<]+|</gi;
/** Attribute values in quotes, kept as they are; or a gap. */
const IN_TAG = /=\s*(?:"[^"]*"|'[^']*')|[ \t\n\r\f]+/g;
const GAP = /[ \t\n\r\f]+/g;
const VERBATIM = /^<(pre|textarea|script|style)\b/i;

/**
 * The same markup with one space for every run of white space, as a browser shows it. Attribute values, comments
 * and what stands in a `pre` stay; so does a no-break space. An expression stands as {@link HOLE}.
 *
 * `verbatim` are the numbers of the expressions inside a `pre` and the like: templates in there stay too.
 * Elements that CSS makes preformatted are not known here: their text must come from an expression.
 */
export function collapseHtml(text: string): { text: string; verbatim: ReadonlySet<number> } {
  const verbatim = new Set<number>();
  let keeping = '';
  let holes = 0;
  const made = text.replace(PIECE, (piece) => {
    if (keeping !== '' && piece.toLowerCase().startsWith(`</${keeping}`)) keeping = '';
    const isKept = keeping !== '';
    for (const _ of piece.matchAll(/\0/g)) {
      if (isKept) verbatim.add(holes);
      holes += 1;
    }
    if (isKept || piece.startsWith('<!--')) return piece;
    if (!piece.startsWith('<')) return piece.replace(GAP, ' ');
    keeping = VERBATIM.exec(piece)?.[1]?.toLowerCase() ?? '';
    return piece.replace(IN_TAG, (part) => (part.startsWith('=') ? part : ' ')).replace(/ >$/, '>');
  });
  return { text: made, verbatim };
}
