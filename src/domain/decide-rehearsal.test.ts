import { expect, it } from 'vitest';
import { decideRehearsal, type RehearsalFacts, type RehearsedUser } from './decide-rehearsal.ts';

const user = (name: string, more: Partial<RehearsedUser> = {}): RehearsedUser => ({
  name,
  agent: { id: `agent_${name}`, name },
  isDefault: false,
  alive: true,
  seesAllCases: false,
  ...more,
});
const ines = user('Ines', { isDefault: true, seesAllCases: true });
const jonas = user('Jonas');
const priya = user('Priya', { seesAllCases: true });

const DEAD = [
  'no_stand_in',
  'work_waits',
  'no_new_cases',
  'status_sync_paused',
  'sync_type_locked',
  'record_types_hidden',
  'events_stop',
  'existing_unaffected',
];

it.each<[string, Partial<RehearsalFacts>, string[]]>([
  ['nobody else is connected', { users: [ines] }, DEAD],
  ['nobody may stand in', { users: [ines, jonas], standIns: false }, DEAD],
  ['the other one is dead', { users: [ines, user('Jonas', { alive: false })] }, DEAD],
  ['one stands in', { users: [ines, jonas] }, ['stand_in', 'events_slower', 'existing_unaffected']],
  [
    'two do, and the second hears',
    { users: [ines, jonas, priya] },
    ['stand_in', 'next_stand_in', 'events_go_on', 'existing_unaffected'],
  ],
  [
    'it is so already',
    { users: [{ ...ines, alive: false }, priya] },
    ['already_over', 'stand_in', 'events_go_on', 'existing_unaffected'],
  ],
  [
    'more stand in than were asked, and none of these hears',
    { users: [ines, jonas, user('Noor', { seesAllCases: null })] },
    ['stand_in', 'next_stand_in', 'events_unsure', 'existing_unaffected'],
  ],
  ['nobody was ever connected', { users: [] }, ['already_over', ...DEAD]],
])('says what happens when %s', (_, facts, codes) => {
  const lines = decideRehearsal({ users: [], standIns: true, linkedCases: 3, syncedCases: 2, ...facts });

  expect(lines.map(({ code }) => code)).toEqual(codes);
});

it('says how many were not asked', () => {
  const users = [ines, jonas, ...['A', 'B'].map((name) => user(name, { seesAllCases: null }))];
  const lines = decideRehearsal({ users, standIns: true, linkedCases: 1, syncedCases: 1 });

  expect(lines.find(({ code }) => code === 'events_unsure')?.fact).toMatch(
    /the first 1 .*; 2 more were not asked/,
  );
});

it('names who stands in, who hears, and how much waits', () => {
  const alone = decideRehearsal({ users: [ines], standIns: true, linkedCases: 1, syncedCases: 2 });
  const held = decideRehearsal({
    users: [ines, jonas, priya],
    standIns: true,
    linkedCases: 7,
    syncedCases: 7,
  });

  expect(alone.find(({ code }) => code === 'work_waits')?.fact).toContain(
    '1 case and the statuses of 2 cases',
  );
  expect(held.find(({ code }) => code === 'stand_in')).toMatchObject({ who: { name: 'Jonas' } });
  expect(held.find(({ code }) => code === 'events_go_on')).toMatchObject({ who: { name: 'Priya' } });
});
