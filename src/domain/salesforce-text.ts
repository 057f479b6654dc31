/** How Salesforce counts a long text: UTF-16 units, and a line break is stored as two. */
export function salesforceLength(text: string): number {
  let length = text.length;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text[at - 1] !== '\r') length += 1;
  }
  return length;
}

/** Cut where it can be seen, with an ellipsis; what fits stays as it is. */
export const shorten = (text: string, limit: number): string =>
  salesforceLength(text) <= limit ? text : `${takeWhole(text, limit - 1)}…`;

/** As much of the start as fits, never cutting what a reader sees as one character. */
export function takeWhole(text: string, limit: number): string {
  if (salesforceLength(text) <= limit) return text;
  let cut = 0;
  for (let length = 0; cut < text.length; cut += 1) {
    length += text[cut] === '\n' && text[cut - 1] !== '\r' ? 2 : 1;
    if (length > limit) break;
  }
  return text.slice(0, characterBoundary(text, cut));
}

/** The last place at or before the cut where a character begins; a giant cluster is cut between code points. */
function characterBoundary(text: string, cut: number): number {
  const from = wholePair(text, Math.max(0, cut - 200));
  let boundary = from;
  for (const { segment, index } of graphemes.segment(text.slice(from, cut + 200))) {
    if (from + index + segment.length > cut) break;
    boundary = from + index + segment.length;
  }
  return boundary > from ? boundary : wholePair(text, cut);
}

/** The place itself, or the one before when it would part a surrogate pair. */
function wholePair(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
