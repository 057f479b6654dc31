import { expect, test } from 'vitest';
import {
  type CommunityDecision,
  type CommunityRecordQuestion,
  decideCommunityRecord,
} from './decide-community-record.ts';

const ready: CommunityRecordQuestion = {
  connection: { state: 'connected' },
  records: [],
  another: false,
};
const record = (id: string, state: 'requested' | 'created' | 'failed') => ({ id, state });
const refused = (code: string) => ({ kind: 'refused', code }) as CommunityDecision;
const again = (recordId: string): CommunityDecision => ({ kind: 'again', recordId });

test.each<[string, Partial<CommunityRecordQuestion>, CommunityDecision]>([
  ['a message nobody has made anything of', {}, { kind: 'new' }],
  ['no org', { connection: null }, refused('SALESFORCE_NOT_CONNECTED')],
  [
    'a dead connection',
    { connection: { state: 'reconnect_needed' } },
    refused('SALESFORCE_RECONNECT_NEEDED'),
  ],
  ['a record that is there', { records: [record('a', 'created')] }, refused('ALREADY_ESCALATED')],
  ['another on purpose', { records: [record('a', 'created')], another: true }, { kind: 'new' }],
  ['one under way', { records: [record('a', 'requested')] }, again('a')],
  ['one that Salesforce refused', { records: [record('a', 'failed')] }, again('a')],
  [
    'another on purpose that is under way',
    { records: [record('a', 'created'), record('b', 'requested')], another: true },
    again('b'),
  ],
  [
    'one under way beside one that is there',
    { records: [record('a', 'requested'), record('b', 'created')] },
    refused('ALREADY_ESCALATED'),
  ],
])('%s', (_what, over, expected) => {
  expect(decideCommunityRecord({ ...ready, ...over })).toEqual(expected);
});
