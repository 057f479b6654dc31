/** A place on the event bus as clients see it: bytes to keep and hand back, nothing more. */
export function toReplayId(replay: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(replay));
  return bytes;
}

/** Null when the bytes were never ours. */
export function fromReplayId(bytes: Uint8Array): number | null {
  if (bytes.length !== 8) return null;
  const replay = Buffer.from(bytes).readBigUInt64BE();
  return replay <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(replay) : null;
}
