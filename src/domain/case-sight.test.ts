import { expect, test } from 'vitest';
import { isInSight } from './case-sight.ts';

test.each([
  ['one’s own', 'me', 'open', true],
  ['nobody’s', null, 'new', true],
  ['another’s', 'other', 'open', false],
  ['another’s that is done', 'other', 'done', false],
  ['another’s that is spam', 'other', 'spam', true],
] as const)('a case that is %s', (_name, assigneeId, status, seen) => {
  expect(isInSight('me', { assigneeId, status })).toBe(seen);
});
