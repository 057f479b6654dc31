import { createHash } from 'node:crypto';
import avro, { type Type } from 'avsc';
import type { FieldSchema, ObjectSchema } from '../core.ts';
import { eventOfObject } from '../schema/channels.ts';
import { isNumber } from '../schema/fields.ts';

/** The Avro schema of one object's change events. */
export interface EventSchema {
  readonly object: ObjectSchema;
  /** e.g. `CaseChangeEvent`. */
  readonly event: string;
  readonly id: string;
  readonly json: string;
  readonly type: Type;
  /** Field names in schema order, the header first: what bitmaps count by. */
  readonly fields: readonly string[];
}

const NOT_CARRIED: ReadonlySet<string> = new Set(['Id', 'IsDeleted', 'SystemModstamp']);

const CHANGE_TYPES = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'UNDELETE',
  'GAP_CREATE',
  'GAP_UPDATE',
  'GAP_DELETE',
  'GAP_UNDELETE',
  'GAP_OVERFLOW',
  'SNAPSHOT',
];

/** Every field may be absent; times are milliseconds since 1970 (Change Data Capture guide, "Change Event Schema"). */
export function eventSchema(object: ObjectSchema): EventSchema {
  const event = eventOfObject(object.name);
  const carried = object.fields.filter(({ name }) => !NOT_CARRIED.has(name));
  const list = { type: 'array', items: 'string' };
  const schema = {
    type: 'record',
    name: event,
    namespace: 'com.sforce.eventbus',
    fields: [
      {
        name: 'ChangeEventHeader',
        type: {
          type: 'record',
          name: 'ChangeEventHeader',
          fields: [
            { name: 'entityName', type: 'string' },
            { name: 'recordIds', type: list },
            { name: 'changeType', type: { type: 'enum', name: 'ChangeType', symbols: CHANGE_TYPES } },
            { name: 'changeOrigin', type: 'string' },
            { name: 'transactionKey', type: 'string' },
            { name: 'sequenceNumber', type: 'int' },
            { name: 'commitTimestamp', type: 'long' },
            { name: 'commitNumber', type: 'long' },
            { name: 'commitUser', type: 'string' },
            { name: 'nulledFields', type: list },
            { name: 'diffFields', type: list },
            { name: 'changedFields', type: list },
          ],
        },
      },
      ...carried.map((field) => ({ name: field.name, type: ['null', avroType(field)], default: null })),
    ],
  };
  const json = JSON.stringify(schema);
  return {
    object,
    event,
    id: createHash('sha256').update(json).digest('base64url').slice(0, 22),
    json,
    type: avro.Type.forSchema(schema as Parameters<typeof avro.Type.forSchema>[0]),
    fields: ['ChangeEventHeader', ...carried.map(({ name }) => name)],
  };
}

function avroType(field: FieldSchema): string {
  if (field.type === 'datetime') return 'long';
  if (field.type === 'boolean') return 'boolean';
  if (field.type === 'int') return 'int';
  return isNumber(field) ? 'double' : 'string';
}
