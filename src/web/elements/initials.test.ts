import { expect, it } from 'vitest';
import { initials } from './initials.ts';

it.each([
  ['Maya Lindqvist', 'ML'],
  ['rainy.nora', 'RN'],
  ['@jbrandt_cph', 'JC'],
  ['Amara', 'A'],
  ['Ana María de la Cruz', 'AC'],
  ['🙂 Smile', '🙂S'],
  ['', '?'],
  ['   ', '?'],
])('shortens %s to %s', (name, short) => {
  expect(initials(name)).toBe(short);
});
