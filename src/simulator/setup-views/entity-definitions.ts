import type { FieldSchema, ObjectSchema } from '../core.ts';
import { derived, field } from '../schema/fields.ts';
import { setupView } from './setup-view.ts';

/** What stands in the Id of a row that has none of its own. */
const NO_ID = '000000000000000AAA';

const DATA_TYPES: Readonly<Record<FieldSchema['type'], string>> = {
  id: 'Lookup()',
  string: 'Text',
  textarea: 'Long Text Area',
  boolean: 'Checkbox',
  picklist: 'Picklist',
  reference: 'Lookup',
  datetime: 'Date/Time',
  date: 'Date',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  multipicklist: 'Picklist (Multi-Select)',
  int: 'Number',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
};

/** EntityDefinition (Object Reference). A standard object's DurableId is its name; that a custom one's is too is ours. */
export const entityDefinitions = setupView({
  name: 'EntityDefinition',
  fields: [
    derived('Id', 'id'),
    derived('DurableId', 'string'),
    derived('QualifiedApiName', 'string'),
    derived('DeveloperName', 'string'),
    derived('Label', 'string'),
    derived('PluralLabel', 'string'),
    derived('KeyPrefix', 'string'),
    derived('NamespacePrefix', 'string'),
    derived('IsQueryable', 'boolean'),
  ],
  rows: ({ schema }, user) =>
    schema.list().map((object) => ({
      id: object.name,
      fields: {
        Id: NO_ID,
        DurableId: object.name,
        QualifiedApiName: object.name,
        DeveloperName: object.name.replace(/__c$/, ''),
        Label: object.label,
        PluralLabel: object.labelPlural,
        KeyPrefix: object.keyPrefix,
        NamespacePrefix: null,
        IsQueryable: user.rights.object(object.name).read,
      },
    })),
});

/** FieldDefinition (Object Reference); a query has to name the object. */
export const fieldDefinitions = setupView({
  name: 'FieldDefinition',
  fields: [
    derived('Id', 'id'),
    derived('DurableId', 'string'),
    field('EntityDefinitionId', 'string', {
      referenceTo: ['EntityDefinition'],
      relationshipName: 'EntityDefinition',
    }),
    derived('QualifiedApiName', 'string'),
    derived('DeveloperName', 'string'),
    derived('Label', 'string'),
    derived('DataType', 'string'),
    derived('Length', 'int'),
    derived('IsIndexed', 'boolean'),
    derived('IsNillable', 'boolean'),
    derived('NamespacePrefix', 'string'),
  ],
  rows: ({ schema }) => schema.list().flatMap(fieldRows),
});

const fieldRows = (object: ObjectSchema) =>
  object.fields.map((one) => ({
    id: `${object.name}.${one.name}`,
    fields: {
      Id: NO_ID,
      DurableId: `${object.name}.${one.name}`,
      EntityDefinitionId: object.name,
      QualifiedApiName: one.name,
      DeveloperName: one.name.replace(/__c$/, ''),
      Label: one.label,
      DataType: dataType(one),
      Length: one.length,
      IsIndexed: one.externalId || one.unique || one.type === 'id' || one.type === 'reference',
      IsNillable: !one.required,
      NamespacePrefix: null,
    },
  }));

/** As Setup words it, e.g. `Text(255) (External ID) (Unique Case Sensitive)`. */
function dataType(one: FieldSchema): string {
  const base = one.masterDetail ? 'Master-Detail' : DATA_TYPES[one.type];
  const detail = one.type === 'reference' ? one.referenceTo.join(',') : String(one.length || '');
  return [
    detail === '' || base.endsWith(')') ? base : `${base}(${detail})`,
    one.externalId ? '(External ID)' : '',
    one.unique ? `(Unique Case ${one.caseSensitive ? 'Sensitive' : 'Insensitive'})` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
