import { expect, test } from 'vitest';
import { CARE, mapped } from '../testing/made-up-mapping.ts';
import { backOf, backwards, settable } from './back-values.ts';

const status = mapped('Status', {
  kind: 'variable',
  data: 'case_status',
  values: { on_hold: 'Working', open: 'Working', done: 'Closed' },
  otherwise: 'New',
});

test('a mapping is read backwards until somebody says otherwise, the first of a case’s life for several', () => {
  expect(backOf(status, CARE)).toEqual({
    data: 'case_status',
    values: { Working: 'open', Closed: 'done' },
  });
  const back = { data: 'case_priority', values: { Escalated: 'urgent' } };
  expect(backOf({ ...status, back }, CARE)).toEqual(back);
});

test('what is mapped from something else sets nothing by itself', () => {
  expect(backwards(status, 'case_priority', CARE)).toEqual({ data: 'case_priority', values: {} });
  expect(backOf(mapped('Status', { kind: 'fixed', value: 'New' }), CARE)).toEqual({
    data: 'case_status',
    values: {},
  });
});

test('Salesforce may set the status and the priority, and nothing the platform says', () => {
  expect(settable(CARE).map(({ key }) => key)).toEqual(['case_status', 'case_priority']);
});
