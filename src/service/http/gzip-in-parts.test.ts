import { createGunzip, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createGzipInParts } from './gzip-in-parts.ts';

const BEGINNING = `<!doctype html>${'<p>über</p>'.repeat(3_000)}`;

test('its parts are one gzip file, however often the same beginning is used', () => {
  const gzip = createGzipInParts();
  for (const [middle, rest] of [
    ['<p>ein Sofa, grün</p>', '</html>'],
    ['', ''],
  ] as const) {
    const { begin, next, end } = gzip(BEGINNING);
    const file = Buffer.concat([begin, next(middle), end(rest)]);
    expect(gunzipSync(file).toString()).toBe(BEGINNING + middle + rest);
  }
  expect(gzip(BEGINNING).begin.length).toBeLessThan(BEGINNING.length / 10);
});

test('each part can be read before the next is there', async () => {
  const { begin, next, end } = createGzipInParts()(BEGINNING);
  const gunzip = createGunzip();
  let text = '';
  gunzip.on('data', (part: Buffer) => {
    text += part;
  });
  gunzip.write(begin);
  await expect.poll(() => text).toBe(BEGINNING);
  gunzip.write(next('?'));
  await expect.poll(() => text).toBe(`${BEGINNING}?`);
  gunzip.end(end('!'));
  await expect.poll(() => text).toBe(`${BEGINNING}?!`);
});
