import { randomBytes } from 'node:crypto';

export type IdPrefix =
  | 'acct'
  | 'agent'
  | 'key'
  | 'prof'
  | 'cust'
  | 'case'
  | 'msg'
  | 'note'
  | 'evt'
  | 'conn'
  | 'attempt'
  | 'user'
  | 'esc'
  | 'role'
  | 'group'
  | 'audit'
  | 'revoke'
  | 'cmsg'
  | 'crec'
  | 'drift'
  | 'bulk'
  | 'rule';

/**
 * `prefix_` and a UUIDv7 (RFC 9562): ids sort by birth, which keeps indexes dense, and of one process in the order they
 * were asked for, which is how what one transaction writes down is read. Among processes the order carries no meaning.
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  return `${prefix}_${uuidv7(now)}`;
}

const latest = { at: 0, count: 0 };

/** Within its millisecond (RFC 9562, 6.2, method 1): begins at random in the lower half, so that there is room to count. */
function countWithin(now: number, random: number): number {
  latest.count = now === latest.at ? (latest.count + 1) & 0xfff : random & 0x7ff;
  latest.at = now;
  return latest.count;
}

function uuidv7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | countWithin(now, bytes.readUInt16BE(6)), 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret for a link, token or credential: 256 bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
