import type { FieldSchema, ObjectSchema, OrgSchema, OrgUser } from '../core.ts';
import { controllingValues, toBitmap, validForIndexes } from './dependent-picklist.ts';
import { isNumber } from './fields.ts';

export const MASTER_RECORD_TYPE = '012000000000000AAA';
const SOAP_TYPES: Partial<Record<FieldSchema['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  int: 'xsd:int',
  datetime: 'xsd:dateTime',
  date: 'xsd:date',
};

/** The shorter entry of Describe Global (REST guide, "Describe Global"). */
export function describeSummary(apiVersion: string, object: ObjectSchema, user: OrgUser) {
  const rights = user.rights.object(object.name);
  const url = `/services/data/v${apiVersion}/sobjects/${object.name}`;
  return {
    activateable: false,
    createable: object.createable && rights.create,
    custom: object.custom,
    customSetting: false,
    deletable: object.deletable && rights.delete,
    deprecatedAndHidden: false,
    feedEnabled: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.createable && !object.setup,
    mergeable: MERGEABLE.has(object.name) && rights.edit,
    mruEnabled: true,
    name: object.name,
    queryable: rights.read,
    replicateable: true,
    retrieveable: rights.read,
    searchable: isSearchable(object),
    triggerable: object.createable && !object.setup,
    undeletable: object.deletable && !object.setup && rights.delete,
    updateable: object.updateable && rights.edit,
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

/** What a search looks into: the desk's objects and custom ones. */
export const isSearchable = (object: ObjectSchema) =>
  object.custom || ['Account', 'Contact', 'Lead', 'Case', 'User'].includes(object.name);

/** Objects the platform merges. */
export const MERGEABLE: ReadonlySet<string> = new Set(['Account', 'Contact', 'Lead', 'Case']);

/** The full describe; picklists are not filtered by record type, and fields the user may not read are absent. */
export function describeObject(
  schema: OrgSchema & { apiVersion: string },
  object: ObjectSchema,
  user: OrgUser,
) {
  const childRelationships = schema.list().flatMap((child) =>
    child.fields
      .filter(({ referenceTo }) => referenceTo.includes(object.name))
      .map((field) => ({
        cascadeDelete: field.masterDetail,
        childSObject: child.name,
        deprecatedAndHidden: false,
        field: field.name,
        relationshipName: field.childRelationshipName,
        restrictedDelete: false,
      })),
  );
  return {
    ...describeSummary(schema.apiVersion, object, user),
    childRelationships,
    fields: object.fields
      .filter(({ name }) => user.rights.canRead(object.name, name))
      .map((field) => describeField(object, field, user)),
    recordTypeInfos: [
      ...object.recordTypes.map(({ id, name, label, active }) =>
        recordTypeInfo(schema.apiVersion, object, {
          id,
          developerName: name,
          label,
          active,
          available: active && user.rights.recordType(`${object.name}.${name}`),
          master: false,
          isDefault: user.rights.defaultRecordType(object.name) === name,
        }),
      ),
      recordTypeInfo(schema.apiVersion, object, {
        id: MASTER_RECORD_TYPE,
        developerName: 'Master',
        label: 'Master',
        active: true,
        available: true,
        master: true,
        isDefault: user.rights.defaultRecordType(object.name) === null,
      }),
    ],
  };
}

function recordTypeInfo(
  apiVersion: string,
  object: ObjectSchema,
  type: {
    readonly id: string;
    readonly developerName: string;
    readonly label: string;
    readonly active: boolean;
    readonly available: boolean;
    readonly master: boolean;
    readonly isDefault: boolean;
  },
) {
  const { id, developerName, label, active, available, master, isDefault } = type;
  return {
    active,
    available,
    defaultRecordTypeMapping: isDefault,
    developerName,
    master,
    name: label,
    recordTypeId: id,
    urls: { layout: `/services/data/v${apiVersion}/sobjects/${object.name}/describe/layouts/${id}` },
  };
}

function describeField(object: ObjectSchema, field: FieldSchema, user: OrgUser) {
  const canEdit = user.rights.canEdit(object.name, field.name);
  const hasDefault = field.defaultValue !== null || DEFAULTED.has(field.name);
  const controlling = controllingValues(object, field);
  const validFor = validForIndexes(object, field);
  return {
    aggregatable: !field.longText,
    calculated: false,
    caseSensitive: field.caseSensitive,
    compoundFieldName: compoundOf(object, field),
    controllerName: field.controller,
    createable: field.createable && canEdit,
    custom: field.custom,
    defaultValue: field.defaultValue,
    defaultedOnCreate: hasDefault,
    dependentPicklist: field.controller !== null,
    externalId: field.externalId,
    filterable: !field.longText,
    groupable: !field.longText,
    idLookup: field.type === 'id' || field.externalId,
    inlineHelpText: field.helpText,
    label: field.label,
    length: field.length,
    name: field.name,
    nameField: field.name === (object.name === 'Case' ? 'CaseNumber' : 'Name'),
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    permissionable: isPermissionable(object, field),
    picklistValues: field.picklist.map(({ value, label, isDefault, active = true }) => ({
      active,
      defaultValue: isDefault,
      label,
      validFor: field.controller === null ? null : toBitmap(validFor.get(value) ?? [], controlling.length),
      value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isNumber(field) ? field.precision || 18 : 0,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.masterDetail ? 0 : null,
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: !field.longText,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && canEdit && (!field.masterDetail || field.reparentable),
    writeRequiresMasterRead: field.masterDetail,
  };
}

/** Whether a permission set can say anything of the field: not of what is required, the platform's, or a person's name. */
const isPermissionable = (object: ObjectSchema, field: FieldSchema): boolean =>
  !field.required &&
  !field.masterDetail &&
  field.type !== 'id' &&
  !DEFAULTED.has(field.name) &&
  !ALWAYS_SEEN.has(field.name) &&
  compoundOf(object, field) === null;

/** Standard fields that follow their object (Setup, "Field-Level Security": they are not listed there). */
const ALWAYS_SEEN: ReadonlySet<string> = new Set([
  'Name',
  'Status',
  'IsClosed',
  'ClosedDate',
  'IsConverted',
  'RecordTypeId',
]);

const NAME_PARTS: ReadonlySet<string> = new Set(['FirstName', 'LastName', 'Salutation']);

/** The compound field a part belongs to; of the platform's, only a person's name is one here. */
export const compoundOf = (object: ObjectSchema, { name }: FieldSchema) =>
  NAME_PARTS.has(name) && (object.field('Name')?.createable === false || object.name === 'Account')
    ? 'Name'
    : null;

/** Filled by the platform when a create leaves them out. */
const DEFAULTED: ReadonlySet<string> = new Set([
  'Id',
  'OwnerId',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'IsDeleted',
  'CaseNumber',
]);
