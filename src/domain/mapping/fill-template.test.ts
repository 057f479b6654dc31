import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook } from './care-data.ts';
import { fillTemplate, keysIn, unknownKeys } from './fill-template.ts';

const DATA: Record<string, string | null> = {
  platform: 'X',
  author: 'Mara',
  brand_name: null,
  customer_line: '',
};
const filled = (template: string) => fillTemplate(template, (key) => DATA[key] ?? null);

it.each([
  ['{platform}: {author}', 'X: Mara'],
  ['{platform}: {author}: {customer_line}', 'X: Mara'],
  ['{brand_name}: {author}', 'Mara'],
  ['{platform}: {brand_name}: {author}', 'X: Mara'],
  ['Written by {author} ({platform})', 'Written by Mara (X)'],
  ['{{not data}} {author}', '{not data} Mara'],
  ['About {brand_name}', 'About'],
  ['{brand_name}', null],
  ['Always', 'Always'],
])('%j becomes %j', (template, text) => {
  expect(filled(template)).toBe(text);
});

it('knows what stands in its braces', () => {
  expect(keysIn('{author} {{author}} {oops}')).toEqual(['author', 'oops']);
  expect(unknownKeys('{author} {{author}} {oops}', accountBook(NOTHING_OF_ITS_OWN))).toEqual(['oops']);
});
