import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CARE_PACKAGE } from '../../../domain/salesforce-names.ts';
import { decideApiShare } from './api-share.ts';
import { listed } from './check.ts';
import { decideClocks } from './clocks.ts';
import { decideEventsChannel } from './events-channel.ts';
import { decideFields } from './fields.ts';
import { decideRights } from './integration-user-rights.ts';
import { decideNamedCredential } from './named-credential.ts';
import { decidePackage } from './package.ts';
import { decideTrustedUrl } from './trusted-url.ts';

const CARE = 'https://care.acme.example';
const project = JSON.parse(readFileSync(new URL('../../../../sfdx-project.json', import.meta.url), 'utf8'));

test('the version looked for is that of the package in this repository', () => {
  const [own] = project.packageDirectories;
  expect(own.package).toBe(CARE_PACKAGE.name);
  expect(own.versionNumber).toBe(`${CARE_PACKAGE.version.join('.')}.NEXT`);
});

test.each([
  [[0, 2, 0], 'ok'],
  [[0, 1, 9], 'warning'],
  [[0, 2, 1], 'warning'],
  [[1, 0, 0], 'warning'],
])('package %j is %s', ([MajorVersion, MinorVersion, PatchVersion], state) => {
  const version = { MajorVersion: MajorVersion!, MinorVersion: MinorVersion!, PatchVersion: PatchVersion! };
  const row = { SubscriberPackage: { Name: CARE_PACKAGE.name }, SubscriberPackageVersion: version };
  expect(decidePackage([row], true).state).toBe(state);
});

test('another package is not ours, and without ours and its parts there is nothing', () => {
  const other = { SubscriberPackage: { Name: 'Other' }, SubscriberPackageVersion: null };
  expect(decidePackage([other], false).state).toBe('trouble');
});

const site = {
  Id: '08y',
  DeveloperName: 'Care_Service',
  EndpointUrl: CARE,
  IsActive: true,
  IsApplicableToFrameSrc: true,
  Context: 'All',
};

test.each([
  [{}, 'ok'],
  [{ EndpointUrl: `${CARE}/desk` }, 'ok'],
  [{ EndpointUrl: 'https://*.acme.example' }, 'ok'],
  [{ EndpointUrl: 'https://*.care.acme.example' }, 'trouble'],
  [{ EndpointUrl: 'https://evilcare.acme.example' }, 'trouble'],
  [{ EndpointUrl: 'http://care.acme.example' }, 'trouble'],
  [{ Context: 'LEX' }, 'ok'],
  [{ Context: 'Communities' }, 'trouble'],
  [{ IsActive: false }, 'trouble'],
  [{ IsApplicableToFrameSrc: false }, 'trouble'],
])('a Trusted URL with %j is %s', (change, state) => {
  expect(decideTrustedUrl([{ ...site, ...change }], CARE).state).toBe(state);
});

test('an address somebody else entered is left alone', () => {
  const { mend } = decideTrustedUrl([{ ...site, DeveloperName: 'Theirs', IsActive: false }], CARE);
  expect(mend?.steps).toMatchObject([{ request: { method: 'POST' } }]);
});

const external = { principals: [{ principalName: 'Connection', authenticationStatus: 'Configured' }] };

test('a named credential keeps what it has besides its address', () => {
  const named = { calloutUrl: 'https://old.example', type: 'SecuredEndpoint', calloutOptions: { a: 1 } };
  const { mend } = decideNamedCredential({ named, external }, CARE, false);
  expect(mend?.steps.map(({ request }) => request)).toEqual([
    expect.objectContaining({ body: { ...named, calloutUrl: CARE } }),
  ]);
  expect(decideNamedCredential({ named: { calloutUrl: `${CARE}/` }, external }, CARE, false).state).toBe(
    'ok',
  );
  expect(decideNamedCredential({ named: null, external }, CARE, false)).toMatchObject({
    state: 'trouble',
    mend: null,
  });
});

test('a key that another account gave the org is told of, and replaced only when asked', () => {
  const taken = decideNamedCredential({ named: { calloutUrl: CARE }, external }, CARE, true);
  expect(taken.state).toBe('trouble');
  expect(taken.fact).toContain('Another Care account');
  expect(taken.mend?.steps).toMatchObject([
    { request: 'provision_key', does: expect.stringContaining('other account') },
  ]);
});

const members = [
  { SelectedEntity: 'CaseChangeEvent', FilterExpression: 'Care_Case_Id__c  !=  null' },
  { SelectedEntity: 'Care_Message__ChangeEvent', FilterExpression: 'Care_Id__c = null' },
];

test('a channel counts by its members and filters, and by whether Care hears it', () => {
  expect(decideEventsChannel({ exists: true, members }, 'live').state).toBe('ok');
  expect(decideEventsChannel({ exists: true, members }, 'sweep_only')).toMatchObject({
    state: 'warning',
    mend: null,
  });
  const other = [{ ...members[0]!, FilterExpression: null }, members[1]!];
  expect(decideEventsChannel({ exists: true, members: other }, 'live').copy).toHaveLength(1);
  expect(decideEventsChannel({ exists: false, members: [] }, 'live').mend?.steps).toHaveLength(3);
});

const field = (name: string, writable = true) => ({ name, createable: writable, updateable: writable });

test('a field that is seen and not writable is trouble, on a Lead only a warning', () => {
  const on = (object: string, needed: boolean, writable: boolean) =>
    decideFields(
      [
        {
          object,
          wanted: ['A__c'],
          fixed: null,
          needed,
          fields: [field('A__c', writable), field('B__c', false)],
        },
      ],
      'ines@acme.example',
    );
  expect(on('Case', true, true).state).toBe('ok');
  expect(on('Case', true, false)).toMatchObject({
    state: 'trouble',
    fact: expect.stringContaining('Case.A__c'),
  });
  expect(on('Lead', false, false).state).toBe('warning');
});

test('a parent that cannot change is as it should be', () => {
  const fields = [{ name: 'Case__c', createable: true, updateable: false }];
  const seen = { object: 'Care_Message__c', wanted: ['Case__c'], needed: true, fields };
  expect(decideFields([{ ...seen, fixed: 'Case__c' }], 'ines').state).toBe('ok');
  expect(decideFields([{ ...seen, fixed: null }], 'ines').state).toBe('trouble');
});

test.each([
  [true, true, 'ok'],
  [null, null, 'ok'],
  [false, true, 'warning'],
  [true, false, 'warning'],
])('rights to see all Cases %j and to edit them %j are %s', (viewsAllCases, editsAllCases, state) => {
  const objects = { Case: { createable: true, updateable: true } };
  expect(decideRights({ apiEnabled: true, viewsAllCases, editsAllCases, objects }, 'ines').state).toBe(state);
});

test.each([
  [{ used: 799, allowed: 1_000 }, 'ok'],
  [{ used: 800, allowed: 1_000 }, 'warning'],
  [{ used: 950, allowed: 1_000 }, 'trouble'],
  [{ used: 0, allowed: 0 }, 'trouble'],
  [null, 'unknown'],
])('requests %j are %s', (requests, state) => {
  expect(decideApiShare(requests, 10).state).toBe(state);
});

test.each([
  [0, 'ok'],
  [-30_000, 'ok'],
  [31_000, 'warning'],
  [-300_000, 'trouble'],
  [null, 'unknown'],
])('clocks %j ms apart are %s', (ms, state) => {
  expect(decideClocks(ms).state).toBe(state);
});

test('of many names the first are told', () => {
  expect(listed(['A'])).toBe('A');
  expect(listed(['A', 'B', 'C'])).toBe('A, B and C');
  expect(listed([...'ABCDEFGH'])).toBe('A, B, C, D, E, F and 2 more');
});
