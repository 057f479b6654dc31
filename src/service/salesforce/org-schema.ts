import { z } from 'zod';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { mappableFields, type PicklistOption, type SchemaField } from '../../domain/mapping/schema.ts';
import { Problem } from '../problem.ts';
import type { Asker, DescribeCache, OrgReading } from './describe-cache.ts';

const Objects = z.object({
  sobjects: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      custom: z.boolean(),
      createable: z.boolean(),
      customSetting: z.boolean().default(false),
      deprecatedAndHidden: z.boolean().default(false),
    }),
  ),
});

/** UI API, `picklist-values/{recordTypeId}`: what a record type leaves of every picklist. */
const RecordTypePicklists = z.object({
  picklistFieldValues: z.record(
    z.string(),
    z.object({
      controllerValues: z.record(z.string(), z.number()),
      defaultValue: z.object({ value: z.string() }).nullable(),
      values: z.array(z.object({ value: z.string(), label: z.string(), validFor: z.array(z.number()) })),
    }),
  ),
});
type Picklists = z.output<typeof RecordTypePicklists>['picklistFieldValues'];

export interface OrgObject {
  name: string;
  label: string;
}

/** Objects of the org that a record can be made of by mapping: those every case can have, and the org's own. */
export async function readObjects(
  describes: DescribeCache,
  connection: Asker,
  again = false,
): Promise<OrgReading<OrgObject[]>> {
  const reading = await describes.read(connection, null, '/sobjects', (body) => Objects.parse(body), again);
  const value = reading.value.sobjects
    .filter(({ name, custom, createable, customSetting, deprecatedAndHidden }) => {
      if (!createable || customSetting || deprecatedAndHidden) return false;
      return STANDARD.has(name) || (custom && name.endsWith('__c'));
    })
    .map(({ name, label }) => ({ name, label }));
  return { ...reading, value };
}

const STANDARD: ReadonlySet<string> = new Set(['Case', 'Contact', 'Lead', 'Account']);

export interface RecordTypeOfOrg {
  id: string | null;
  name: string;
  label: string;
  /** Whether the holder's records are of it when none is given. */
  isDefault: boolean;
}

export interface OrgObjectSchema {
  object: string;
  label: string;
  recordTypes: RecordTypeOfOrg[];
  fields: SchemaField[];
}

/** An object with the record types the holder of the default token may use; without any, only the master one. */
export async function readObject(
  describes: DescribeCache,
  connection: Asker,
  object: string,
  again = false,
): Promise<OrgReading<OrgObjectSchema>> {
  const reading = await describes.describeObject(connection, null, object, again);
  const { label, recordTypes, fields } = reading.value;
  const own = recordTypes
    .filter(({ master, active, available }) => !master && active && available)
    .map((each) => ({
      id: each.recordTypeId,
      name: each.developerName,
      label: each.name,
      isDefault: each.defaultRecordTypeMapping,
    }));
  const ours = object === DEFAULT_MESSAGE_MAPPING.object ? MESSAGE_FIELDS : NONE;
  return {
    ...reading,
    value: {
      object,
      label,
      recordTypes: own.length > 0 ? own : [{ ...MASTER, isDefault: true }],
      fields: mappableFields(fields).map((field) =>
        ours.has(field.name) ? { ...field, ours: true } : field,
      ),
    },
  };
}

const MASTER = { id: null, name: MASTER_RECORD_TYPE, label: 'Every record' };
const NONE: ReadonlySet<string> = new Set();
const { key, parent, version, fields: FIELDS } = DEFAULT_MESSAGE_MAPPING;
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  key,
  parent,
  version,
  ...FIELDS.map(({ field }) => field),
]);

/** Fields by which a lookup can find a record of this object. */
export async function readExternalIds(describes: DescribeCache, connection: Asker, object: string) {
  const { value } = await readObject(describes, connection, object);
  return value.fields.filter(({ externalId }) => externalId);
}

export interface RecordTypeSchema extends OrgObjectSchema {
  recordType: RecordTypeOfOrg;
}

/**
 * The fields of one record type, its picklists cut to what it allows.
 *
 * @throws Problem NOT_FOUND when the org has no such record type that the holder may use.
 */
export async function readRecordType(
  describes: DescribeCache,
  connection: Asker,
  object: string,
  recordType: string,
  again = false,
): Promise<OrgReading<RecordTypeSchema>> {
  if (!STANDARD.has(object) && !object.endsWith('__c')) throw notThere(object);
  const reading = await readObject(describes, connection, object, again).catch((error: unknown) => {
    // What this user may not see is not there for Salesforce either.
    throw error instanceof Problem && error.code === 'SALESFORCE_REFUSED' ? notThere(object) : error;
  });
  const { value } = reading;
  const master = recordType === MASTER_RECORD_TYPE ? { ...MASTER, isDefault: false } : undefined;
  const found = value.recordTypes.find(({ name }) => name === recordType) ?? master;
  if (!found) throw new Problem('NOT_FOUND', 'The org has no such record type that Care can see.');
  const fields = await cutToRecordType(describes, connection, null, object, found.id, value.fields, again);
  return { ...reading, value: { ...value, fields, recordType: found } };
}

const notThere = (object: string): Problem =>
  new Problem('NOT_FOUND', `The org has no ${object} that Care can see and map.`);

/** Picklists cut to what a record type allows; where the org does not say it by this way, every value stands. */
export async function cutToRecordType(
  describes: DescribeCache,
  connection: Asker,
  agentId: string | null,
  object: string,
  recordTypeId: string | null,
  fields: SchemaField[],
  again = false,
): Promise<SchemaField[]> {
  if (recordTypeId === null) return fields;
  const path = `/ui-api/object-info/${object}/picklist-values/${recordTypeId}`;
  try {
    const { value } = await describes.read(
      connection,
      agentId,
      path,
      (body) => RecordTypePicklists.parse(body).picklistFieldValues,
      again,
    );
    return fields.map((field) => cut(field, value[field.name]));
  } catch (error) {
    if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED') return fields;
    throw error;
  }
}

function cut(field: SchemaField, allowed: Picklists[string] | undefined): SchemaField {
  if (!allowed) return field;
  const controlling = Object.entries(allowed.controllerValues);
  const picklistValues = allowed.values.map(
    ({ value, label, validFor }): PicklistOption => ({
      value,
      label,
      active: true,
      defaultValue: allowed.defaultValue?.value === value,
      validFor:
        controlling.length === 0
          ? null
          : controlling.filter(([, place]) => validFor.includes(place)).map(([name]) => name),
    }),
  );
  return { ...field, picklistValues };
}
