import type { ContactsAndCases, Permission } from '../../../../domain/permission.ts';
import type { CareAccess } from '../../../../domain/role.ts';

/** What somebody can do who has it. */
export const PERMISSION_HINTS: Readonly<Record<Permission, string>> = {
  manage_cases: 'Open and answer cases. Without it no case is seen.',
  see_all_cases: 'Also those of other people.',
  delete_cases: 'Take cases away for everybody.',
  manage_case_fields: 'Decide what a case has to fill in.',
  manage_views: 'Change the lists of cases everybody sees.',
  manage_sla_policies: 'Set how fast an answer is due.',
  manage_resources: 'Change saved replies and files.',
  manage_care_workflows: 'Change what happens to cases by itself.',
  access_care_reporting: 'See the numbers about cases.',
  view_salesforce_accounts: 'See the connected orgs, and connect as oneself.',
  add_salesforce_accounts: 'Connect orgs, change their settings and mend their setup.',
  remove_salesforce_accounts: 'Disconnect orgs and other people.',
  edit_salesforce_field_mapping: 'Decide which field of Care goes where in Salesforce.',
  manage_users: 'Invite people, give them roles and groups, deactivate them.',
  manage_roles: 'Add, change and delete roles.',
};

export const CARE_ACCESS_WORDS: Readonly<Record<CareAccess, { label: string; hint: string }>> = {
  none: { label: 'No access', hint: 'Sees no case.' },
  agent: { label: 'Agent', hint: 'Works on cases.' },
  supervisor: { label: 'Supervisor', hint: 'Everything in Care.' },
  custom: { label: 'Custom', hint: 'As ticked below.' },
};

export const LEVEL_HINTS: Readonly<Record<ContactsAndCases, string>> = {
  none: 'Sees nothing of Salesforce beside a case.',
  read: 'Sees contacts and cases.',
  create: 'Makes new ones, too.',
  modify: 'Changes them, too.',
};
