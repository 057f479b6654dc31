import type { CommunityMessageShape, CommunityRecordShape } from '../../../../api/community.ts';
import { ME } from '../../../clients/testing/fake-care.ts';

const AT = '2026-11-20T09:00:00.000Z';

/** A message nothing has been made of yet. */
export const madeUpMessage = (change: Partial<CommunityMessageShape> = {}): CommunityMessageShape => ({
  id: 'cmsg_01934f00-0000-7000-8000-000000000001',
  profile: { id: 'prof_1', platform: 'x', handle: 'acme', name: 'Acme' },
  author: { name: 'Maya Lindqvist', handle: '@maya' },
  kind: 'comment',
  text: 'Torn seam',
  sentAt: AT,
  records: [],
  attachments: [],
  permalink: null,
  receivedAt: AT,
  ...change,
});

/** A case that was made of it. */
export const madeUpRecord = (change: Partial<CommunityRecordShape> = {}): CommunityRecordShape => ({
  id: 'crec_1',
  object: 'Case',
  state: 'created',
  recordId: '500000000000001AAA',
  number: '00001001',
  url: 'https://acme.example/r/1',
  reason: null,
  connectionId: 'conn_1',
  createdAt: AT,
  createdBy: ME,
  actedAs: 'Integration',
  ...change,
});
