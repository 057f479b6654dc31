import type { Profile } from '../users/user-rights.ts';

const DESK = ['Account', 'Contact', 'Lead', 'Case'];

export const PROFILES: readonly Profile[] = [
  { name: 'System Administrator', administrator: true, worksWith: DESK },
  { name: 'Support Agent', administrator: false, worksWith: DESK },
  { name: 'Standard User', administrator: false, worksWith: DESK },
];
