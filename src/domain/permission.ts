/** What a person may do with Care's own cases and settings. `manage_cases` is the baseline: without it, no case is seen. */
export const CARE_PERMISSIONS = [
  'manage_cases',
  'see_all_cases',
  'delete_cases',
  'manage_case_fields',
  'manage_views',
  'manage_sla_policies',
  'manage_resources',
  'manage_care_workflows',
  'access_care_reporting',
] as const;

export const SALESFORCE_PERMISSIONS = [
  'view_salesforce_accounts',
  'add_salesforce_accounts',
  'remove_salesforce_accounts',
  'edit_salesforce_field_mapping',
] as const;

export const ADMIN_PERMISSIONS = ['manage_users', 'manage_roles'] as const;

export const PERMISSIONS = [...CARE_PERMISSIONS, ...SALESFORCE_PERMISSIONS, ...ADMIN_PERMISSIONS] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** As they stand in *Roles & permissions*. */
export const PERMISSION_LABELS: Readonly<Record<Permission, string>> = {
  manage_cases: 'Manage cases',
  see_all_cases: 'See all cases',
  delete_cases: 'Delete cases',
  manage_case_fields: 'Manage case fields',
  manage_views: 'Manage views',
  manage_sla_policies: 'Manage SLA policies',
  manage_resources: 'Manage resources',
  manage_care_workflows: 'Manage Care workflows',
  access_care_reporting: 'Access Care reporting',
  view_salesforce_accounts: 'View Salesforce accounts',
  add_salesforce_accounts: 'Add Salesforce accounts',
  remove_salesforce_accounts: 'Remove Salesforce accounts',
  edit_salesforce_field_mapping: 'Edit Salesforce field mapping',
  manage_users: 'Manage users',
  manage_roles: 'Manage roles',
};

/** What a person may do in Salesforce from a Care case: each level holds the ones before it. */
export const CONTACTS_AND_CASES = ['none', 'read', 'create', 'modify'] as const;
export type ContactsAndCases = (typeof CONTACTS_AND_CASES)[number];

export const CONTACTS_AND_CASES_LABELS: Readonly<Record<ContactsAndCases, string>> = {
  none: 'no access',
  read: 'read only',
  create: 'read, create',
  modify: 'read, create, modify',
};

/** What somebody may do, as their role says now. */
export interface Rights {
  permissions: ReadonlySet<Permission>;
  contactsAndCases: ContactsAndCases;
}

/** What an operation takes: one of the permissions, and at least the level. */
export interface Need {
  readonly permission?: Permission | readonly Permission[];
  readonly contactsAndCases?: Exclude<ContactsAndCases, 'none'>;
}

/** The label of what is missing; null: nothing is. */
export function missingRight(rights: Rights, { permission, contactsAndCases }: Need): string | null {
  const anyOf = typeof permission === 'string' ? [permission] : permission;
  if (anyOf && !anyOf.some((each) => rights.permissions.has(each))) {
    return anyOf.map((each) => `*${PERMISSION_LABELS[each]}*`).join(' or ');
  }
  if (contactsAndCases && !reaches(rights.contactsAndCases, contactsAndCases)) {
    return `*Contacts and cases: ${CONTACTS_AND_CASES_LABELS[contactsAndCases]}*`;
  }
  return null;
}

/** Whether whoever has the first rights has all of the second. */
export const covers = (mine: Rights, theirs: Rights): boolean =>
  reaches(mine.contactsAndCases, theirs.contactsAndCases) &&
  [...theirs.permissions].every((each) => mine.permissions.has(each));

const reaches = (level: ContactsAndCases, wanted: ContactsAndCases): boolean =>
  CONTACTS_AND_CASES.indexOf(level) >= CONTACTS_AND_CASES.indexOf(wanted);
