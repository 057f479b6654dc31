import type { Permission } from '../../../../domain/permission.ts';

const ACCOUNT_WORDS: readonly (readonly [Permission, string])[] = [
  ['view_salesforce_accounts', 'view'],
  ['add_salesforce_accounts', 'add'],
  ['remove_salesforce_accounts', 'remove'],
  ['edit_salesforce_field_mapping', 'map fields'],
];

const MANAGE_WORDS: readonly (readonly [Permission, string])[] = [
  ['manage_users', 'users'],
  ['manage_roles', 'roles'],
];

/** "view, add", or "no access" */
export const accountWords = (held: readonly Permission[]): string =>
  words(ACCOUNT_WORDS, held) || 'no access';

/** "users, roles", or "nothing" */
export const manageWords = (held: readonly Permission[]): string => words(MANAGE_WORDS, held) || 'nothing';

const words = (all: readonly (readonly [Permission, string])[], held: readonly Permission[]): string =>
  all
    .filter(([permission]) => held.includes(permission))
    .map(([, word]) => word)
    .join(', ');
