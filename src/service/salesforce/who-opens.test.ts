import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../', import.meta.url));
const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
  .filter((path) => !path.includes('testing/') && !path.startsWith('simulator/'));
const filesWith = (pattern: RegExp) =>
  sources.filter((path) => pattern.test(readFileSync(join(SRC, path), 'utf8'))).sort();

it('decrypts in the vault alone', () => {
  expect(filesWith(/createDecipher/)).toEqual(['service/salesforce/vault.ts']);
});

it('opens and seals refresh tokens of users in one file alone', () => {
  expect(filesWith(/kind: 'refresh_token' as const|vault\.(open|seal)\([^)]*refresh_token/s)).toEqual([
    'service/salesforce/sealed-token.ts',
  ]);
});

it('opens nothing in a route, a use case, the sync engine or the storage', () => {
  const openers = filesWith(/\bvault\.open\(/);

  expect(openers).toContain('service/salesforce/sealed-token.ts');
  expect(openers.filter((path) => /^service\/(http|care|sync|storage)\//.test(path))).toEqual([]);
});

it('hands no refresh token to the library that calls the REST API', () => {
  const users = filesWith(/from 'jsforce/);

  expect(users.length).toBeGreaterThan(0);
  for (const path of users) expect(readFileSync(join(SRC, path), 'utf8')).not.toMatch(/refresh_?token/i);
});
