import { expect, it } from 'vitest';
import { splitName } from './split-name.ts';

it.each([
  ['Mara Lindqvist', 'Mara', 'Lindqvist'],
  ['  Ana María   de la Cruz ', 'Ana María de la', 'Cruz'],
  ['Prince', null, 'Prince'],
  ['山田\u3000太郎', '山田', '太郎'],
  ['   ', null, null],
])('%j is %s and %s', (name, firstName, lastName) => {
  expect(splitName(name)).toEqual({ firstName, lastName });
});
