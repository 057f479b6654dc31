import avro, { type Type } from 'avsc';
import { z } from 'zod';
import type { ChangeType, RecordChange } from '../sync/inbound-ports.ts';

/** Commit numbers need all 64 bits; a double does not have them. */
const longs = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: (value: number | string) => BigInt(value),
  toJSON: (value: bigint) => Number(value),
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

interface SchemaField {
  name: string;
  type: unknown;
}

/** An event's schema, ready to read events with. */
export interface EventSchema {
  type: Type;
  fields: readonly SchemaField[];
}

const SchemaJson = z.object({ fields: z.array(z.object({ name: z.string(), type: z.unknown() })) });

/** @throws Error when it is no Avro record. */
export function parseSchema(schemaJson: string): EventSchema {
  const json: unknown = JSON.parse(schemaJson);
  const { fields } = SchemaJson.parse(json);
  const type = avro.Type.forSchema(json as avro.Schema, { registry: { long: longs } });
  return { type, fields: fields.map(({ name, type: fieldType }) => ({ name, type: fieldType })) };
}

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
] as const satisfies readonly ChangeType[];

const Header = z.object({
  entityName: z.string(),
  changeType: z.enum(CHANGE_TYPES),
  recordIds: z.array(z.string()),
  changedFields: z.array(z.string()).default([]),
  commitTimestamp: z.bigint(),
});

/** Reads one change event. @throws Error when payload and schema do not belong together. */
export function decodeChange(schema: EventSchema, payload: Buffer): RecordChange {
  const { ChangeEventHeader, ...fields } = schema.type.fromBuffer(payload) as Record<string, unknown>;
  const header = Header.parse(ChangeEventHeader);
  return {
    entity: header.entityName,
    changeType: header.changeType,
    recordIds: header.recordIds,
    changedFields: namesOf(header.changedFields, schema.fields),
    committedAt: new Date(Number(header.commitTimestamp)).toISOString(),
    fields: plainNumbers(fields),
  };
}

/**
 * Field names of a bitmap: `0x0A` counts bits from the right, one a field of the schema; `7-0x03` speaks of
 * the fields inside the record that is field 7.
 */
export function namesOf(bitmaps: readonly string[], fields: readonly SchemaField[]): string[] {
  return bitmaps.flatMap((bitmap) => {
    const nested = /^(\d+)-(0x[0-9a-fA-F]+)$/.exec(bitmap);
    if (nested) {
      const parent = fields[Number(nested[1])];
      if (!parent) return [];
      return marked(nested[2]!, innerFields(parent.type)).map((name) => `${parent.name}.${name}`);
    }
    return /^0x[0-9a-fA-F]+$/.test(bitmap) ? marked(bitmap, fields) : [];
  });
}

function marked(bitmap: string, fields: readonly SchemaField[]): string[] {
  const bits = BigInt(bitmap);
  return fields.filter((_field, index) => ((bits >> BigInt(index)) & 1n) === 1n).map(({ name }) => name);
}

const Inner = z.object({
  type: z.literal('record'),
  fields: z.array(z.object({ name: z.string(), type: z.unknown() })),
});

/** Fields of a compound, which stands in a union with null. */
function innerFields(type: unknown): SchemaField[] {
  for (const branch of Array.isArray(type) ? type : [type]) {
    const parsed = Inner.safeParse(branch);
    if (parsed.success) return parsed.data.fields.map((field) => ({ name: field.name, type: field.type }));
  }
  return [];
}

/** Numbers of fields are small; only the header needs more than a double holds. */
function plainNumbers(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
