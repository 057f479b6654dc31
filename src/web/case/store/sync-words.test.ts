import { expect, test } from 'vitest';
import { summary } from '../../clients/testing/fake-care.ts';
import type { EscalationShape } from './case-types.ts';
import type { Freshness } from './freshness-slice.ts';
import { syncWords } from './sync-words.ts';

const escalation = (change: Partial<EscalationShape>): EscalationShape => ({
  id: 'esc_1',
  state: 'created',
  object: 'Case',
  recordId: '500000000000001AAA',
  number: '00001001',
  url: null,
  status: 'Working',
  sync: 'in_step',
  waiting: 0,
  reason: null,
  createdAt: '2026-11-20T10:00:00.000Z',
  createdBy: null,
  actedAs: null,
  actedAsBecause: null,
  undoUntil: null,
  undone: null,
  byRule: null,
  contactMissing: false,
  ...change,
});
const live: Freshness = { status: 'live' };

test.each<[string, Freshness, Partial<EscalationShape> | null, string, RegExp]>([
  ['no Salesforce case', live, null, 'neutral', /^Not in Salesforce yet$/],
  ['in step', live, {}, 'success', /^In step/],
  [
    'a lead, of which nothing is kept in step',
    live,
    { object: 'Lead', reason: 'The lead stands alone' },
    'success',
    /^The lead stands alone$/,
  ],
  ['a lead on its way', live, { object: 'Lead', state: 'requested' }, 'info', /^Being created/],
  ['one change on its way', live, { sync: 'waiting', waiting: 1 }, 'info', /^Sending 1 change/],
  [
    'changes that wait',
    live,
    { sync: 'waiting', waiting: 3, reason: 'over the limit' },
    'info',
    /3 .*over the limit/,
  ],
  ['paused', live, { sync: 'paused', reason: 'signed out' }, 'warning', /signed out/],
  ['parked', live, { sync: 'parked', reason: 'a rule' }, 'danger', /a rule/],
  ['refused at birth', live, { state: 'failed', reason: 'no right' }, 'danger', /no right/],
  ['deleted there', live, { state: 'gone' }, 'neutral', /^Deleted/],
  [
    'Care away, whatever Salesforce does',
    { status: 'lost', since: 'x' },
    {},
    'warning',
    /^Care can’t be reached$/,
  ],
])('%s', (_name, freshness, change, tone, text) => {
  const words = syncWords({ freshness, summary: summary({ escalation: change && escalation(change) }) });
  expect(words.tone).toBe(tone);
  expect(words.text).toMatch(text);
});
