import type { FieldSchema } from '../core.ts';
import { derived, field, longText, picklist, readOnly, reference, SYSTEM_FIELDS, text } from './fields.ts';

/** A standard object before the package's fields are added to it. */
export interface StandardObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** Setup objects and views are read-only through REST here. */
  readonly writable: boolean;
  readonly fields: readonly FieldSchema[];
}

/** Salesforce's out-of-the-box values plus the two our mapping needs; `closed` is what CaseStatus says. */
const CASE_STATUSES = ['New', 'Working', 'Waiting on Customer', 'Escalated', 'Closed'].map((value) => ({
  value,
  label: value,
  isDefault: value === 'New',
  closed: value === 'Closed',
}));

const owner = reference('OwnerId', ['User', 'Group'], { childRelationshipName: null });
const recordType = reference('RecordTypeId', ['RecordType']);
const masterRecord = (object: string) =>
  readOnly(reference('MasterRecordId', [object], { relationshipName: 'MasterRecord' }));
const address = (prefix: string) => [
  field(`${prefix}Street`, 'textarea', { length: 255 }),
  text(`${prefix}City`, 40),
  text(`${prefix}State`, 80),
  text(`${prefix}PostalCode`, 20),
  text(`${prefix}Country`, 80),
];

/** Objects and fields after the Object Reference; only what a support and sales desk touches. */
export const STANDARD_OBJECTS: readonly StandardObject[] = [
  {
    name: 'Account',
    label: 'Account',
    labelPlural: 'Accounts',
    keyPrefix: '001',
    writable: true,
    fields: [
      ...SYSTEM_FIELDS,
      masterRecord('Account'),
      text('Name', 255, { label: 'Account Name', required: true }),
      picklist('Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Other']),
      reference('ParentId', ['Account'], { childRelationshipName: 'ChildAccounts' }),
      ...address('Billing'),
      field('Phone', 'phone', { length: 40 }),
      field('Website', 'url', { length: 255 }),
      picklist('Industry', ['Agriculture', 'Banking', 'Electronics', 'Retail', 'Technology', 'Other']),
      longText('Description', 32000),
      recordType,
      owner,
    ],
  },
  {
    name: 'Contact',
    label: 'Contact',
    labelPlural: 'Contacts',
    keyPrefix: '003',
    writable: true,
    fields: [
      ...SYSTEM_FIELDS,
      masterRecord('Contact'),
      reference('AccountId', ['Account'], { childRelationshipName: 'Contacts' }),
      text('LastName', 80, { required: true }),
      text('FirstName', 40),
      picklist('Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.']),
      derived('Name', 'string', { label: 'Full Name', length: 121 }),
      ...address('Mailing'),
      field('Phone', 'phone', { length: 40 }),
      field('MobilePhone', 'phone', { length: 40 }),
      field('Email', 'email', { length: 80 }),
      text('Title', 128),
      picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Social', 'Other']),
      longText('Description', 32000),
      recordType,
      owner,
    ],
  },
  {
    name: 'Lead',
    label: 'Lead',
    labelPlural: 'Leads',
    keyPrefix: '00Q',
    writable: true,
    fields: [
      ...SYSTEM_FIELDS,
      masterRecord('Lead'),
      text('LastName', 80, { required: true }),
      text('FirstName', 40),
      derived('Name', 'string', { label: 'Full Name', length: 121 }),
      text('Company', 255, { required: true }),
      text('Title', 128),
      field('Phone', 'phone', { length: 40 }),
      field('MobilePhone', 'phone', { length: 40 }),
      field('Email', 'email', { length: 80 }),
      field('Website', 'url', { length: 255 }),
      ...['Street'].map((name) => field(name, 'textarea', { length: 255 })),
      text('City', 40),
      text('State', 80),
      text('PostalCode', 20),
      text('Country', 80),
      longText('Description', 32000),
      picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Social', 'Other']),
      picklist(
        'Status',
        ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
        'Open - Not Contacted',
      ),
      picklist('Rating', ['Hot', 'Warm', 'Cold']),
      derived('IsConverted', 'boolean', { label: 'Converted' }),
      readOnly(reference('ConvertedAccountId', ['Account'])),
      readOnly(reference('ConvertedContactId', ['Contact'])),
      recordType,
      owner,
    ],
  },
  {
    name: 'Case',
    label: 'Case',
    labelPlural: 'Cases',
    keyPrefix: '500',
    writable: true,
    fields: [
      ...SYSTEM_FIELDS,
      masterRecord('Case'),
      derived('CaseNumber', 'string', { length: 30 }),
      reference('ContactId', ['Contact'], { childRelationshipName: 'Cases' }),
      reference('AccountId', ['Account'], { childRelationshipName: 'Cases' }),
      reference('ParentId', ['Case'], { childRelationshipName: 'Cases' }),
      text('SuppliedName', 80),
      field('SuppliedEmail', 'email', { length: 80 }),
      text('SuppliedPhone', 40),
      text('SuppliedCompany', 80),
      picklist('Type', ['Question', 'Problem', 'Feature Request', 'Other']),
      recordType,
      picklist('Status', CASE_STATUSES, 'New'),
      picklist('Reason', ['Installation', 'Performance', 'Breakdown', 'Feedback', 'Other']),
      picklist('Origin', ['Phone', 'Email', 'Web', 'Social']),
      text('Subject', 255),
      picklist('Priority', ['High', 'Medium', 'Low'], 'Medium'),
      longText('Description', 32000),
      derived('IsClosed', 'boolean', { label: 'Closed' }),
      derived('ClosedDate', 'datetime'),
      field('IsEscalated', 'boolean', { label: 'Escalated' }),
      derived('ContactEmail', 'email', { length: 80 }),
      derived('ContactPhone', 'phone', { length: 40 }),
      owner,
    ],
  },
  {
    name: 'User',
    label: 'User',
    labelPlural: 'Users',
    keyPrefix: '005',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Username', 80, { required: true }),
      text('LastName', 80, { required: true }),
      text('FirstName', 40),
      derived('Name', 'string', { label: 'Full Name', length: 121 }),
      field('Email', 'email', { length: 128, required: true }),
      text('Alias', 8),
      field('IsActive', 'boolean', { label: 'Active' }),
      reference('ProfileId', ['Profile']),
      picklist('UserType', ['Standard'], 'Standard'),
      text('TimeZoneSidKey', 40),
      text('LocaleSidKey', 40),
      text('LanguageLocaleKey', 40),
    ],
  },
  {
    name: 'Profile',
    label: 'Profile',
    labelPlural: 'Profiles',
    keyPrefix: '00e',
    writable: false,
    fields: [...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'), text('Name', 255)],
  },
  {
    name: 'Group',
    label: 'Group',
    labelPlural: 'Groups',
    keyPrefix: '00G',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 40),
      text('DeveloperName', 80),
      picklist('Type', ['Queue', 'Regular']),
      field('Email', 'email', { length: 255 }),
    ],
  },
  {
    name: 'Organization',
    label: 'Organization',
    labelPlural: 'Organizations',
    keyPrefix: '00D',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      field('IsSandbox', 'boolean'),
      text('InstanceName', 5),
      text('OrganizationType', 40),
    ],
  },
  {
    name: 'RecordType',
    label: 'Record Type',
    labelPlural: 'Record Types',
    keyPrefix: '012',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      text('DeveloperName', 80),
      text('SobjectType', 40),
      field('IsActive', 'boolean'),
    ],
  },
  {
    name: 'CaseStatus',
    label: 'Case Status Value',
    labelPlural: 'Case Status Value',
    keyPrefix: '01J',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('MasterLabel', 255),
      text('ApiName', 255),
      field('SortOrder', 'int'),
      field('IsDefault', 'boolean'),
      field('IsClosed', 'boolean'),
    ],
  },
  {
    name: 'PermissionSet',
    label: 'Permission Set',
    labelPlural: 'Permission Sets',
    keyPrefix: '0PS',
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      text('Label', 80),
    ],
  },
  {
    name: 'PermissionSetAssignment',
    label: 'Permission Set Assignment',
    labelPlural: 'Permission Set Assignments',
    keyPrefix: '0Pa',
    writable: false,
    fields: [
      derived('Id', 'id', { length: 18 }),
      derived('SystemModstamp', 'datetime'),
      reference('PermissionSetId', ['PermissionSet']),
      reference('AssigneeId', ['User'], {
        relationshipName: 'Assignee',
        childRelationshipName: 'PermissionSetAssignments',
      }),
    ],
  },
];
