/** Longest line that is read; a longer one is refused without being held in memory. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;

export interface Line {
  /** Counted from 1, blank lines included. */
  number: number;
  /** Null: longer than `MAX_LINE_BYTES`. */
  bytes: Uint8Array | null;
  /** Bytes of the stream up to the end of this line. */
  position: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Splits a stream of bytes into its lines; blank ones are counted and left out. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let position = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const line = finish(parts, length + end - start, chunk.subarray(start, end));
      position += end + 1 - start;
      if (line === null || line.length > 0) yield { number, bytes: line, position };
      number++;
      start = end + 1;
      parts = [];
      length = 0;
    }
    position += chunk.length - start;
    length += chunk.length - start;
    if (length > MAX_LINE_BYTES) parts = [];
    else if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  const last = finish(parts, length, new Uint8Array());
  if (last === null || last.length > 0) yield { number, bytes: last, position };
}

function finish(parts: Uint8Array[], length: number, rest: Uint8Array): Uint8Array | null {
  if (length > MAX_LINE_BYTES) return null;
  const line = parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
