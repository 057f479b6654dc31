import { expect, it } from 'vitest';
import type { ConnectedUser } from './connection.ts';
import { decideTokens, type TokenWish } from './decide-token.ts';
import { connectedUser as user } from './testing/connected-user.ts';

const boss = user('boss', { isDefault: true });
const deadBoss = user('boss', { isDefault: true, state: 'reconnect_needed' });
const ann = user('ann');
const deadAnn = user('ann', { state: 'reconnect_needed' });
const bob = user('bob');

const own: Partial<TokenWish> = { actingAgentId: 'agent_ann' };
const waits: Partial<TokenWish> = { ...own, fallback: 'none' };
const noStandIns: Partial<TokenWish> = { standIns: false };

it.each<[string, ConnectedUser[], Partial<TokenWish>, string[]]>([
  ['background work starts at the default token', [ann, boss], {}, ['boss']],
  ["the agent's own comes first, the default behind it", [ann, boss], own, ['ann', 'boss']],
  ['an agent who waits is served by their own alone', [ann, boss], waits, ['ann']],
  ['without one of their own it is the default, always', [bob, boss], waits, ['boss']],
  ['with a dead one of their own too', [deadAnn, boss], waits, ['boss']],
  ['the default being their own is tried once', [boss], { actingAgentId: 'agent_boss' }, ['boss']],
  ['others stand in for a dead default', [deadBoss, ann, bob], {}, ['ann', 'bob']],
  ['but nobody is tried twice', [deadBoss, ann, bob], own, ['ann', 'bob']],
  ['unless the account does not want it', [deadBoss, ann], noStandIns, []],
  ["then the agent's own still works", [deadBoss, ann, bob], { ...own, ...noStandIns }, ['ann']],
  ['all dead: it waits', [deadBoss, deadAnn], own, []],
  ['nobody connected: it waits', [], own, []],
])('%s', (_, users, wish, expected) => {
  const decided = decideTokens(users, { actingAgentId: null, fallback: 'default', standIns: true, ...wish });

  expect(decided.map((each) => each.id)).toEqual(expected);
});
