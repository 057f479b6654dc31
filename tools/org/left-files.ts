import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Git ignores it: what org:push leaves here is of one org and one machine, and some of it is secret. */
const FOLDER = fileURLToPath(new URL('../../.cache/org/', import.meta.url));

export function folderForOrgFiles(): string {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  return FOLDER;
}

/** Environment to start Care with, key and secret of its external client app in it; for the owner's eyes. */
export const secretsFile = (alias: string) => `${folderForOrgFiles()}${alias}.env`;

/** What is where, without a secret: the end-to-end tests read it. */
export const connectionFile = (alias: string) => `${folderForOrgFiles()}${alias}.json`;
