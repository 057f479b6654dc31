import type { FieldSchema } from '../core.ts';
import { derived, field, picklist, readOnly, reference, SYSTEM_FIELDS, text } from './fields.ts';

/** A standard object before the package's fields are added to it. */
export interface StandardObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** What REST may do with its rows besides reading them. */
  readonly writable: readonly ('create' | 'update' | 'delete')[];
  readonly fields: readonly FieldSchema[];
}

/** People, and what an admin sets up for them; after the Object Reference. */
export const SETUP_OBJECTS: readonly StandardObject[] = [
  {
    name: 'User',
    label: 'User',
    labelPlural: 'Users',
    keyPrefix: '005',
    writable: [],
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
      reference('UserRoleId', ['UserRole'], { relationshipName: 'UserRole' }),
      picklist('UserType', ['Standard'], 'Standard'),
      text('TimeZoneSidKey', 40),
      text('LocaleSidKey', 40),
      text('LanguageLocaleKey', 40),
    ],
  },
  {
    name: 'UserLogin',
    label: 'User Login',
    labelPlural: 'User Login',
    keyPrefix: '0Yw',
    writable: ['update'],
    fields: [
      derived('Id', 'id', { length: 18 }),
      readOnly(reference('UserId', ['User'])),
      field('IsFrozen', 'boolean', { label: 'Frozen' }),
      field('IsPasswordLocked', 'boolean', { label: 'Password Locked' }),
      derived('LastModifiedDate', 'datetime'),
    ],
  },
  {
    name: 'Profile',
    label: 'Profile',
    labelPlural: 'Profiles',
    keyPrefix: '00e',
    writable: [],
    fields: [...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'), text('Name', 255)],
  },
  {
    name: 'Group',
    label: 'Group',
    labelPlural: 'Groups',
    keyPrefix: '00G',
    writable: [],
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 40),
      text('DeveloperName', 80),
      picklist('Type', ['Queue', 'Regular']),
      field('Email', 'email', { length: 255 }),
    ],
  },
  {
    name: 'GroupMember',
    label: 'Group Member',
    labelPlural: 'Group Members',
    keyPrefix: '011',
    writable: [],
    fields: [
      derived('Id', 'id', { length: 18 }),
      derived('SystemModstamp', 'datetime'),
      reference('GroupId', ['Group']),
      reference('UserOrGroupId', ['User', 'Group'], { relationshipName: null }),
    ],
  },
  {
    name: 'UserRole',
    label: 'Role',
    labelPlural: 'Role',
    keyPrefix: '00E',
    writable: [],
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      text('DeveloperName', 80),
      reference('ParentRoleId', ['UserRole'], { relationshipName: null }),
    ],
  },
  {
    name: 'Organization',
    label: 'Organization',
    labelPlural: 'Organizations',
    keyPrefix: '00D',
    writable: [],
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      field('IsSandbox', 'boolean'),
      text('InstanceName', 5),
      text('OrganizationType', 40),
      text('DefaultCaseAccess', 40),
      field('TrialExpirationDate', 'datetime'),
    ],
  },
  {
    name: 'RecordType',
    label: 'Record Type',
    labelPlural: 'Record Types',
    keyPrefix: '012',
    writable: [],
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
    writable: [],
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
    writable: [],
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      text('Label', 80),
      text('NamespacePrefix', 15),
      field('IsCustom', 'boolean'),
      field('IsOwnedByProfile', 'boolean'),
    ],
  },
  {
    name: 'PermissionSetGroup',
    label: 'Permission Set Group',
    labelPlural: 'Permission Set Groups',
    keyPrefix: '0PG',
    writable: [],
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('DeveloperName', 80),
      text('MasterLabel', 80),
      picklist('Status', ['Updated', 'Outdated', 'Updating', 'Failed'], 'Updated'),
    ],
  },
  {
    name: 'PermissionSetAssignment',
    label: 'Permission Set Assignment',
    labelPlural: 'Permission Set Assignments',
    keyPrefix: '0Pa',
    writable: ['create', 'delete'],
    fields: [
      derived('Id', 'id', { length: 18 }),
      derived('SystemModstamp', 'datetime'),
      reference('PermissionSetId', ['PermissionSet'], { childRelationshipName: 'Assignments' }),
      reference('PermissionSetGroupId', ['PermissionSetGroup'], { childRelationshipName: 'Assignments' }),
      reference('AssigneeId', ['User'], {
        required: true,
        relationshipName: 'Assignee',
        childRelationshipName: 'PermissionSetAssignments',
      }),
    ],
  },
  {
    name: 'CspTrustedSite',
    label: 'Trusted URL',
    labelPlural: 'Trusted URLs',
    keyPrefix: '08y',
    writable: ['create', 'update', 'delete'],
    fields: [
      ...SYSTEM_FIELDS,
      text('DeveloperName', 80, { required: true, unique: true }),
      text('MasterLabel', 80),
      text('NamespacePrefix', 15),
      text('EndpointUrl', 1000, { required: true }),
      text('Description', 255),
      picklist('Context', ['All', 'LEX', 'Communities', 'FieldServiceMobileExtension', 'VisualForce'], 'LEX'),
      ...[
        'IsActive',
        'IsApplicableToConnectSrc',
        'IsApplicableToFontSrc',
        'IsApplicableToFrameSrc',
        'IsApplicableToImgSrc',
        'IsApplicableToMediaSrc',
        'IsApplicableToStyleSrc',
        'CanAccessCamera',
        'CanAccessMicrophone',
      ].map((name) => field(name, 'boolean')),
    ],
  },
];
