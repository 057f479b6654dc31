import {
  ADMIN_PERMISSIONS,
  CARE_PERMISSIONS,
  type Permission,
  SALESFORCE_PERMISSIONS,
} from '../../../domain/permission.ts';

interface PermissionSection {
  readonly heading: string;
  readonly permissions: readonly Permission[];
  /** The level of contacts and cases stands in this one, too. */
  readonly hasLevel: boolean;
}

/** The permissions in the order and under the words they have in *Roles & permissions*. */
export const PERMISSION_SECTIONS: readonly PermissionSection[] = [
  { heading: 'Care', permissions: CARE_PERMISSIONS, hasLevel: false },
  { heading: 'Salesforce integration', permissions: SALESFORCE_PERMISSIONS, hasLevel: true },
  { heading: 'Administration', permissions: ADMIN_PERMISSIONS, hasLevel: false },
];
