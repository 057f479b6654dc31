import { expect, it } from 'vitest';
import type { ConnectedUser } from './connection.ts';
import {
  becauseOf,
  becauseToYou,
  decideRecordWriter,
  TOKEN_GAPS,
  type TokenGap,
  type WriterWish,
} from './decide-record-writer.ts';
import { connectedUser as user } from './testing/connected-user.ts';

const boss = user('boss', { isDefault: true });
const deadBoss = user('boss', { isDefault: true, state: 'reconnect_needed' });
const ann = user('ann');
const deadAnn = user('ann', { state: 'reconnect_needed' });
const bob = user('bob');

const closed: Partial<WriterWish> = { mayWrite: false };
const noStandIns: Partial<WriterWish> = { standIns: false };

it.each<[string, ConnectedUser[], Partial<WriterWish>, [string, TokenGap | null] | null]>([
  ['the agent’s own where it may', [ann, boss], {}, ['ann', null]],
  ['the agent’s own where the org could not be asked', [ann, boss], { mayWrite: null }, ['ann', null]],
  ['the default where they are not connected', [bob, boss], {}, ['boss', 'not_connected']],
  ['the default where theirs has ended', [deadAnn, boss], {}, ['boss', 'ended']],
  ['the default where theirs may not write it', [ann, boss], closed, ['boss', 'may_not_write']],
  ['their own as the default, whatever it may', [user('ann', { isDefault: true })], closed, ['ann', null]],
  ['their own with a dead default', [deadBoss, ann], {}, ['ann', null]],
  ['a stand-in with a dead default', [deadBoss, deadAnn, bob], {}, ['bob', 'ended']],
  ['nobody where none may stand in', [deadBoss, bob], noStandIns, null],
  ['nobody where nobody is connected', [], {}, null],
])('%s', (_, users, wish, expected) => {
  const writer = decideRecordWriter(users, { agentId: 'agent_ann', standIns: true, mayWrite: true, ...wish });

  expect(writer && [writer.user.id, writer.gap]).toEqual(expected);
});

it.each<[string[], string]>([
  [[], 'all of it'],
  [['Priority'], 'Priority'],
  [['Priority', 'Origin'], 'Priority and Origin'],
  [['Care’s fields', 'Priority', 'Origin'], 'Care’s fields, Priority and Origin'],
  [['A', 'B', 'C', 'D'], 'A, B and 2 more fields'],
])('names what may not be written: %j', (names, words) => {
  expect(becauseToYou('may_not_write', names)).toBe(`your user in Salesforce may not write ${words}`);
});

it.each(TOKEN_GAPS)('says of %s to the agent and of the agent', (gap) => {
  expect(becauseToYou(gap, [])).toMatch(/\byour?\b/);
  expect(becauseOf(gap, 'Ann')).toContain('Ann');
});
