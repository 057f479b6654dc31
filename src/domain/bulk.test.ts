import { expect, test } from 'vitest';
import { bulkJobState, bulkRowState, countBulkRows } from './bulk.ts';
import { decideBulkReadiness } from './decide-bulk-readiness.ts';
import { refusal, warning } from './preflight/verdict.ts';

test.each([
  ['waiting', null, 'waiting'],
  ['waiting', 'failed', 'waiting'],
  ['sent', 'requested', 'sending'],
  ['sent', 'created', 'created'],
  ['sent', 'gone', 'created'],
  ['sent', 'failed', 'refused'],
  ['found', 'requested', 'found'],
  ['sent', 'undoing', 'created'],
  ['sent', 'undone', 'undone'],
  ['found', 'undone', 'undone'],
  ['refused', 'undone', 'refused'],
  ['refused', null, 'refused'],
  ['canceled', null, 'canceled'],
] as const)('a row that is %s with an escalation %s shows as %s', (row, escalation, shown) => {
  expect(bulkRowState({ row, escalation })).toBe(shown);
});

test.each([
  [{ waiting: 1, sending: 0 }, { canceled: false, held: false }, 'running'],
  [{ waiting: 1, sending: 1 }, { canceled: false, held: true }, 'held'],
  [{ waiting: 0, sending: 1 }, { canceled: false, held: false }, 'running'],
  [{ waiting: 0, sending: 1 }, { canceled: true, held: false }, 'canceling'],
  [{ waiting: 0, sending: 0 }, { canceled: true, held: false }, 'canceled'],
  [{ waiting: 0, sending: 0 }, { canceled: false, held: true }, 'done'],
  // Refused cases of a canceled job that are tried again.
  [{ waiting: 1, sending: 0 }, { canceled: true, held: false }, 'running'],
] as const)('a job with %o and %o is %s', (counts, facts, state) => {
  expect(bulkJobState(counts, facts)).toBe(state);
});

test('counts every state, those nothing is in as well', () => {
  expect(
    countBulkRows([
      { row: 'sent', escalation: 'created', count: 1 },
      { row: 'sent', escalation: 'gone', count: 1 },
      { row: 'sent', escalation: 'failed', count: 1 },
    ]),
  ).toEqual({
    waiting: 0,
    sending: 0,
    created: 2,
    found: 0,
    refused: 1,
    canceled: 0,
    undone: 0,
  });
});

const labelOf = (field: string) => `Label of ${field}`;

test('what stands there already is found, whatever else is said of it', () => {
  const there = { code: 'ALREADY_ESCALATED', fact: 'It stands there.', remedy: 'Open it.' };
  expect(decideBulkReadiness(there, [refusal('A', 'REQUIRED', 'x', 'y')], labelOf)).toEqual({
    kind: 'found',
  });
});

test('what Care asks for comes before what the org does', () => {
  const silent = { code: 'CUSTOMER_SILENT_90_DAYS', fact: 'Long ago.', remedy: 'Wait.' };
  expect(decideBulkReadiness(silent, [refusal('A', 'REQUIRED', 'x', 'y')], labelOf)).toEqual({
    kind: 'blocked',
    reason: silent,
  });
});

test('names every required field that is empty', () => {
  const verdicts = [
    warning('C', 'VALIDATION_RULE', 'May be refused.', 'Look.'),
    refusal('A', 'REQUIRED', 'A is required.', 'Fill it in.'),
    refusal('B', 'REQUIRED', 'B is required.', 'Fill it in.'),
  ];
  expect(decideBulkReadiness(null, verdicts, labelOf)).toMatchObject({
    kind: 'blocked',
    reason: { code: 'REQUIRED', fact: 'Salesforce requires Label of A, Label of B.' },
  });
});

test('what is only likely to be refused can go, with the warning', () => {
  const likely = warning(null, 'VALIDATION_RULE', 'Not before noon.', 'The rule Never refuses it.');
  expect(decideBulkReadiness(null, [likely], labelOf)).toEqual({
    kind: 'ready',
    warnings: [{ code: 'VALIDATION_RULE', fact: 'Not before noon.', remedy: 'The rule Never refuses it.' }],
  });
});
