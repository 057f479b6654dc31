import { NOTHING_OF_ITS_OWN } from '../../case-field.ts';
import type { CareFacts, SpokenMessage } from '../care-facts.ts';
import type { FieldSource, MappedField } from '../mapped-field.ts';
import type { PicklistOption, SchemaField } from '../schema.ts';

const said = (text: string, sentAt: string, more: Partial<SpokenMessage> = {}): SpokenMessage => ({
  direction: 'incoming',
  kind: 'comment',
  authorName: 'Mara Lindqvist',
  authorHandle: '@mara',
  text,
  permalink: 'https://x.example/1',
  sentiment: null,
  language: null,
  sentAt,
  ...more,
});

const first = said('Where is\n my order?', '2026-11-20T18:42:00.250Z');
const latest = said('Still nothing 😞', '2026-11-22T09:30:00.000Z');

export const FACTS: CareFacts = {
  own: NOTHING_OF_ITS_OWN,
  case: {
    id: 'case_1',
    number: 9463,
    url: 'https://care.example/desk/cases/case_1',
    status: 'open',
    priority: 'urgent',
    createdAt: '2026-11-20T18:42:00.250Z',
    lastCustomerMessageAt: '2026-11-22T09:30:00.000Z',
    messageCount: 2,
    assigneeName: null,
    sentiment: null,
    language: null,
    labels: [],
    fields: {},
  },
  profile: { id: 'prof_1', platform: 'x', name: 'Acme Help', handle: '@acme' },
  customer: { name: 'Mara Lindqvist', handle: '@mara', email: 'mara@example.com', phone: null },
  messages: { first, firstOfCustomer: first, latestOfCustomer: latest, latest: [first, latest] },
  message: null,
  contact: { id: '003000000000001AAA', name: 'Mara Lindqvist', isPerson: false },
  escalation: {
    key: 'acct_1:escalation:1',
    at: '2026-11-22T09:31:00.000Z',
    agentName: 'Jonas Lind',
    agentEmail: 'jonas@acme.example',
  },
};

export const schemaField = (name: string, more: Partial<SchemaField> = {}): SchemaField => ({
  name,
  label: `${name} label`,
  type: 'string',
  length: 255,
  nillable: true,
  createable: true,
  defaultedOnCreate: false,
  calculated: false,
  autoNumber: false,
  custom: false,
  externalId: false,
  restrictedPicklist: false,
  controllerName: null,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
  ...more,
});

export const option = (value: string, more: Partial<PicklistOption> = {}): PicklistOption => ({
  value,
  label: value,
  active: true,
  defaultValue: false,
  validFor: null,
  ...more,
});

export const picklist = (name: string, ...picklistValues: PicklistOption[]): SchemaField =>
  schemaField(name, { type: 'picklist', picklistValues });

export const mappedField = (
  field: string,
  source: FieldSource,
  more: Partial<MappedField> = {},
): MappedField => ({
  field,
  label: `${field} label`,
  type: 'string',
  length: 255,
  source,
  by: null,
  editable: true,
  shorten: true,
  ...more,
});
