import { expect, test } from 'vitest';
import { askVisible, visibleOf } from './ask-visible.ts';
import type { SalesforceOutcome } from './ports.ts';

const tokenOwner = { salesforceUserId: '005', username: 'jonas', displayName: 'Jonas', agentId: null };
const refused = (message: string, code = 'INVALID_FIELD'): SalesforceOutcome => ({
  kind: 'refused',
  status: 400,
  errors: [{ code, message, fields: [] }],
  tokenOwner,
  class: 'config',
});
const answered: SalesforceOutcome = { kind: 'answered', status: 200, body: {}, headers: {}, tokenOwner };

test('asks again without each field that is refused, in both wordings of Salesforce', async () => {
  const asked: string[][] = [];
  const outcome = await askVisible(async (unseen) => {
    asked.push([...unseen]);
    if (!unseen.has('Phone'))
      return refused(
        "\nSELECT Id, Phone\n           ^\nERROR at Row:1:Column:12\nNo such column 'Phone' on entity 'Contact'. If you",
      );
    return unseen.has('Account')
      ? answered
      : refused("Didn't understand relationship 'Account' in field path.");
  });
  expect(outcome).toBe(answered);
  expect(asked).toEqual([[], ['Phone'], ['Phone', 'Account']]);
});

test('leaves every other refusal, and one that goes on, as it is', async () => {
  const other = refused('Insufficient rights', 'INSUFFICIENT_ACCESS');
  expect(await askVisible(async () => other)).toBe(other);
  let times = 0;
  const again = refused("No such column 'Phone' on sobject of type Contact");
  const stubborn = await askVisible(async () => {
    times += 1;
    return again;
  });
  expect([stubborn, times]).toEqual([again, 2]);
});

test('says nothing where nothing is left to ask for', async () => {
  const left = (unseen: ReadonlySet<string>) =>
    unseen.size > 0 ? null : Promise.resolve(refused("No such column 'Email' on entity 'Contact'"));
  expect(await askVisible(left)).toBeNull();
});

test('leaves out a field, and what is reached through a relationship', () => {
  const unseen = new Set(['Phone', 'Account']);
  expect(visibleOf(['Id', 'Phone', 'AccountId', 'Account.Name'], unseen)).toEqual(['Id', 'AccountId']);
});
