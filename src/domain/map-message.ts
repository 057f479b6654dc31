import type { MappedField, MessageFacts, MessageMapping } from './default-message-mapping.ts';
import { salesforceLength, shorten, takeWhole } from './salesforce-text.ts';

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
      whole[mapped.field] = shorten(value, mapped.text.limit);
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
