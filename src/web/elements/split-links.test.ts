// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { splitLinks } from './split-links.ts';

const links = (text: string) => splitLinks(text).flatMap((part) => (part.href === null ? [] : [part.href]));
const joined = (text: string) =>
  splitLinks(text)
    .map((part) => part.text)
    .join('');

describe('splitLinks', () => {
  it('finds http and https addresses and leaves the rest as it was', () => {
    expect(splitLinks('see https://example.com/a?b=1#c and http://example.org')).toEqual([
      { text: 'see ', href: null },
      { text: 'https://example.com/a?b=1#c', href: 'https://example.com/a?b=1#c' },
      { text: ' and ', href: null },
      { text: 'http://example.org', href: 'http://example.org/' },
    ]);
  });

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)//https:'],
    ['data:text/html,<script>alert(1)</script>'],
    ['vbscript:msgbox(1)'],
    ['file:///etc/passwd'],
    ['//example.com'],
    ['www.example.com'],
    ['https://'],
    ['https://user:secret@example.com/'],
    ['https://bank.example@evil.example/'],
  ])('makes no link of %s', (text) => {
    expect(links(text)).toEqual([]);
    expect(joined(text)).toBe(text);
  });

  it('keeps punctuation behind an address out of it, and a bracket in it that opened inside', () => {
    expect(links('(https://example.com/a).')).toEqual(['https://example.com/a']);
    expect(links('https://en.example.org/wiki/Care_(disambiguation), thanks')).toEqual([
      'https://en.example.org/wiki/Care_(disambiguation)',
    ]);
    expect(links('“https://example.com/x”!')).toEqual(['https://example.com/x']);
  });

  it('ends an address at a mark that turns the writing direction', () => {
    const text = 'https://example.com/\u202Egpj.exe';
    expect(links(text)).toEqual(['https://example.com/']);
    expect(joined(text)).toBe(text);
  });

  it('does not let markup or quotes into an address', () => {
    expect(links('https://example.com/"onmouseover="alert(1)')).toEqual(['https://example.com/']);
    expect(links('https://example.com/<b>')).toEqual(['https://example.com/']);
  });

  it('shows look-alike letters for what they are', () => {
    expect(links('https://аpple.example/')).toEqual(['https://xn--pple-43d.example/']);
  });

  it('gives back every character of whatever it is given', () => {
    for (const text of [
      '',
      ' ',
      '\n\nhttps://a.example\n',
      '🙂https://a.example🙂',
      'https://a.example https://b.example',
    ]) {
      expect(joined(text)).toBe(text);
    }
  });
});
