import type { MappedField, MessageFacts, MessageMapping } from './default-message-mapping.ts';

export type RowValue = string | number | null;

/** A row of a message, without its key and parent: a message too long for its field has several. */
export type MessageRow = Readonly<Record<string, RowValue>>;

/** A longer address than a URL field holds (255) would be refused; the rest of the message would go with it. */
const URL_LIMIT = 255;

/**
 * The rows a message becomes. Text goes over as it is; what is longer than its field continues in further
 * rows, each marked with its place, so that nothing is cut without a sign.
 */
export function mapMessage(facts: MessageFacts, mapping: MessageMapping): MessageRow[] {
  const whole: Record<string, RowValue> = { [mapping.version]: 1 };
  let parts: { field: string; texts: string[] } | null = null;
  for (const mapped of mapping.fields) {
    const value = fieldValue(mapped, facts);
    if (typeof value !== 'string' || !mapped.text || salesforceLength(value) <= mapped.text.limit) {
      whole[mapped.field] = value;
    } else if (mapped.text.over === 'mark') {
      whole[mapped.field] = markCut(value, mapped.text.limit);
    } else {
      parts = { field: mapped.field, texts: splitText(value, mapped.text.limit) };
    }
  }
  const split = parts;
  if (!split) return [whole];
  return split.texts.map((text) => ({ ...whole, [split.field]: text }));
}

function fieldValue({ from }: MappedField, facts: MessageFacts): RowValue {
  switch (from) {
    case 'attachments':
      return facts.attachments.length === 0
        ? null
        : facts.attachments
            .map(({ name, type, size, url }) =>
              [name, type, size === null ? null : `${size} bytes`, url]
                .filter((each) => each !== null && each !== '')
                .join(' · '),
            )
            .join('\n');
    case 'permalink':
      return facts.permalink !== null && facts.permalink.length <= URL_LIMIT ? facts.permalink : null;
    case 'text':
      return facts.text === '' ? null : facts.text;
    default:
      return facts[from];
  }
}

/** How Salesforce counts a long text: UTF-16 units, and a line break is stored as two. */
export function salesforceLength(text: string): number {
  let length = text.length;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text[at - 1] !== '\r') length += 1;
  }
  return length;
}

/** Each part opens with `[part 2 of 3]` and a line break; without these the parts joined are the text. */
export function splitText(text: string, limit: number): string[] {
  const room = limit - partMark(9_999, 9_999).length - 1;
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const piece = takeWhole(rest, room);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces.map((piece, index) => partMark(index + 1, pieces.length) + piece);
}

const partMark = (part: number, of: number): string => `[part ${part} of ${of}]\n`;

function markCut(text: string, limit: number): string {
  return `${takeWhole(text, limit - 1)}…`;
}

/** As much of the start as fits, never cutting what a reader sees as one character. */
function takeWhole(text: string, limit: number): string {
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
