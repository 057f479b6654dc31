import type { AssignmentRule, FieldValue, OrganizationOptions } from '../core.ts';
import type { PermissionSet, PermissionSetGroup } from '../schema/permission-sets.ts';
import { makeRecordId } from '../schema/record-id.ts';
import type { RecordTypeDefinition } from '../schema/record-types.ts';
import type { RowEntry } from '../state/journal-entry.ts';
import type { OrgState } from '../state/org-state.ts';
import { PROFILES } from './profiles.ts';
import { SEED_USERS } from './users.ts';

const SUPPORT_QUEUE_ID = makeRecordId('00G', 1);
/** The seeded administrator, who also owns what no assignment rule takes. */
export const ADMIN_ID = makeRecordId('005', 1);

/** Active in the seed, so that a client that forgets `Sforce-Auto-Assign: FALSE` visibly moves Cases to the queue. */
export function seedAssignmentRules(): AssignmentRule[] {
  return [
    {
      id: makeRecordId('01Q', 1),
      object: 'Case',
      name: 'Support routing',
      active: true,
      ownerId: SUPPORT_QUEUE_ID,
    },
  ];
}

type Fields = Record<string, FieldValue>;

/** The row that says which org this is. */
export function seedOrganization(state: OrgState, options: OrganizationOptions, now: string): void {
  const { number = 1, name = 'ACME', isSandbox = false, myDomain = 'acme' } = options;
  const id = makeRecordId('00D', number);
  const set = {
    Id: id,
    Name: name,
    IsSandbox: isSandbox,
    InstanceName: isSandbox ? 'SIM1S' : 'SIM1',
    OrganizationType: 'Developer Edition',
    DefaultCaseAccess: 'Edit',
    TrialExpirationDate: null,
    CreatedDate: now,
    CreatedById: ADMIN_ID,
    LastModifiedDate: now,
    LastModifiedById: ADMIN_ID,
    SystemModstamp: now,
  };
  state.commit({
    rows: [{ id, object: 'Organization', set }],
    facts: [['organization', 'my-domain', myDomain]],
  });
}

/** What of the package becomes rows of its own. */
export interface PackageRows {
  readonly permissionSets: readonly PermissionSet[];
  readonly groups: readonly PermissionSetGroup[];
  readonly recordTypes: readonly RecordTypeDefinition[];
}

/** Puts people, their setup and a few customers in; ids are the same in every new org. */
export function seedOrg(
  state: OrgState,
  { permissionSets, groups, recordTypes }: PackageRows,
  now: string,
): void {
  const rows: RowEntry[] = [];
  const last = new Map<string, number>();
  const add = (objectName: string, fields: Fields): string => {
    const object = state.schema.require(objectName);
    const n = (last.get(object.keyPrefix) ?? 0) + 1;
    last.set(object.keyPrefix, n);
    const id = makeRecordId(object.keyPrefix, n);
    const set: Fields = Object.fromEntries(object.fields.map((field) => [field.name, field.defaultValue]));
    for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'])
      if (object.field(name)) set[name] = now;
    for (const name of ['CreatedById', 'LastModifiedById', 'OwnerId'])
      if (object.field(name)) set[name] = ADMIN_ID;
    Object.assign(set, fields, { Id: id });
    rows.push({ id, object: objectName, set });
    return id;
  };

  const profileIds = new Map(PROFILES.map(({ name }) => [name, add('Profile', { Name: name })]));
  const setIds = new Map(
    permissionSets.map(({ name, label }) => [
      name,
      add('PermissionSet', { Name: name, Label: label, IsCustom: true }),
    ]),
  );
  const groupIds = new Map(
    groups.map(({ name, label }) => [
      name,
      add('PermissionSetGroup', { DeveloperName: name, MasterLabel: label, Status: 'Updated' }),
    ]),
  );
  for (const { object, name, label, active } of recordTypes)
    add('RecordType', { SobjectType: object, DeveloperName: name, Name: label, IsActive: active });
  const managers = add('UserRole', { Name: 'Support Manager', DeveloperName: 'Support_Manager' });
  const roleIds = new Map([
    ['Support Manager', managers],
    [
      'Support Agent',
      add('UserRole', { Name: 'Support Agent', DeveloperName: 'Support_Agent', ParentRoleId: managers }),
    ],
  ]);
  add('Group', { Name: 'Support', DeveloperName: 'Support', Type: 'Queue', Email: 'support@acme.example' });
  for (const [index, status] of (state.schema.require('Case').field('Status')?.picklist ?? []).entries()) {
    add('CaseStatus', {
      MasterLabel: status.label,
      ApiName: status.value,
      SortOrder: index + 1,
      IsDefault: status.isDefault,
      IsClosed: status.closed === true,
    });
  }
  for (const user of SEED_USERS) {
    const id = add('User', {
      Username: user.username,
      FirstName: user.firstName,
      LastName: user.lastName,
      Name: `${user.firstName} ${user.lastName}`,
      Email: user.email,
      Alias: user.alias,
      IsActive: true,
      ProfileId: profileIds.get(user.profile) ?? null,
      UserRoleId: roleIds.get(user.role ?? '') ?? null,
      TimeZoneSidKey: 'Europe/Berlin',
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
    });
    add('UserLogin', { UserId: id, IsFrozen: false, IsPasswordLocked: false });
    for (const name of user.permissionSets) {
      const setId = setIds.get(name);
      if (setId) add('PermissionSetAssignment', { PermissionSetId: setId, AssigneeId: id });
    }
    const groupId = groupIds.get(user.permissionSetGroup ?? '');
    if (groupId) add('PermissionSetAssignment', { PermissionSetGroupId: groupId, AssigneeId: id });
    if (user.inSupportQueue) add('GroupMember', { GroupId: SUPPORT_QUEUE_ID, UserOrGroupId: id });
  }
  seedCustomers(add);
  state.commit({ rows, counters: Object.fromEntries([...last].map(([prefix, n]) => [`id:${prefix}`, n])) });
}

function seedCustomers(add: (object: string, fields: Fields) => string): void {
  const northwind = add('Account', {
    Name: 'Northwind Outfitters',
    Type: 'Customer - Direct',
    Industry: 'Retail',
    BillingCity: 'Hamburg',
  });
  const lumen = add('Account', {
    Name: 'Lumen Home',
    Type: 'Customer - Direct',
    Industry: 'Electronics',
    BillingCity: 'Porto',
  });
  const people = [
    {
      FirstName: 'Clara',
      LastName: 'Voss',
      Email: 'clara.voss@northwind.example',
      Phone: '+49 40 5550101',
      Title: 'Store Manager',
      AccountId: northwind,
    },
    {
      FirstName: 'Emeka',
      LastName: 'Obi',
      Email: 'emeka.obi@northwind.example',
      Phone: '+49 40 5550102',
      Title: 'Buyer',
      AccountId: northwind,
    },
    {
      FirstName: 'Rita',
      LastName: 'Sousa',
      Email: 'rita.sousa@lumen.example',
      Phone: '+351 22 5550103',
      Title: 'Head of Service',
      AccountId: lumen,
    },
    {
      FirstName: 'Haruto',
      LastName: 'Ito',
      Email: 'haruto.ito@mail.example',
      Phone: '+81 3 5550104',
      Title: null,
      AccountId: null,
    },
  ];
  for (const person of people) add('Contact', { ...person, Name: `${person.FirstName} ${person.LastName}` });
}
