import { createHash } from 'node:crypto';
import type { FieldSchema, ObjectSchema, OrgUser, RecordType } from '../core.ts';
import { notFound } from '../salesforce-error.ts';
import { controllingValues, validForIndexes } from '../schema/dependent-picklist.ts';
import { compoundOf, describeSummary, isSearchable, MASTER_RECORD_TYPE } from '../schema/describe.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { type Action, type ApiCall, param, pathObject } from './action.ts';

/** `GET /ui-api/object-info/{object}` (User Interface API guide, "Object Info"). */
export const uiObjectInfo: Action = {
  operation: 'ui-object-info',
  method: 'GET',
  path: '/ui-api/object-info/:object',
  handle(call) {
    const object = readableObject(call);
    return { status: 200, body: withETag(objectInfo(call, object)) };
  },
};

/** `GET /ui-api/object-info/{object}/picklist-values/{recordTypeId}` ("Picklist Values Collection"). */
export const uiPicklistValues: Action = {
  operation: 'ui-picklist-values',
  method: 'GET',
  path: '/ui-api/object-info/:object/picklist-values/:type',
  handle(call) {
    const object = readableObject(call);
    const type = typeOfPath(call, object);
    const fields = object.fields
      .filter((field) => isPicklist(field) && call.user.rights.canRead(object.name, field.name))
      .map((field) => [field.name, picklistValues(call, object, field, type)]);
    return { status: 200, body: withETag({ picklistFieldValues: Object.fromEntries(fields) }) };
  },
};

/** The same for one field. */
export const uiPicklistValuesOfField: Action = {
  operation: 'ui-picklist-values',
  method: 'GET',
  path: '/ui-api/object-info/:object/picklist-values/:type/:field',
  handle(call) {
    const object = readableObject(call);
    const type = typeOfPath(call, object);
    const field = object.field(param(call, 'field'));
    if (!field || !isPicklist(field) || !call.user.rights.canRead(object.name, field.name)) throw notFound();
    return { status: 200, body: picklistValues(call, object, field, type) };
  },
};

const isPicklist = ({ type }: FieldSchema) => type === 'picklist' || type === 'multipicklist';

function readableObject(call: ApiCall): ObjectSchema {
  const object = pathObject(call);
  if (!call.user.rights.object(object.name).read) throw notFound();
  return object;
}

/** Undefined for the master record type. */
function typeOfPath(call: ApiCall, object: ObjectSchema): RecordType | undefined {
  const id = parseRecordId(param(call, 'type')) ?? param(call, 'type');
  if (id.slice(0, 15) === MASTER_RECORD_TYPE.slice(0, 15)) return undefined;
  const type = object.recordTypes.find((one) => one.id === id);
  if (!type) throw notFound();
  return type;
}

const withETag = (body: Readonly<Record<string, unknown>>) => ({
  eTag: createHash('md5').update(JSON.stringify(body)).digest('hex'),
  ...body,
});

function picklistValues(
  call: ApiCall,
  object: ObjectSchema,
  field: FieldSchema,
  type: RecordType | undefined,
) {
  const narrowed = type?.picklists[field.name];
  const validFor = validForIndexes(object, field);
  const values = field.picklist
    .filter(({ value, active }) => active !== false && (!narrowed || narrowed.values.includes(value)))
    .map(({ value, label, closed }) => ({
      attributes: closed === undefined ? null : { closed, picklistAttributesValueType: 'CaseStatus' },
      label,
      validFor: validFor.get(value) ?? [],
      value,
    }));
  const preset = narrowed ? narrowed.default : field.defaultValue;
  return withETag({
    controllerValues: Object.fromEntries(
      controllingValues(object, field).map((value, index) => [value, index]),
    ),
    defaultValue: values.find(({ value }) => value === preset) ?? null,
    url: `/services/data/v${call.version}/ui-api/object-info/${object.name}/picklist-values/${type?.id ?? MASTER_RECORD_TYPE}/${field.name}`,
    values,
  });
}

function objectInfo(call: ApiCall, object: ObjectSchema) {
  const { user, version } = call;
  const summary = describeSummary(version, object, user);
  const fields = object.fields.filter(({ name }) => user.rights.canRead(object.name, name));
  const types = [
    ...object.recordTypes.map((type) => ({
      available: type.active && user.rights.recordType(`${object.name}.${type.name}`),
      defaultRecordTypeMapping: user.rights.defaultRecordType(object.name) === type.name,
      master: false,
      name: type.label,
      recordTypeId: type.id,
    })),
    {
      available: true,
      defaultRecordTypeMapping: user.rights.defaultRecordType(object.name) === null,
      master: true,
      name: 'Master',
      recordTypeId: MASTER_RECORD_TYPE,
    },
  ];
  const dependents = fields.filter(({ controller }) => controller !== null);
  return {
    apiName: object.name,
    createable: summary.createable,
    custom: object.custom,
    defaultRecordTypeId:
      types.find(({ defaultRecordTypeMapping }) => defaultRecordTypeMapping)?.recordTypeId ??
      MASTER_RECORD_TYPE,
    deletable: summary.deletable,
    dependentFields: Object.fromEntries(
      dependents.map(({ controller }) => [
        controller,
        Object.fromEntries(
          dependents.filter((one) => one.controller === controller).map(({ name }) => [name, {}]),
        ),
      ]),
    ),
    feedEnabled: false,
    fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(object, field, user)])),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: summary.layoutable,
    mruEnabled: true,
    nameFields: object.field('FirstName')
      ? ['FirstName', 'LastName']
      : [object.name === 'Case' ? 'CaseNumber' : 'Name'],
    queryable: summary.queryable,
    recordTypeInfos: Object.fromEntries(types.map((type) => [type.recordTypeId, type])),
    searchable: isSearchable(object),
    updateable: summary.updateable,
  };
}

const DATA_TYPES: Readonly<Record<FieldSchema['type'], string>> = {
  id: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  boolean: 'Boolean',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  reference: 'Reference',
  datetime: 'DateTime',
  date: 'Date',
  double: 'Double',
  int: 'Int',
  currency: 'Currency',
  percent: 'Percent',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
};

/** Unlike a describe, it says whether a field is required. */
function fieldInfo(object: ObjectSchema, field: FieldSchema, user: OrgUser) {
  const canEdit = user.rights.canEdit(object.name, field.name);
  return {
    apiName: field.name,
    calculated: false,
    compound: false,
    compoundComponentName: compoundOf(object, field) === null ? null : field.name,
    compoundFieldName: compoundOf(object, field),
    controllerName: field.controller,
    controllingFields: field.controller === null ? [] : [field.controller],
    createable: field.createable && canEdit,
    custom: field.custom,
    dataType: DATA_TYPES[field.type],
    extraTypeInfo: field.type === 'textarea' ? 'PlainTextArea' : null,
    filterable: !field.longText,
    htmlFormatted: false,
    inlineHelpText: field.helpText,
    label: field.label,
    length: field.length,
    nameField: field.name === (object.name === 'Case' ? 'CaseNumber' : 'Name'),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceToInfos: field.referenceTo.map((apiName) => ({ apiName, nameFields: ['Name'] })),
    relationshipName: field.relationshipName,
    required: field.required,
    scale: field.scale,
    sortable: !field.longText,
    unique: field.unique,
    updateable: field.updateable && canEdit,
  };
}
