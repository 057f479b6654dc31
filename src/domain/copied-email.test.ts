import { expect, it } from 'vitest';
import { emailBehindCopy } from './copied-email.ts';

it.each([
  ['jonas@acme.example.invalid', 'jonas@acme.example'],
  ['Jonas@Acme.example.INVALID', 'jonas@acme.example'],
  ['jonas@acme.example', 'jonas@acme.example'],
  ['jonas@invalid.example', 'jonas@invalid.example'],
])('reads %s as %s', (written, meant) => {
  expect(emailBehindCopy(written)).toBe(meant);
});
