import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook } from './care-data.ts';
import type { CareFacts } from './care-facts.ts';
import { allProblems, checkMapping, checkRecord } from './check.ts';
import { evaluate } from './evaluate.ts';
import { fitToSchema } from './fit-to-schema.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';
import { mappableFields, type SchemaField } from './schema.ts';
import { FACTS, mappedField, option, picklist, schemaField } from './testing/samples.ts';

const BOOK = accountBook(NOTHING_OF_ITS_OWN);
const fixed = (value: string): FieldSource => ({ kind: 'fixed', value });
const from = (data: string): FieldSource => ({ kind: 'dynamic', data });

const general = (mapping: MappedField[], schema: SchemaField[]) =>
  checkMapping(mapping, schema, 'Ines', BOOK).map(({ field, code, severity }) => [field, code, severity]);

it('lets only a status set something of Care, and only what has single values', () => {
  const status = picklist('Status', option('New'));
  const back = (data: string, values = {}) =>
    mappedField('Status', fixed('New'), { type: 'picklist', back: { data, values } });
  expect(general([back('case_priority', { New: 'urgent' })], [status])).toEqual([]);
  for (const wrong of [back('platform'), back('gone'), back('case_priority', { New: 'sky-high' })]) {
    expect(general([wrong], [status])).toEqual([['Status', 'SOURCE_DOES_NOT_FIT', 'refusal']]);
  }
  const subject = mappedField('Subject', fixed('x'), { back: { data: 'case_status', values: {} } });
  expect(general([subject], [schemaField('Subject')])).toEqual([
    ['Subject', 'SOURCE_DOES_NOT_FIT', 'refusal'],
  ]);
});

const ofCase = (mapping: MappedField[], schema: SchemaField[], facts: CareFacts = FACTS) => {
  const values = evaluate(mapping, facts);
  return checkRecord(values, fitToSchema(values, schema), schema);
};

it('names what no case could ever write', () => {
  const schema = [
    schemaField('Closed__c', { createable: false }),
    schemaField('Email__c', { type: 'email' }),
    schemaField('Changed__c', { type: 'textarea' }),
  ];
  expect(
    general(
      [
        mappedField('Gone__c', from('author')),
        mappedField('Closed__c', from('author')),
        mappedField('Email__c', from('author'), { type: 'email' }),
        mappedField('Changed__c', from('author')),
      ],
      schema,
    ),
  ).toEqual([
    ['Gone__c', 'FIELD_UNKNOWN', 'refusal'],
    ['Closed__c', 'FIELD_NOT_WRITABLE', 'refusal'],
    ['Email__c', 'SOURCE_DOES_NOT_FIT', 'refusal'],
    ['Changed__c', 'TYPE_CHANGED', 'warning'],
  ]);
});

it('asks for every field that Salesforce requires, and for a name once', () => {
  const required = { nillable: false };
  const person = [
    schemaField('Name', { createable: false }),
    schemaField('LastName', required),
    schemaField('Company', required),
  ];
  const schema = mappableFields(person);
  const name = mappedField('Name', from('author'), { type: 'name' });

  expect(general([], schema).map(([field]) => field)).toEqual(['LastName', 'Company']);
  expect(general([name], schema)).toEqual([['Company', 'REQUIRED_NOT_MAPPED', 'refusal']]);
  const both = [name, mappedField('LastName', from('author')), mappedField('Company', from('author'))];
  expect(general(both, schema)).toEqual([['LastName', 'FIELD_NOT_WRITABLE', 'refusal']]);
});

it('finds a value that the record type does not know, whatever the case', () => {
  const status = picklist('Status', option('New'), option('Old', { active: false }));
  const values = { new: 'new', done: 'Old' };
  const source: FieldSource = { kind: 'variable', data: 'case_status', values, otherwise: 'Lost' };

  const problems = checkMapping(
    [mappedField('Status', source, { type: 'picklist' })],
    [status],
    'Ines',
    BOOK,
  );
  expect(problems.map(({ fact }) => fact.split('”')[0])).toEqual(['“Old', '“Lost']);
});

it.each([
  [{ type: 'email', length: 80 }, from('author'), 'VALUE_NOT_OF_TYPE'],
  [{ type: 'double', length: 0 }, fixed('twelve'), 'VALUE_NOT_OF_TYPE'],
  [{ type: 'date', length: 0 }, fixed('tomorrow'), 'VALUE_NOT_OF_TYPE'],
  [{ type: 'reference', length: 18, referenceTo: ['Account'] }, fixed('Acme'), 'VALUE_NOT_OF_TYPE'],
  [{ type: 'email', length: 10 }, from('customer_email'), 'TOO_LONG'],
  [{ nillable: false }, from('customer_phone'), 'REQUIRED_EMPTY'],
])('what %j says to %j: %s', (more, source, code) => {
  const { type = 'string', length = 255 } = more as Partial<SchemaField>;
  const problems = ofCase([mappedField('A__c', source, { type, length })], [schemaField('A__c', more)]);
  expect(problems).toMatchObject([{ field: 'A__c', code, severity: 'refusal' }]);
});

it('warns of what is cut, also at the length the field has today', () => {
  const [problem] = ofCase(
    [mappedField('A__c', from('customer_email'))],
    [schemaField('A__c', { length: 5 })],
  );
  expect(problem).toMatchObject({
    code: 'WILL_BE_CUT',
    severity: 'warning',
    fact: 'Cut to 5 of 16 characters.',
  });
});

it('keeps a dependent picklist to what its controller allows', () => {
  const schema = [
    picklist('Kind__c', option('Order'), option('Bill')),
    {
      ...picklist(
        'Detail__c',
        option('Late', { validFor: ['Order'] }),
        option('Wrong', { validFor: ['Bill'] }),
      ),
      controllerName: 'Kind__c',
    },
  ];
  const mapping = [
    mappedField('Kind__c', fixed('Order'), { type: 'picklist' }),
    mappedField('Detail__c', fixed('Wrong'), { type: 'picklist' }),
  ];
  expect(ofCase(mapping, schema)).toMatchObject([{ field: 'Detail__c', code: 'NOT_IN_PICKLIST' }]);
  expect(fitToSchema(evaluate(mapping, FACTS), schema)[1]?.value).toBeNull();
});

it('finds nothing wrong with a record that fits', () => {
  expect(ofCase([mappedField('A__c', from('author'))], [schemaField('A__c')])).toEqual([]);
});

it('does not say of a case again what holds for all', () => {
  const problem = { field: 'A', code: 'NOT_IN_PICKLIST', severity: 'warning', fact: '', remedy: '' } as const;
  const said = { ...problem, fact: 'of this case' };
  expect(allProblems([problem, { ...problem, field: 'B' }], [said])).toEqual([
    { ...problem, field: 'B' },
    said,
  ]);
});
