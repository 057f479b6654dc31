import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MappedFieldInput } from '../../api/mappings.ts';
import { createMappingDesk, type MappingDesk } from './mapping-desk.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let desk: MappingDesk;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  desk = createMappingDesk({ db: stage.db, integration: stage.replicas[0]!.integration });
});
afterAll(() => stage.stop());

const me = () => stage.supervisor.actor;
const onCase = () => ({ connectionId, object: 'Case', recordType: 'Master' });
const fixed = (field: string, value: string): MappedFieldInput => ({
  field,
  source: { kind: 'fixed', value },
  by: null,
  editable: true,
  shorten: true,
});

it('shows what the holder of the default token can see, the usual objects first', async () => {
  const { reading, objects, unavailable } = await desk.list(me(), connectionId, false);

  expect(unavailable).toBeNull();
  expect(reading?.readAs).toEqual({ name: 'Ines Okafor', username: ADMIN });
  const roles = objects.map(({ object, role }) => [object, role]);
  expect(roles.slice(0, 5)).toEqual([
    ['Case', 'case'],
    ['Contact', 'contact'],
    ['Lead', 'lead'],
    ['Account', 'account'],
    ['Care_Message__c', 'messages'],
  ]);
  expect(objects[0]?.recordTypes).toEqual([
    { recordType: 'Master', label: 'Every record', version: 0, mapped: 9, problems: 0, forNew: true },
  ]);
  // A lead needs a company, and Care knows none.
  expect(objects[2]?.recordTypes).toMatchObject([{ mapped: 4, problems: 1 }]);
});

it('opens the editor with Care’s own start and says what cannot be written, and why', async () => {
  const editor = await desk.editor(me(), onCase());
  const field = (name: string) => editor.schema.find((each) => each.name === name);

  expect(editor).toMatchObject({ saved: { version: 0, savedAt: null, author: null }, problems: [] });
  expect(editor.fields[0]).toMatchObject({ field: 'Subject', source: { kind: 'template' } });
  expect(field('Subject')).toMatchObject({ typeWords: 'Text, 255', unwritable: null, rule: 'text' });
  expect(field('Priority')).toMatchObject({ typeWords: 'Picklist, 3 values', rule: 'picklist' });
  expect(field('ContactId')).toMatchObject({ typeWords: 'Lookup to Contact', rule: 'contact' });
  expect(field('Care_Version__c')?.unwritable).toBe('Care fills it itself.');
  expect(field('ContactEmail')?.unwritable).toContain('Ines Okafor');
  expect(Object.keys(editor.rules)).toEqual(expect.arrayContaining(['text', 'picklist', 'contact']));
  expect(editor.careData.map(({ key }) => key)).toContain('last_10_messages');
});

it('asks for the name of a lead as one field, and for the company it requires', async () => {
  const editor = await desk.editor(me(), { connectionId, object: 'Lead', recordType: 'Master' });

  expect(editor.schema.find(({ name }) => name === 'Name')).toMatchObject({ rule: 'name', unwritable: null });
  expect(editor.problems).toMatchObject([{ field: 'Company', code: 'REQUIRED_NOT_MAPPED' }]);
});

it('refuses what no record could take, field by field', async () => {
  const input = {
    base: 0,
    fields: [fixed('Gone__c', 'x'), fixed('ContactEmail', 'a@b.example'), fixed('Origin', 'Moon')],
  };

  await expect(desk.save(me(), onCase(), input)).rejects.toMatchObject({
    code: 'MAPPING_DOES_NOT_FIT',
    errors: [{ path: 'fields.Gone__c' }, { path: 'fields.ContactEmail' }],
  });
});

it('saves a version on top of the one it was made from, and says whose is there instead', async () => {
  const fields = [fixed('Subject', 'From Care'), fixed('Origin', 'Phone')];
  expect(await desk.save(me(), onCase(), { base: 0, fields })).toMatchObject({
    saved: { version: 1, author: { name: 'supervisor' } },
    fields,
    problems: [],
  });
  await expect(desk.save(me(), onCase(), { base: 0, fields: [] })).rejects.toMatchObject({
    code: 'MAPPING_CHANGED',
    message: expect.stringMatching(/^supervisor saved version 1 at /),
  });
  expect((await desk.editor(me(), onCase())).fields).toEqual(fields);
});

it('finds nothing in an org that is not there for it', async () => {
  const nowhere = { connectionId: 'conn_0', object: 'Case', recordType: 'Master' };
  await expect(desk.editor(me(), nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(desk.editor(me(), { ...onCase(), recordType: 'Nothing' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
