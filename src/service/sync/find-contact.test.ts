import { expect, it } from 'vitest';
import { findContact } from './find-contact.ts';
import type { SalesforcePort } from './ports.ts';

const question = {
  accountId: 'acct_1',
  connectionId: 'conn_1',
  actingAgentId: null,
  fallback: 'default',
  hasPersonAccounts: true,
} as const;
const contact = (Id: string, more: object = {}) => ({
  Id,
  Name: 'Mara Berg',
  Email: null,
  Phone: null,
  AccountId: '001000000000001AAA',
  Account: { Name: 'Mara Berg' },
  IsPersonAccount: true,
  IsDeleted: false,
  MasterRecordId: null,
  ...more,
});

/** An org that answers each query by the first pattern it holds. */
function org(answers: [pattern: RegExp, records: object[]][]): Pick<SalesforcePort, 'call'> {
  return {
    async call({ path }) {
      const query = decodeURIComponent(path);
      const records = answers.find(([pattern]) => pattern.test(query))?.[1] ?? [];
      const tokenOwner = { salesforceUserId: '005', displayName: 'Ines', username: 'i', agentId: null };
      return { kind: 'answered', status: 200, body: { records }, headers: {}, tokenOwner };
    },
  };
}
const lost = contact('003000000000001AAA', { IsDeleted: true });

it('follows the account of a person whose contact names no master itself', async () => {
  const port = org([
    [/FROM Contact WHERE Id = '003000000000001AAA'/, [lost]],
    [/FROM Account WHERE Id = '001000000000001AAA'/, [{ MasterRecordId: '001000000000002AAA' }]],
    [/AccountId = '001000000000002AAA' AND IsPersonAccount = true/, [{ Id: '003000000000002AAA' }]],
    [
      /FROM Contact WHERE Id = '003000000000002AAA'/,
      [contact('003000000000002AAA', { AccountId: '001000000000002AAA' })],
    ],
  ]);

  expect(await findContact(port, question, '003000000000001AAA')).toEqual({
    kind: 'there',
    contact: {
      id: '003000000000002AAA',
      name: 'Mara Berg',
      email: null,
      phone: null,
      accountName: null,
      personAccountId: '001000000000002AAA',
    },
  });
});

it('takes a contact for deleted whose account was not merged', async () => {
  const port = org([
    [/FROM Contact WHERE Id/, [lost]],
    [/FROM Account WHERE Id/, [{ MasterRecordId: null }]],
  ]);

  expect(await findContact(port, question, '003000000000001AAA')).toEqual({ kind: 'deleted' });
});
