import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A gzip header that names neither a file nor a time (RFC 1952, 2.3). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** As many beginnings as are remembered; each org has one or two. */
const MOST_KEPT = 200;

export interface GzipInTwo {
  /** What can be sent, and read, at once. */
  begin: Buffer;
  /** All that is left, the end of the file included. */
  end(rest: string): Buffer;
}

/**
 * Compresses texts that begin alike, each beginning once: one gzip file in two parts. A stream of zlib's own would do
 * the beginning anew each time, and wait for another thread for each part.
 */
export function createGzipInTwo(): (beginning: string) => GzipInTwo {
  const kept = new Map<string, GzipInTwo>();
  return (beginning) => {
    const known = kept.get(beginning) ?? compress(beginning);
    // Moved to the end: the first is the one that was longest of no use.
    kept.delete(beginning);
    kept.set(beginning, known);
    for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
    return known;
  };
}

function compress(beginning: string): GzipInTwo {
  const bytes = Buffer.from(beginning);
  // Flushed to a whole byte: any block may follow.
  const body = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  return {
    begin: Buffer.concat([HEADER, body]),
    end(rest) {
      const more = Buffer.from(rest);
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(crc32(more, crc32(bytes)), 0);
      trailer.writeUInt32LE((bytes.length + more.length) >>> 0, 4);
      return Buffer.concat([deflateRawSync(more), trailer]);
    },
  };
}
