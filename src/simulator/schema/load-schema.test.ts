import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadChannels } from './channels.ts';
import { loadExternalCredentials, loadNamedCredentials } from './credentials.ts';
import { compileRules } from './formula/compile-rules.ts';
import { loadSchema } from './load-schema.ts';
import { MetadataFiles } from './metadata-files.ts';
import { loadPermissionSets } from './permission-sets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metadata-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function add(path: string, root: string, body: string): void {
  const file = join(folder, `${path}-meta.xml`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`,
  );
}
const files = () => new MetadataFiles(folder, 'http://127.0.0.1:4400');
const objects = () => loadSchema(files());
const addField = (name: string, body: string) =>
  add(`objects/Case/fields/${name}.field`, 'CustomField', `<fullName>${name}</fullName>${body}`);
const addRule = (formula: string) =>
  add(
    'objects/Case/validationRules/Rule.validationRule',
    'ValidationRule',
    `<fullName>Rule</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>No</errorMessage>`,
  );

describe('objects', () => {
  test('a custom field joins its standard object', () => {
    addField(
      'Key__c',
      '<type>Text</type><length>40</length><externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive>',
    );
    const field = objects()
      .find(({ name }) => name === 'Case')
      ?.field('key__C');
    expect(field).toMatchObject({
      name: 'Key__c',
      type: 'string',
      length: 40,
      externalId: true,
      unique: true,
      caseSensitive: true,
      custom: true,
    });
  });

  test('a detail has its master, an auto number and no owner', () => {
    add(
      'objects/Note__c/Note__c.object',
      'CustomObject',
      '<label>Note</label><pluralLabel>Notes</pluralLabel><nameField><type>AutoNumber</type><displayFormat>N-{000}</displayFormat><label>Number</label></nameField>',
    );
    add(
      'objects/Note__c/fields/Case__c.field',
      'CustomField',
      '<fullName>Case__c</fullName><type>MasterDetail</type><referenceTo>Case</referenceTo><relationshipName>Notes</relationshipName>',
    );
    const note = objects().find(({ name }) => name === 'Note__c');
    expect(note).toMatchObject({ keyPrefix: 'a00', autoNumberFormat: 'N-{000}', custom: true });
    expect(note?.field('Case__c')).toMatchObject({
      masterDetail: true,
      required: true,
      reparentable: false,
      childRelationshipName: 'Notes__r',
    });
    expect([note?.field('OwnerId'), note?.field('Name')?.createable]).toEqual([null, false]);
  });

  test.each([
    ['a field type without behaviour here', '<type>Location</type>', /"Location" is not simulated/],
    [
      'a parent that does not exist',
      '<type>Lookup</type><referenceTo>Asset</referenceTo>',
      /"Asset" is not simulated/,
    ],
    [
      'a default that is no literal',
      '<type>Text</type><length>5</length><defaultValue>NOW()</defaultValue>',
      /only literals/,
    ],
  ])('%s stops the start', (_name, body, message) => {
    add(
      'objects/Odd__c/Odd__c.object',
      'CustomObject',
      '<label>Odd</label><nameField><type>Text</type></nameField>',
    );
    add('objects/Odd__c/fields/F__c.field', 'CustomField', `<fullName>F__c</fullName>${body}`);
    expect(objects).toThrow(message);
  });
});

describe('validation rules', () => {
  const compile = () => {
    const found = objects().find(({ name }) => name === 'Case')!;
    return compileRules(found, { permissions: new Set(['Writes']), schema: { object: () => null } });
  };

  test('an inactive rule is left out', () => {
    addRule('TRUE');
    add(
      'objects/Case/validationRules/Off.validationRule',
      'ValidationRule',
      '<fullName>Off</fullName><active>false</active>',
    );
    expect(compile().map(({ name }) => name)).toEqual(['Rule']);
  });

  test.each([
    ['VLOOKUP(Subject, "a")', /function VLOOKUP is not simulated/],
    ['Nope__c = 1', /Nope__c does not exist/],
    ['$Permission.Other', /Permission\.Other does not exist/],
    ['PRIORVALUE()', /takes 1 arguments, not 0/],
    ['AND(TRUE', /expected before/],
  ])('%s stops the start with the rule named', (formula, message) => {
    addRule(formula);
    expect(compile).toThrow(/"Case\.Rule"/);
    expect(compile).toThrow(message);
  });
});

test('a permission set names what it grants, and refuses a custom permission that is not there', () => {
  const custom = '<customPermissions><enabled>true</enabled><name>Writes</name></customPermissions>';
  add(
    'permissionsets/Set.permissionset',
    'PermissionSet',
    `${custom}<label>The Set</label><fieldPermissions><editable>false</editable><field>Case.A__c</field><readable>true</readable></fieldPermissions><objectPermissions><allowRead>true</allowRead><object>Case</object><viewAllRecords>true</viewAllRecords></objectPermissions>`,
  );
  expect(() => loadPermissionSets(files())).toThrow(/"Writes" does not exist/);
  add('customPermissions/Writes.customPermission', 'CustomPermission', '<label>Writes</label>');
  const [set] = loadPermissionSets(files());
  expect(set).toMatchObject({ name: 'Set', label: 'The Set', customPermissions: ['Writes'] });
  expect(set?.objects.get('Case')).toMatchObject({ read: true, edit: false, viewAll: true });
  expect(set?.fields.get('Case.A__c')).toBe(false);
});

test('a channel has its members with filter and enrichment', () => {
  add(
    'platformEventChannels/Ours__chn.platformEventChannel',
    'PlatformEventChannel',
    '<channelType>data</channelType><label>Ours</label>',
  );
  add(
    'platformEventChannelMembers/M.platformEventChannelMember',
    'PlatformEventChannelMember',
    "<enrichedFields><name>Status</name></enrichedFields><eventChannel>Ours__chn</eventChannel><filterExpression>Priority = 'High'</filterExpression><selectedEntity>CaseChangeEvent</selectedEntity>",
  );
  expect(loadChannels(files())).toMatchObject([
    {
      name: 'Ours__chn',
      members: [
        {
          object: 'Case',
          event: 'CaseChangeEvent',
          filterExpression: "Priority = 'High'",
          enrichedFields: ['Status'],
        },
      ],
    },
  ]);
});

test('a named credential gets the service address, its header formula is split into text and parameters', () => {
  add(
    'namedCredentials/N.namedCredential',
    'NamedCredential',
    '<label>N</label><namedCredentialParameters><parameterType>Url</parameterType><parameterValue>https://care.example.invalid/</parameterValue></namedCredentialParameters><namedCredentialParameters><externalCredential>X</externalCredential><parameterType>Authentication</parameterType></namedCredentialParameters>',
  );
  const header = (formula: string) =>
    add(
      'externalCredentials/X.externalCredential',
      'ExternalCredential',
      `<externalCredentialParameters><parameterName>Authorization</parameterName><parameterType>AuthHeader</parameterType><parameterValue>${formula}</parameterValue></externalCredentialParameters>`,
    );
  expect(loadNamedCredentials(files())).toEqual([
    { name: 'N', label: 'N', url: 'http://127.0.0.1:4400', externalCredential: 'X' },
  ]);
  header("{!'Bearer ' &amp; $Credential.X.Key}");
  expect(loadExternalCredentials(files())[0]?.headers).toEqual([
    { name: 'Authorization', parts: [{ text: 'Bearer ' }, { parameter: 'Key' }] },
  ]);
  header('Bearer {!$Credential.X.Key}');
  expect(loadExternalCredentials(files())[0]?.headers[0]?.parts).toEqual([
    { text: 'Bearer ' },
    { parameter: 'Key' },
  ]);
  header('{!UPPER($Credential.X.Key)}');
  expect(() => loadExternalCredentials(files())).toThrow(/not simulated/);
});
