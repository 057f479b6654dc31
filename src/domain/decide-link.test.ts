import { expect, test } from 'vitest';
import { decideLink, type LinkQuestion, type StandingEscalation } from './decide-link.ts';

const here = { id: 'esc_1', caseId: 'case_1', recordId: '500A' };
const ask = (standing: StandingEscalation[], more: Partial<LinkQuestion> = {}) =>
  decideLink({
    connection: { state: 'connected' },
    caseId: 'case_1',
    recordId: '500A',
    standing,
    ...more,
  });

test('a case and a record that know nothing of each other are linked', () => {
  expect(ask([])).toEqual({ kind: 'link' });
});

test('what is linked already stays as it is, also while the org cannot be written to', () => {
  const linked = { kind: 'linked', escalationId: 'esc_1' };
  expect(ask([here])).toEqual(linked);
  expect(ask([here], { connection: { state: 'reconnect_needed' } })).toEqual(linked);
});

test.each<[string, StandingEscalation[], Partial<LinkQuestion>, string]>([
  ['a case with another record', [{ ...here, recordId: '500B' }], {}, 'CASE_ALREADY_LINKED'],
  ['a case whose record is being created', [{ ...here, recordId: null }], {}, 'CASE_ALREADY_LINKED'],
  ['a record with another case', [{ ...here, caseId: 'case_2' }], {}, 'RECORD_ALREADY_LINKED'],
  ['a dead connection', [], { connection: { state: 'reconnect_needed' } }, 'SALESFORCE_RECONNECT_NEEDED'],
])('%s is refused', (_name, standing, more, code) => {
  expect(ask(standing, more)).toMatchObject({ kind: 'refused', refusal: { code } });
});
