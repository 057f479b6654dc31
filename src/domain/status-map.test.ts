import { expect, test } from 'vitest';
import { CASE_STATUSES, type CaseStatus } from './case.ts';
import { decideCareStatus, imageOf } from './status-map.ts';

test.each<[CaseStatus, string]>([
  ['new', 'New'],
  ['open', 'Working'],
  ['pending', 'Waiting on Customer'],
  ['on_hold', 'Working'],
  ['done', 'Closed'],
  ['spam', 'Closed'],
])('%s shows in Salesforce as %s', (status, image) => {
  expect(imageOf(status)).toBe(image);
});

const back: [salesforce: string, current: CaseStatus, then: CaseStatus | null][] = [
  ['New', 'open', 'new'],
  ['New', 'done', 'new'],
  ['Working', 'new', 'open'],
  ['Working', 'pending', 'open'],
  ['Working', 'done', 'open'],
  ['Working', 'spam', 'open'],
  ['Working', 'on_hold', null],
  ['Waiting on Customer', 'open', 'pending'],
  ['Waiting on Customer', 'on_hold', 'pending'],
  ['Closed', 'open', 'done'],
  ['Closed', 'on_hold', 'done'],
  ['Closed', 'done', null],
  ['Closed', 'spam', null],
  ['Escalated', 'open', null],
  ['Escalated', 'done', null],
  ['Some status of the org', 'open', null],
  ['constructor', 'open', null],
  ['', 'open', null],
];

test.each(back)('%s, chosen while Care says %s, makes it %s', (salesforce, current, then) => {
  expect(decideCareStatus(salesforce, current)).toBe(then);
});

test('the image of a status never changes it', () => {
  for (const status of CASE_STATUSES) expect(decideCareStatus(imageOf(status), status)).toBeNull();
});
