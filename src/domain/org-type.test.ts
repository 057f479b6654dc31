import { expect, it } from 'vitest';
import { decideOrgType, isSandboxOf } from './org-type.ts';

it.each([
  [false, 'acme.my.salesforce.com', 'production'],
  [false, 'acme-dev-ed.develop.my.salesforce.com', 'production'],
  [true, 'acme--uat.sandbox.my.salesforce.com', 'sandbox'],
  [true, 'brave-fox.scratch.my.salesforce.com', 'sandbox'],
  [true, 'acme--uat.my.salesforce.com', 'sandbox'],
  [true, 'localhost', 'sandbox'],
  [false, 'acme--uat.sandbox.my.salesforce.com', null],
  [false, 'brave-fox.scratch.my.salesforce.com', null],
] as const)('an org that says IsSandbox %s at %s is %s', (isSandbox, host, type) => {
  expect(decideOrgType(isSandbox, host)).toBe(type);
});

it.each([
  ['acme--uat.sandbox.my.salesforce.com', 'acme.my.salesforce.com', true],
  ['acme--uat.sandbox.my.salesforce.com', 'acme-eu.my.salesforce.com', false],
  ['acme.my.salesforce.com', 'acme.my.salesforce.com', false],
  ['acme--uat.sandbox.my.salesforce.com.evil.example', 'acme.my.salesforce.com', false],
])('%s is a sandbox of %s: %s', (sandbox, production, expected) => {
  expect(isSandboxOf(sandbox, production)).toBe(expected);
});
