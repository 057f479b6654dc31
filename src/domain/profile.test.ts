import { expect, test } from 'vitest';
import { usualReplyKind } from './profile.ts';

test('one answers privately what came privately, else in public, as far as the platform knows both', () => {
  expect(usualReplyKind('x', 'direct_message')).toBe('direct_message');
  expect(usualReplyKind('x', 'comment')).toBe('public_reply');
  expect(usualReplyKind('x', null)).toBe('public_reply');
  expect(usualReplyKind('whatsapp', null)).toBe('direct_message');
  expect(usualReplyKind('youtube', 'direct_message')).toBe('public_reply');
});
