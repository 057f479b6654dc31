import type { FieldValue, OrgUser } from '../core.ts';
import type { StoredEvent } from '../state/journal-entry.ts';
import type { EventSchema } from './event-schema.ts';

/**
 * Fields as the Pub/Sub API names them: one bit each in schema order, the first field in the lowest bit, written as
 * `0x…` (Pub/Sub API guide, "Event Deserialization Considerations").
 */
export function toBitmap(schema: EventSchema, names: readonly string[]): string[] {
  let bits = 0n;
  for (const name of names) {
    const index = schema.fields.indexOf(name);
    if (index > 0) bits |= 1n << BigInt(index);
  }
  if (bits === 0n) return [];
  const hex = bits.toString(16).toUpperCase();
  return [`0x${hex.length % 2 === 0 ? hex : `0${hex}`}`];
}

/**
 * One event's Avro payload as a user may see it: field-level security holds, record sharing does not. `enriched`
 * fields come along although they did not change.
 */
export function encodeEvent(
  schema: EventSchema,
  event: StoredEvent,
  enriched: readonly string[],
  user: OrgUser,
): Buffer {
  const mayRead = (name: string) => user.rights.canRead(schema.object.name, name);
  const body: Record<string, FieldValue> = {};
  for (const name of schema.fields.slice(1)) {
    const value = event.values[name] ?? (enriched.includes(name) ? event.enrichment[name] : null) ?? null;
    body[name] = value === null || !mayRead(name) ? null : toAvro(schema, name, value);
  }
  return schema.type.toBuffer({
    ChangeEventHeader: {
      entityName: event.object,
      recordIds: event.recordIds,
      changeType: event.changeType,
      changeOrigin: event.changeOrigin,
      transactionKey: event.transactionKey,
      sequenceNumber: event.sequenceNumber,
      commitTimestamp: event.commitTimestamp,
      commitNumber: event.commitNumber,
      commitUser: event.commitUser,
      nulledFields: toBitmap(schema, event.nulledFields.filter(mayRead)),
      diffFields: [],
      changedFields: toBitmap(schema, event.changedFields.filter(mayRead)),
    },
    ...body,
  });
}

function toAvro(schema: EventSchema, name: string, value: NonNullable<FieldValue>): NonNullable<FieldValue> {
  return schema.object.field(name)?.type === 'datetime' ? Date.parse(String(value)) : value;
}
