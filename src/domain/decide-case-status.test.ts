import { expect, test } from 'vitest';
import type { CaseStatus } from './case.ts';
import { type CaseHappening, decideCaseForMessage, decideCaseStatus } from './decide-case-status.ts';

const moves: [name: string, from: CaseStatus, assigned: boolean, happening: CaseHappening, to: CaseStatus][] =
  [
    ['assigning a new case opens it', 'new', false, { type: 'assigned' }, 'open'],
    ['assigning a pending case leaves it pending', 'pending', true, { type: 'assigned' }, 'pending'],
    ['unassigning an open case makes it new', 'open', true, { type: 'unassigned' }, 'new'],
    ['unassigning a done case leaves it done', 'done', true, { type: 'unassigned' }, 'done'],
    ['a customer’s answer opens a pending case', 'pending', true, { type: 'customer_wrote' }, 'open'],
    ['a customer’s message leaves a case on hold', 'on_hold', true, { type: 'customer_wrote' }, 'on_hold'],
    ['a customer’s message leaves a new case new', 'new', false, { type: 'customer_wrote' }, 'new'],
    ['a customer reopens an assigned done case as open', 'done', true, { type: 'customer_wrote' }, 'open'],
    ['a customer reopens an unassigned done case as new', 'done', false, { type: 'customer_wrote' }, 'new'],
    ['a reply alone moves nothing', 'open', true, { type: 'replied', thenStatus: null }, 'open'],
    ['a reply may set pending', 'open', true, { type: 'replied', thenStatus: 'pending' }, 'pending'],
    ['a person may set any status', 'spam', false, { type: 'set', status: 'open' }, 'open'],
  ];

test.each(moves)('%s', (_name, from, assigned, happening, to) => {
  expect(decideCaseStatus(from, assigned, happening)).toBe(to);
});

const DONE_AT = '2026-11-01T12:00:00.000Z';
const belongs: [
  name: string,
  latest: Parameters<typeof decideCaseForMessage>[0],
  now: string,
  expected: string,
][] = [
  ['the first message starts a case', null, DONE_AT, 'create'],
  ['an open case is joined', { status: 'on_hold', doneAt: null }, DONE_AT, 'join'],
  ['a case done a moment ago is reopened', { status: 'done', doneAt: DONE_AT }, DONE_AT, 'reopen'],
  [
    'the last moment of grace still reopens',
    { status: 'done', doneAt: DONE_AT },
    '2026-11-06T12:00:00.000Z',
    'reopen',
  ],
  [
    'after grace a new case starts',
    { status: 'done', doneAt: DONE_AT },
    '2026-11-06T12:00:00.001Z',
    'create',
  ],
  ['spam has no grace', { status: 'spam', doneAt: null }, DONE_AT, 'create'],
];

test.each(belongs)('%s', (_name, latest, now, expected) => {
  expect(decideCaseForMessage(latest, now, 5)).toBe(expected);
});
