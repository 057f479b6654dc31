import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const CSRF_HEADER = 'x-csrf-token';

/** Ties a page's writes to the person it was rendered for. The key lives as long as the process. */
export interface CsrfGuard {
  tokenFor(userId: string): string;
  isValid(userId: string, token: unknown): boolean;
}

export function createCsrfGuard(): CsrfGuard {
  const key = randomBytes(32);
  const tokenFor = (userId: string) => createHmac('sha256', key).update(userId).digest('base64url');
  return {
    tokenFor,
    isValid(userId, token) {
      const [expected, given] = [Buffer.from(tokenFor(userId)), Buffer.from(String(token ?? ''))];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
