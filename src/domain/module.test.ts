import { expect, it } from 'vitest';
import { type ModuleNeed, moduleOf } from './module.ts';

it.each<[ModuleNeed, 'care' | 'community' | null]>([
  [{}, null],
  [{ contactsAndCases: 'read' }, null],
  [{ permission: 'manage_users' }, null],
  [{ permission: 'manage_cases' }, 'care'],
  [{ permission: ['view_salesforce_accounts', 'see_all_cases'] }, 'care'],
  [{ permission: 'add_salesforce_accounts', module: 'care' }, 'care'],
  [{ contactsAndCases: 'read', module: 'community' }, 'community'],
])('what takes %j needs %s', (need, module) => {
  expect(moduleOf(need)).toBe(module);
});
