import { expect, test } from 'vitest';
import type { ObjectSchema } from '../core.ts';
import { field, SYSTEM_FIELDS, text } from '../schema/fields.ts';
import { toBitmap } from './encode-event.ts';
import { eventSchema } from './event-schema.ts';

const fields = [...SYSTEM_FIELDS, text('Name', 80), field('Score__c', 'double'), field('Due__c', 'datetime')];
const object: ObjectSchema = {
  name: 'Task_List__c',
  label: 'Task List',
  labelPlural: 'Task Lists',
  keyPrefix: 'a00',
  custom: true,
  setup: false,
  createable: true,
  updateable: true,
  deletable: true,
  fields,
  validationRules: [],
  recordTypes: [],
  field: (name) => fields.find((each) => each.name === name) ?? null,
};

test('the schema of an object counts the header first and leaves out what events never carry', () => {
  const schema = eventSchema(object);
  expect(schema.event).toBe('Task_List__ChangeEvent');
  expect(schema.fields).toEqual([
    'ChangeEventHeader',
    'CreatedDate',
    'CreatedById',
    'LastModifiedDate',
    'LastModifiedById',
    'Name',
    'Score__c',
    'Due__c',
  ]);
});

test.each([
  [['LastModifiedDate'], ['0x08']],
  [['LastModifiedDate', 'Name'], ['0x28']],
  [['Due__c', 'CreatedDate'], ['0x82']],
  [[], []],
  [['Id', 'Nope__c'], []],
])('%j is %j as a bitmap', (names, bitmap) => {
  expect(toBitmap(eventSchema(object), names)).toEqual(bitmap);
});

test('a schema keeps its id until a field changes', () => {
  const more = { ...object, fields: [...fields, text('New__c', 5)] };
  expect(eventSchema(object).id).toBe(eventSchema({ ...object }).id);
  expect(eventSchema(more).id).not.toBe(eventSchema(object).id);
});
