import { expect, test } from 'vitest';
import { ownList } from './own-list.ts';

const moved = (caseId: string, assigneeId: string | null) => ({
  accountId: 'acct_1',
  caseId,
  seq: 1,
  assigneeId,
});

test('a list changes with its own cases, with one that comes and once with one that goes', () => {
  const changes = ownList('agent_1', ['case_1']);
  expect(changes(moved('case_1', 'agent_1'))).toBe(true);
  expect(changes(moved('case_2', 'agent_2'))).toBe(false);
  expect(changes(moved('case_2', 'agent_1'))).toBe(true);
  expect(changes(moved('case_2', null))).toBe(true);
  expect(changes(moved('case_2', 'agent_2'))).toBe(false);
});
