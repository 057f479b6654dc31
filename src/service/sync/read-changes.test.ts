import { expect, test } from 'vitest';
import { DEFAULT_STATUS_MAP } from '../../domain/status-map.ts';
import type { FoundEscalation, RecordChange } from './inbound-ports.ts';
import { readChanges } from './read-changes.ts';

const KEY = 'acc:escalation:1';
const undone: Omit<FoundEscalation, 'mayComeLate'> = {
  id: 'esc_1',
  recordId: null,
  key: KEY,
  object: 'Case',
  state: 'undone',
  known: {
    careStatus: 'open',
    statusSync: 'bidirectional',
    statusMap: DEFAULT_STATUS_MAP,
    issuedVersion: 1,
    knownStatus: null,
    knownVersion: null,
    knownAt: null,
    writePending: false,
  },
};

const notAsked = () => Promise.reject(new Error('Salesforce is not asked.'));

/** What a new record with that key means. */
async function newsOfNew(mayComeLate: boolean) {
  const change: RecordChange = {
    entity: 'Case',
    changeType: 'CREATE',
    recordIds: ['500000000000001AAA'],
    changedFields: [],
    committedAt: '2026-01-01T10:00:00.000Z',
    fields: { Care_Escalation_Id__c: KEY },
  };
  const found = [{ ...undone, mayComeLate }];
  const ports = { findEscalations: () => Promise.resolve(found) };
  const port = { call: notAsked, accessFor: notAsked };
  const source = { ports, port, accountId: 'acc', connectionId: 'con' };
  const { news } = await readChanges(source, [change]);
  return news;
}

test('has a record looked for that comes although its escalation is taken back', async () => {
  expect(await newsOfNew(true)).toEqual([{ kind: 'late', escalationId: 'esc_1' }]);
  expect(await newsOfNew(false)).toEqual([]);
});
