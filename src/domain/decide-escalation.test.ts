import { expect, test } from 'vitest';
import { DOCUMENTED_RULES, decideEscalation, type EscalationQuestion } from './decide-escalation.ts';

const ready: EscalationQuestion = {
  object: 'Case',
  connection: { state: 'connected' },
  contactLinked: true,
  lastCustomerMessageAt: '2026-01-01T12:00:00.000Z',
  now: '2026-01-02T12:00:00.000Z',
  standing: 0,
  another: false,
  rules: DOCUMENTED_RULES,
};

test.each<[string, Partial<EscalationQuestion>, string | null]>([
  ['a linked customer who wrote yesterday', {}, null],
  ['no org', { connection: null }, 'SALESFORCE_NOT_CONNECTED'],
  ['a dead connection', { connection: { state: 'reconnect_needed' } }, 'SALESFORCE_RECONNECT_NEEDED'],
  ['a case that is there', { standing: 1 }, 'ALREADY_ESCALATED'],
  ['another one on purpose', { standing: 1, another: true }, null],
  ['no contact', { contactLinked: false }, 'CONTACT_LINK_REQUIRED'],
  ['a lead without a contact', { object: 'Lead', contactLinked: false }, null],
  ['a millisecond under ninety days', { now: '2026-04-01T11:59:59.999Z' }, null],
  ['ninety days to the millisecond', { now: '2026-04-01T12:00:00.000Z' }, 'CUSTOMER_SILENT_90_DAYS'],
  ['a customer who never wrote', { lastCustomerMessageAt: null }, 'CUSTOMER_SILENT_90_DAYS'],
  [
    'no contact where none is asked for',
    { contactLinked: false, rules: { contactRequired: false, silentDays: 90 } },
    null,
  ],
  [
    'a day where a day is too long',
    { rules: { contactRequired: true, silentDays: 1 } },
    'CUSTOMER_SILENT_90_DAYS',
  ],
  [
    'years where none are too long',
    { now: '2029-01-01T00:00:00.000Z', rules: { contactRequired: true, silentDays: null } },
    null,
  ],
])('%s: %s', (_what, over, expected) => {
  expect(decideEscalation({ ...ready, ...over })).toBe(expected);
});
