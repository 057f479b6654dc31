import type { Rights } from '../../../domain/permission.ts';
import type { SettingsState } from './settings-store.ts';

/** What the one who is signed in may do. */
export const rightsOf = ({ start }: SettingsState): Rights =>
  start.status === 'signed_in'
    ? { permissions: new Set(start.who.permissions), contactsAndCases: start.who.contactsAndCases }
    : { permissions: new Set(), contactsAndCases: 'none' };
