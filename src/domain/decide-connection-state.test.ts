import { expect, it } from 'vitest';
import { decideCarriers, decideConnectionState, type UserTold } from './decide-connection-state.ts';
import { decideConsequences } from './decide-consequences.ts';
import type { ToldToken } from './token-state.ts';

const told = (state: ToldToken['state'], more: Partial<ToldToken> = {}): ToldToken => ({
  state,
  cause: null,
  fact: null,
  remedy: null,
  expiresAt: null,
  ...more,
});
const user = (name: string, is: ToldToken, isDefault = false): UserTold => ({ name, isDefault, told: is });

const ines = user('Ines', told('connected'), true);
const revoked = told('reconnect_needed', {
  cause: 'revoked',
  fact: 'It was revoked.',
  remedy: 'Connect again.',
});
const deadInes = user('Ines', revoked, true);
const jonas = user('Jonas', told('connected'));
const soon = user('Priya', told('expiring_soon', { cause: 'ip_restricted' }));

it.each<[string, UserTold[], boolean, Partial<ToldToken>, string[]]>([
  ['that of the default token', [ines, soon], true, { state: 'connected', fact: null }, ['Ines']],
  [
    'that of who stands in, and why',
    [deadInes, jonas],
    true,
    {
      state: 'connected',
      cause: 'revoked',
      fact: 'It was revoked. Jonas stands in.',
      remedy: 'Connect again.',
    },
    ['Jonas'],
  ],
  [
    'that of the soundest',
    [deadInes, soon, jonas],
    true,
    { fact: 'It was revoked. Jonas stands in.' },
    ['Priya', 'Jonas'],
  ],
  [
    'over when nobody may stand in',
    [deadInes, jonas],
    false,
    { state: 'reconnect_needed', cause: 'revoked' },
    [],
  ],
  ['over when all are', [deadInes, user('Jonas', revoked)], true, { state: 'reconnect_needed' }, []],
  [
    'about the connection when all have left it',
    [
      user(
        'Ines',
        told('reconnect_needed', { cause: 'disconnected', fact: 'This user was disconnected.' }),
        true,
      ),
    ],
    true,
    { state: 'reconnect_needed', fact: 'Nobody is connected to this org any more.' },
    [],
  ],
  ['over when nobody is there', [], true, { state: 'reconnect_needed', cause: 'disconnected' }, []],
  ['locked with its org', [user('Ines', told('org_locked'), true)], true, { state: 'org_locked' }, ['Ines']],
])('is %s', (_, users, standIns, expected, carriers) => {
  expect(decideConnectionState(users, standIns)).toMatchObject(expected);
  expect(decideCarriers(users, standIns).map(({ name }) => name)).toEqual(carriers);
});

it.each<[ToldToken['state'], number]>([
  ['connected', 0],
  ['expiring_soon', 0],
  ['org_locked', 0],
  ['expired', 4],
  ['reconnect_needed', 4],
  ['wrong_org', 4],
])('has consequences when it is over: %s', (state, count) => {
  expect(decideConsequences(told(state))).toHaveLength(count);
});
