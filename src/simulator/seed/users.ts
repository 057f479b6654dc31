/** People of the demo org. All sign in with the same password. */
export const SEED_PASSWORD = 'simulated-1';

export interface SeedUser {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly alias: string;
  readonly profile: string;
  /** Assigned when the package has them. */
  readonly permissionSets: readonly string[];
  readonly permissionSetGroup?: string;
  readonly role?: 'Support Manager' | 'Support Agent';
  readonly inSupportQueue?: boolean;
}

export const SEED_USERS: readonly SeedUser[] = [
  {
    username: 'ines.okafor@acme.example',
    firstName: 'Ines',
    lastName: 'Okafor',
    email: 'ines.okafor@acme.example',
    alias: 'iokafor',
    profile: 'System Administrator',
    permissionSets: ['Care_Admin', 'Care_Agent', 'Care_Integration'],
  },
  {
    username: 'jonas.lind@acme.example',
    firstName: 'Jonas',
    lastName: 'Lind',
    email: 'jonas.lind@acme.example',
    alias: 'jlind',
    profile: 'Support Agent',
    permissionSets: ['Care_Agent'],
    role: 'Support Agent',
    inSupportQueue: true,
  },
  {
    username: 'priya.raman@acme.example',
    firstName: 'Priya',
    lastName: 'Raman',
    email: 'priya.raman@acme.example',
    alias: 'praman',
    profile: 'Support Agent',
    permissionSets: [],
    permissionSetGroup: 'Care_Agents',
    role: 'Support Manager',
    inSupportQueue: true,
  },
  {
    username: 'tom.weber@acme.example',
    firstName: 'Tom',
    lastName: 'Weber',
    email: 'tom.weber@acme.example',
    alias: 'tweber',
    profile: 'Standard User',
    permissionSets: [],
  },
  {
    // Works in Salesforce and may call Care, but is nobody there: no identity link.
    username: 'noor.haddad@acme.example',
    firstName: 'Noor',
    lastName: 'Haddad',
    email: 'noor.haddad@acme.example',
    alias: 'nhadd',
    profile: 'Support Agent',
    permissionSets: ['Care_Agent'],
    role: 'Support Agent',
  },
];
