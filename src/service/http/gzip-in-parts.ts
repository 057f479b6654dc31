import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A gzip header that names neither a file nor a time (RFC 1952, 2.3). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** As many beginnings as are remembered; each org has one or two. */
const MOST_KEPT = 200;

interface Beginning {
  part: Buffer;
  crc: number;
  length: number;
}

/** A gzip file on its way: each part can be sent, and read, as soon as it is there. */
export interface GzipInParts {
  begin: Buffer;
  next(text: string): Buffer;
  /** The rest, and the end of the file. */
  end(text: string): Buffer;
}

/**
 * Compresses texts that begin alike, each beginning once. A stream of zlib's own would do the beginning anew each time,
 * and wait for another thread with each part.
 */
export function createGzipInParts(): (beginning: string) => GzipInParts {
  const kept = new Map<string, Beginning>();
  return (beginning) => {
    const known = kept.get(beginning) ?? compress(beginning);
    // Moved to the end: the first is the one that was longest of no use.
    kept.delete(beginning);
    kept.set(beginning, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return follow(known);
  };
}

/** Flushed to a whole byte: any block may follow. */
const open = (bytes: Buffer): Buffer => deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });

function compress(text: string): Beginning {
  const bytes = Buffer.from(text);
  return { part: Buffer.concat([HEADER, open(bytes)]), crc: crc32(bytes), length: bytes.length };
}

function follow(beginning: Beginning): GzipInParts {
  let { crc, length } = beginning;
  const count = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    crc = crc32(bytes, crc);
    length += bytes.length;
    return bytes;
  };
  return {
    begin: beginning.part,
    next: (text) => open(count(text)),
    end(text) {
      const last = deflateRawSync(count(text));
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(crc, 0);
      trailer.writeUInt32LE(length >>> 0, 4);
      return Buffer.concat([last, trailer]);
    },
  };
}
