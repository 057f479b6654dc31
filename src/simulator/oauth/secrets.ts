import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new unguessable value. */
export const newSecret = (bytes = 48) => randomBytes(bytes).toString('base64url');

/** Under which the org keeps a token; tokens themselves never reach the disk. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  );
}

/** PKCE, S256 (RFC 7636). */
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** The token answer's `signature` over identity URL and `issued_at` (Help, "OAuth 2.0 Web Server Flow"). */
export const signatureOf = (clientSecret: string, id: string, issuedAt: string) =>
  createHmac('sha256', clientSecret)
    .update(id + issuedAt)
    .digest('base64');
