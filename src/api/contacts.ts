import { z } from 'zod';
import { WHY_MISSING } from '../domain/contact.ts';
import { CONTACT_KINDS } from '../domain/person-account.ts';
import { endpoint } from './endpoint.ts';
import { NotCheckedList } from './escalations.ts';
import { FormValues, RecordForm, RecordTypeName } from './record-forms.ts';
import { WHEN_REFUSABLE } from './salesforce-problems.ts';
import { CaseId, SalesforceId } from './shapes.ts';

const caseParams = z.object({ caseId: CaseId });

export const ContactShape = z.object({
  id: SalesforceId,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  accountName: z.string().nullable(),
  personAccount: z.boolean().describe('Whether it is the contact of a person account'),
  url: z.string().describe('Of a person account, the account'),
});
export type ContactShape = z.output<typeof ContactShape>;

export const LinkedContactShape = ContactShape.extend({
  missing: z
    .enum(WHY_MISSING)
    .nullable()
    .describe('`deleted`: in the recycle bin; `not_seen`: deleted for good, or hidden; null: it stands'),
});
export type LinkedContactShape = z.output<typeof LinkedContactShape>;

export const SuggestedContactShape = ContactShape.extend({
  reason: z.string().describe('Why: Same e-mail address, Linked to @mara on X, …'),
});
export type SuggestedContactShape = z.output<typeof SuggestedContactShape>;

export const DuplicatesShape = z.object({
  fact: z.string().describe("In the rule's own words, or which rules they are"),
  allowed: z.boolean().describe('Whether it can be created all the same'),
  records: z
    .array(ContactShape.extend({ object: z.enum(['Contact', 'Lead']) }))
    .describe('Those that you may see; of a lead, `accountName` is its company'),
  unseen: z.int().describe('How many more there are'),
});
export type DuplicatesShape = z.output<typeof DuplicatesShape>;

export const searchContacts = endpoint({
  method: 'GET',
  path: '/v1/salesforce/contacts',
  summary:
    "Contacts of the connected org by name, e-mail, phone or handle, read with the agent's own token where there is one",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  query: z.object({
    search: z.string().trim().min(2).max(100),
    caseId: CaseId.optional().describe('Whose customer it is for: looks in the org that the case goes to'),
  }),
  answers: { 200: z.object({ contacts: z.array(ContactShape) }) },
  problems: ['SALESFORCE_NOT_CONNECTED', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE'],
});

export const linkContact = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/salesforce/contact',
  summary: 'Link the customer of the case to a contact',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({ contactId: SalesforceId }),
  answers: { 200: z.object({ contact: ContactShape }) },
  problems: WHEN_REFUSABLE,
});

export const checkContact = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/contact/check',
  summary: 'Ask the org whether the linked contact still stands; the link follows a merge',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  params: caseParams,
  body: z.object({}),
  answers: {
    200: z.object({
      contact: LinkedContactShape.nullable(),
      followed: z.string().nullable().describe('Name of the contact that was merged into this one just now'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const unlinkContact = endpoint({
  method: 'DELETE',
  path: '/v1/cases/:caseId/salesforce/contact',
  summary: 'Take the link away; cases already in Salesforce stay',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  params: caseParams,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

const CONTACT_PROBLEMS = [
  'NOT_FOUND',
  'SALESFORCE_NOT_CONNECTED',
  'SALESFORCE_RECONNECT_NEEDED',
  'SALESFORCE_UNAVAILABLE',
  'SALESFORCE_REFUSED',
] as const;

export const suggestContacts = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/suggested-contacts',
  summary: 'Who the customer may be in Salesforce, the surest first; nobody while a contact is linked',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  params: caseParams,
  answers: { 200: z.object({ contacts: z.array(SuggestedContactShape) }) },
  problems: CONTACT_PROBLEMS,
});

const AsKind = z.enum(CONTACT_KINDS);
export const ContactFormShape = RecordForm.extend({
  as: AsKind.describe('What it would be; the fields of a person account are those of Account'),
  kinds: z.array(AsKind).describe('What it can be: both in an org with person accounts'),
  without: z.array(z.string()).describe('Labels of what the mapping fills and this kind has not'),
});

export const getContactForm = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/contact-form',
  summary: 'The contact as it would be created by the saved mapping, field by field',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  query: z.object({ as: AsKind.optional().describe('Left out: as the account has it') }),
  answers: { 200: ContactFormShape },
  problems: CONTACT_PROBLEMS,
});

export const createContact = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/contacts',
  summary:
    'Create a contact by the saved mapping and link the customer to it. 200: nothing was created, a rule of the org found others',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({
    fields: FormValues.describe('What differs from the form, by field'),
    anyway: z.boolean().default(false).describe('Although a rule warns of duplicates'),
    as: AsKind.nullable().default(null).describe('Null: as the account has it'),
  }),
  answers: {
    201: z.object({ contact: ContactShape }),
    200: z.object({
      contact: z.null(),
      duplicates: DuplicatesShape,
    }),
  },
  problems: CONTACT_PROBLEMS,
});

export const findDuplicates = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/duplicates',
  summary: "What the org's duplicate rules find of a new record; nothing is written",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({
    // Salesforce has duplicate rules for these, accounts and custom objects, not for cases.
    object: z.enum(['Contact', 'PersonAccount', 'Lead']),
    recordType: RecordTypeName.nullable().default(null).describe('Null: the one for new records'),
    fields: FormValues.describe('What differs from the form, by field'),
  }),
  answers: {
    200: z.object({
      watched: z
        .array(z.string())
        .nullable()
        .describe('Fields of the form that the rules look at; null: not known'),
      duplicates: DuplicatesShape.nullable().describe('Null: none were found'),
      notChecked: NotCheckedList,
    }),
  },
  problems: WHEN_REFUSABLE,
});
