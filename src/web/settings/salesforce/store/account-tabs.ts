import type { Permission } from '../../../../domain/permission.ts';

interface AccountTab {
  readonly label: string;
  /** Below the account's address. */
  readonly path: string;
  /** What it takes to go there, beyond seeing the account. */
  readonly permission?: Permission;
}

/** The pages about one account. */
export const ACCOUNT_TABS: readonly AccountTab[] = [
  { label: 'Overview', path: '' },
  { label: 'Mapping with Care', path: '/mapping', permission: 'edit_salesforce_field_mapping' },
  {
    label: 'Automatic escalation',
    path: '/automatic',
    permission: 'edit_salesforce_field_mapping',
  },
  { label: 'Activity', path: '/activity' },
];
