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

/** `prefix_` and a UUIDv7 (RFC 9562): ids sort by birth, which keeps indexes dense. The order carries no meaning. */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  return `${prefix}_${uuidv7(now)}`;
}

function uuidv7(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret for a link, token or credential: 256 bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
