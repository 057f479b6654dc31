import type { FieldSchema } from '../core.ts';
import { derived, field, picklist, reference, SYSTEM_FIELDS, text } from './fields.ts';

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

/** People, and what an admin sets up for them; after the Object Reference. */
export const SETUP_OBJECTS: readonly StandardObject[] = [
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
    writable: false,
    fields: [
      derived('Id', 'id', { length: 18 }),
      reference('UserId', ['User']),
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
    name: 'GroupMember',
    label: 'Group Member',
    labelPlural: 'Group Members',
    keyPrefix: '011',
    writable: false,
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
    writable: false,
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
    writable: false,
    fields: [
      ...SYSTEM_FIELDS.filter(({ name }) => name !== 'IsDeleted'),
      text('Name', 80),
      field('IsSandbox', 'boolean'),
      text('InstanceName', 5),
      text('OrganizationType', 40),
      field('TrialExpirationDate', 'datetime'),
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
    name: 'PermissionSetGroup',
    label: 'Permission Set Group',
    labelPlural: 'Permission Set Groups',
    keyPrefix: '0PG',
    writable: false,
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
    writable: false,
    fields: [
      derived('Id', 'id', { length: 18 }),
      derived('SystemModstamp', 'datetime'),
      reference('PermissionSetId', ['PermissionSet']),
      reference('PermissionSetGroupId', ['PermissionSetGroup']),
      reference('AssigneeId', ['User'], {
        relationshipName: 'Assignee',
        childRelationshipName: 'PermissionSetAssignments',
      }),
    ],
  },
];
