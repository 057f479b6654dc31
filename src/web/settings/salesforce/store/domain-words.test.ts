import { expect, test } from 'vitest';
import { domainProblem } from './domain-words.ts';

test.each([
  ['', 'production'],
  ['acme.my.salesforce.com', 'production'],
  ['https://acme.my.salesforce.com/home', 'production'],
  ['acme--staging.sandbox.my.salesforce.com', 'sandbox'],
  ['http://localhost:4401', 'production'],
  ['login.acme.example', 'production'],
] as const)('has nothing to say about “%s” as %s', (typed, environment) => {
  expect(domainProblem(typed, environment)).toBeNull();
});

test.each([
  ['acme', 'production', 'acme.my.salesforce.com'],
  ['acme--staging', 'sandbox', 'acme--staging.sandbox.my.salesforce.com'],
  ['https://acme.lightning.force.com/lightning/page/home', 'production', 'acme.my.salesforce.com'],
  ['Acme.my.salesforce-setup.com', 'production', 'acme.my.salesforce.com'],
  ['acme--staging.sandbox.lightning.force.com', 'sandbox', 'acme--staging.sandbox.my.salesforce.com'],
  ['acme--staging.my.salesforce.com', 'sandbox', 'acme--staging.sandbox.my.salesforce.com'],
] as const)('“%s” as %s was probably meant as %s', (typed, environment, instead) => {
  expect(domainProblem(typed, environment)?.instead).toBe(instead);
});

test('a sandbox is not connected as production', () => {
  expect(domainProblem('acme--staging.sandbox.my.salesforce.com', 'production')).toEqual({
    fact: 'That is a sandbox. Use Connect Sandbox for it.',
    instead: null,
  });
});
