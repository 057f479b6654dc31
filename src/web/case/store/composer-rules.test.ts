import { expect, test } from 'vitest';
import { ME, message, OTHER, summary } from '../../clients/testing/fake-care.ts';
import type { CaseSummary } from './case-types.ts';
import { composerLock, startingMode } from './composer-rules.ts';

const all = ['public_reply', 'comment', 'direct_message'] as const;

test.each([
  ['privately after a direct message', 'direct_message', all, 'direct_message'],
  ['publicly after a comment', 'comment', all, 'public_reply'],
  ['privately where there is nothing else', 'public_reply', ['direct_message'], 'direct_message'],
] as const)('a conversation is answered %s', (_name, kind, replyKinds, expected) => {
  const entries = [message(1, { kind }), message(2, { direction: 'outgoing', kind: 'comment' })];
  expect(startingMode({ entries, replyKinds })).toBe(expected);
});

test.each<[string, Partial<CaseSummary>, RegExp | null, 'assign' | 'reopen' | null]>([
  ['mine', { assignee: ME }, null, null],
  ['somebody else’s', { assignee: OTHER }, /^Another person has been assigned to the case\./, 'assign'],
  ['nobody’s', { assignee: null }, /^Nobody is assigned/, 'assign'],
  ['done', { assignee: ME, status: 'done' }, /done/, 'reopen'],
  ['spam', { assignee: OTHER, status: 'spam' }, /spam/, 'reopen'],
])('a case that is %s takes a reply or says why not', (_name, change, text, remedy) => {
  const lock = composerLock({ summary: summary(change), me: ME });
  if (text === null) expect(lock).toBeNull();
  else {
    expect(lock?.text).toMatch(text);
    expect(lock?.remedy).toBe(remedy);
  }
});
