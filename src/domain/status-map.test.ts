import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASE_STATUSES, type CaseStatus } from './case.ts';
import { defaultMapping } from './mapping/default-mappings.ts';
import { anySalesforceStatus, anyStatusMap } from './mapping/testing/any-status-map.ts';
import {
  buildStatusMap,
  DEFAULT_STATUS_MAP,
  decideCareStatus,
  imageOf,
  isImage,
  statusMapOf,
} from './status-map.ts';

test.each<[CaseStatus, string]>([
  ['new', 'New'],
  ['open', 'Working'],
  ['pending', 'Waiting on Customer'],
  ['on_hold', 'Working'],
  ['done', 'Closed'],
  ['spam', 'Closed'],
])('%s shows in Salesforce as %s', (status, image) => {
  expect(imageOf(status, DEFAULT_STATUS_MAP)).toBe(image);
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
  expect(decideCareStatus(salesforce, current, DEFAULT_STATUS_MAP)).toBe(then);
});

describe('whatever is mapped', () => {
  const anyCareStatus = fc.constantFrom(...CASE_STATUSES);

  test('the image of a status never changes it', () => {
    fc.assert(
      fc.property(anyStatusMap, anyCareStatus, (map, status) => {
        const image = imageOf(status, map);
        if (image !== null) expect(decideCareStatus(image, status, map)).toBeNull();
      }),
    );
  });

  test('what a status makes of a case is shown as that very status, and writes nothing back', () => {
    fc.assert(
      fc.property(anyStatusMap, anyCareStatus, anySalesforceStatus, (map, current, chosen) => {
        const then = decideCareStatus(chosen, current, map);
        if (then === null) return;
        expect(imageOf(then, map)).toBe(chosen);
        expect(decideCareStatus(chosen, then, map)).toBeNull();
      }),
    );
  });

  test('of several that are shown as one, the first is meant, whatever the case was before', () => {
    fc.assert(
      fc.property(anyStatusMap, anySalesforceStatus, (map, chosen) => {
        const means = CASE_STATUSES.flatMap((current) => decideCareStatus(chosen, current, map) ?? []);
        const listed = CASE_STATUSES.filter((status) => map.toCare.get(chosen) === status);
        expect([...new Set(means)].filter((status) => !listed.includes(status))).toEqual([]);
      }),
    );
  });

  test('a status that Care would never write leaves every case as it is', () => {
    fc.assert(
      fc.property(anyStatusMap, anyCareStatus, anySalesforceStatus, (map, current, chosen) => {
        if (!isImage(chosen, map)) expect(decideCareStatus(chosen, current, map)).toBeNull();
      }),
    );
  });
});

test('what all others become is written and means nothing on the way back', () => {
  const map = buildStatusMap({ done: 'Closed' }, 'Working');

  expect([imageOf('open', map), isImage('Working', map)]).toEqual(['Working', true]);
  expect(decideCareStatus('Working', 'done', map)).toBeNull();
  expect(decideCareStatus('Closed', 'open', map)).toBe('done');
});

test('nothing is kept in step where Status is not mapped from the status of the case', () => {
  const fixed = {
    ...defaultMapping('Case').find(({ field }) => field === 'Status')!,
    source: { kind: 'fixed' as const, value: 'New' },
  };

  expect(statusMapOf(defaultMapping('Case'))).toEqual(DEFAULT_STATUS_MAP);
  expect(CASE_STATUSES.map((status) => imageOf(status, statusMapOf([fixed])))).toEqual(
    CASE_STATUSES.map(() => null),
  );
});

describe('what comes back from Salesforce', () => {
  const status = defaultMapping('Case').find(({ field }) => field === 'Status')!;
  const team = {
    kind: 'variable',
    data: 'field_team',
    values: { care: 'New', org: 'Working', both: 'New' },
    otherwise: null,
  } as const;

  test('is what somebody has said, and the status goes out as it is mapped', () => {
    const back = { data: 'case_status', values: { Escalated: 'on_hold', Closed: 'open' } };
    const map = statusMapOf([{ ...status, back }]);
    expect(decideCareStatus('Escalated', 'open', map)).toBe('on_hold');
    expect(decideCareStatus('Working', 'new', map)).toBeNull();
    expect(imageOf('done', map)).toBe('Closed');
    expect(map.sets).toBeNull();
  });

  test('can be a select of the account, and the status of the Care case stays then', () => {
    const map = statusMapOf([{ ...status, source: team }]);
    expect(map.sets).toEqual({ data: 'field_team', values: { New: 'care', Working: 'org' } });
    expect(decideCareStatus('Working', 'new', map)).toBeNull();
    expect(statusMapOf([{ ...status, back: { data: 'case_priority', values: {} } }]).toCare.size).toBe(0);
  });
});
