import { createGunzip, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createGzipInTwo } from './gzip-in-two.ts';

const BEGINNING = `<!doctype html>${'<p>über</p>'.repeat(3_000)}`;

test('its two parts are one gzip file, however often the same beginning is used', () => {
  const gzip = createGzipInTwo();
  for (const rest of ['<p>ein Sofa, grün</p>', '']) {
    const { begin, end } = gzip(BEGINNING);
    expect(gunzipSync(Buffer.concat([begin, end(rest)])).toString()).toBe(BEGINNING + rest);
  }
  expect(gzip(BEGINNING).begin.length).toBeLessThan(BEGINNING.length / 10);
});

test('what has begun can be read before its end is there', async () => {
  const { begin, end } = createGzipInTwo()(BEGINNING);
  const gunzip = createGunzip();
  let text = '';
  gunzip.on('data', (part: Buffer) => {
    text += part;
  });
  gunzip.write(begin);
  await expect.poll(() => text).toBe(BEGINNING);
  gunzip.end(end('!'));
  await expect.poll(() => text).toBe(`${BEGINNING}!`);
});
