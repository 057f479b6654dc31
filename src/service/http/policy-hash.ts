import { createHash } from 'node:crypto';

/** A policy's name for a script or style that stands in the page: `'sha256-…'`. */
export const policyHash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
