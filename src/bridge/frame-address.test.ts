import { expect, test } from 'vitest';
import { frameAddress, readNonce, readTheme } from './frame-address.ts';
import type { Theme } from './theme.ts';

const NONCE = 'nonce-of-this-frame-32-long-1234';
const FRAME_URL = 'https://care.example/embed/org-key';
const THEME: Theme = {
  mode: 'dark',
  density: 'compact',
  hooks: { '--slds-g-color-surface-2': 'rgb(1, 2, 3)', '--slds-g-font-family': '"Salesforce Sans", Arial' },
};

test('the frame reads from its address what the host has put there', () => {
  const { hash } = new URL(frameAddress(FRAME_URL, { nonce: NONCE, theme: THEME }));
  expect([readNonce(hash), readTheme(hash)]).toEqual([NONCE, THEME]);
});

test('what a server is asked for names the visit by half of the nonce, and nothing else', () => {
  const address = new URL(frameAddress(FRAME_URL, { nonce: NONCE, theme: THEME }));
  expect(address.origin + address.pathname + address.search).toBe(`${FRAME_URL}?visit=nonce-of-this-fr`);
});

test.each([
  ['no theme', `#${NONCE}`],
  ['a theme that is none', `#${NONCE}&%7B%22mode%22%3A%22pink%22%7D`],
  ['no JSON', `#${NONCE}&mode`],
  ['a broken escape', `#${NONCE}&%E0%A4%A`],
])('goes by its own look with %s', (_name, hash) => {
  expect([readNonce(hash), readTheme(hash)]).toEqual([NONCE, null]);
});

test('has no nonce without a fragment', () => {
  expect([readNonce(''), readTheme('')]).toEqual(['', null]);
});
