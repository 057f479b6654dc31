/** The pages about one account: what they are called, and their path below the account's address. */
export const ACCOUNT_TABS: readonly { readonly label: string; readonly path: string }[] = [
  { label: 'Overview', path: '' },
  { label: 'Mapping with Care', path: '/mapping' },
  { label: 'Activity', path: '/activity' },
];
