import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASE_STATUSES } from './case.ts';
import {
  decideInboundStatus,
  type InboundDecision,
  type KnownState,
  type SeenState,
} from './decide-inbound-status.ts';
import { anyStatusMap } from './mapping/testing/any-status-map.ts';
import { DEFAULT_STATUS_MAP } from './status-map.ts';

/** Care is Open; version 3, Working, was written and its arrival is known. */
const known: KnownState = {
  careStatus: 'open',
  statusSync: 'bidirectional',
  statusMap: DEFAULT_STATUS_MAP,
  issuedVersion: 3,
  issuedStatus: 'Working',
  knownStatus: 'Working',
  knownVersion: 3,
  knownAt: null,
  writePending: false,
};
const seen: SeenState = { status: 'Working', version: 3, at: '2026-01-01T10:00:05.000Z' };

type Row = [
  what: string,
  seen: Partial<SeenState>,
  known: Partial<KnownState>,
  expected: Partial<InboundDecision>,
];

const rows: Row[] = [
  ['what is known already is nothing new', {}, {}, { kind: 'known', remember: false }],
  [
    'a status a person chose changes Care',
    { status: 'Waiting on Customer' },
    {},
    { kind: 'change', careStatus: 'pending', remember: true, rewrite: false, raiseTo: null },
  ],
  [
    'a status that sets something else leaves the status of the Care case',
    { status: 'Escalated' },
    {
      statusMap: {
        ...DEFAULT_STATUS_MAP,
        toCare: new Map(),
        sets: { data: 'case_priority', values: { Escalated: 'urgent' } },
      },
    },
    { kind: 'seen', careStatus: null, sets: { data: 'case_priority', value: 'urgent' } },
  ],
  [
    'the echo of a write whose answer was lost is only remembered',
    {},
    { knownVersion: 2, knownStatus: 'New', writePending: true },
    { kind: 'echo', careStatus: null, remember: true, rewrite: false },
  ],
  [
    'a late echo of an older write is stale',
    { version: 2, status: 'New' },
    {},
    { kind: 'stale', remember: false },
  ],
  [
    'what a person chose before our newer write arrived is stale once that stands',
    { version: 2, status: 'Closed' },
    {},
    { kind: 'stale', remember: false },
  ],
  [
    'what a person chose is superseded while a newer state of Care is on its way',
    { version: 3, status: 'Closed' },
    { issuedVersion: 4, writePending: true },
    { kind: 'superseded', remember: false },
  ],
  [
    'what a person chose on top of a write still believed to be under way counts, and is written once more',
    { version: 4, status: 'Closed' },
    { issuedVersion: 4, issuedStatus: 'Working', writePending: true },
    { kind: 'change', careStatus: 'done', remember: true, rewrite: true },
  ],
  [
    'back to the value we wrote, after another one was seen, is a change too',
    { status: 'Working' },
    { careStatus: 'done', knownStatus: 'Closed' },
    { kind: 'change', careStatus: 'open', remember: true },
  ],
  [
    'a value that is not mapped is only remembered',
    { status: 'Escalated' },
    {},
    { kind: 'seen', careStatus: null, remember: true },
  ],
  [
    'the image of the present status is only remembered',
    { status: 'Working' },
    { careStatus: 'on_hold', knownStatus: 'Escalated' },
    { kind: 'seen', careStatus: null, remember: true },
  ],
  [
    'Care stays as it is when statuses are not kept in step',
    { status: 'Closed' },
    { statusSync: 'none' },
    { kind: 'seen', careStatus: null, remember: true, rewrite: false },
  ],
  [
    'a version that was never ours raises our counter',
    { version: 9, status: 'Closed' },
    { issuedStatus: null },
    { kind: 'change', careStatus: 'done', raiseTo: 9 },
  ],
  [
    'an older sight of the same version is stale by the clock of Salesforce',
    { status: 'New', at: '2026-01-01T10:00:03.900Z' },
    { knownStatus: 'Closed', knownAt: '2026-01-01T10:00:05.000Z' },
    { kind: 'stale', remember: false },
  ],
  [
    'two sights within one second are not put in order by the clock',
    { status: 'Closed', at: '2026-01-01T10:00:05.100Z' },
    { knownAt: '2026-01-01T10:00:05.900Z' },
    { kind: 'change', careStatus: 'done' },
  ],
  [
    'a record we never wrote a version to is taken as version 0',
    { version: null, status: 'Closed' },
    { issuedVersion: 0, knownVersion: null, knownStatus: 'Working', issuedStatus: null },
    { kind: 'change', careStatus: 'done', raiseTo: null },
  ],
];

test.each(rows)('%s', (_what, sight, state, expected) => {
  expect(decideInboundStatus({ ...seen, ...sight }, { ...known, ...state })).toMatchObject(expected);
});

describe('whatever is seen', () => {
  const status = fc.constantFrom('New', 'Working', 'Waiting on Customer', 'Closed', 'Escalated', 'Odd');
  const anySeen = fc.record({ status, version: fc.option(fc.nat(6)), at: fc.constant(null) });
  const anyKnown = fc
    .record({
      careStatus: fc.constantFrom(...CASE_STATUSES),
      statusSync: fc.constantFrom('none' as const, 'bidirectional' as const),
      statusMap: anyStatusMap,
      ahead: fc.nat(3),
      issuedStatus: fc.option(status),
      knownStatus: fc.option(status),
      knownVersion: fc.option(fc.nat(6)),
      knownAt: fc.constant(null),
      writePending: fc.boolean(),
    })
    .map(({ ahead, ...rest }): KnownState => ({ ...rest, issuedVersion: (rest.knownVersion ?? 0) + ahead }));

  test('is nothing new the second time', () => {
    fc.assert(
      fc.property(anySeen, anyKnown, (sight, state) => {
        const first = decideInboundStatus(sight, state);
        if (!first.remember) return;
        const after: KnownState = {
          ...state,
          careStatus: first.careStatus ?? state.careStatus,
          knownStatus: sight.status,
          knownVersion: sight.version ?? 0,
          issuedVersion: Math.max(state.issuedVersion, first.raiseTo ?? 0),
        };
        expect(decideInboundStatus(sight, after).kind).toBe('known');
      }),
    );
  });

  test('an older version never replaces a newer one', () => {
    fc.assert(
      fc.property(anySeen, anyKnown, (sight, state) => {
        fc.pre((sight.version ?? 0) < (state.knownVersion ?? 0));
        expect(decideInboundStatus(sight, state)).toMatchObject({ careStatus: null, remember: false });
      }),
    );
  });

  test('Care changes only when statuses are kept in step', () => {
    fc.assert(
      fc.property(anySeen, anyKnown, (sight, state) => {
        const { careStatus } = decideInboundStatus(sight, { ...state, statusSync: 'none' });
        expect(careStatus).toBeNull();
      }),
    );
  });
});
