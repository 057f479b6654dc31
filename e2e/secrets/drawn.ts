import { createHash } from 'node:crypto';

/** What looks drawn and is the same each time, in base64url: to plant where a secret may not be. */
export const drawn = (seed: string | number, characters = 43): string =>
  createHash('shake256', { outputLength: characters })
    .update(String(seed))
    .digest('base64url')
    .slice(0, characters);
