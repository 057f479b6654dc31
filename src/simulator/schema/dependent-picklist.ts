import type { FieldSchema, ObjectSchema } from '../core.ts';

const CHECKBOX = ['false', 'true'];

/** The values that a dependent picklist's `validFor` counts, in order: those of its controlling field. */
export function controllingValues(object: ObjectSchema, field: FieldSchema): readonly string[] {
  const controller = field.controller === null ? null : object.field(field.controller);
  if (!controller) return [];
  return controller.type === 'boolean' ? CHECKBOX : controller.picklist.map(({ value }) => value);
}

/** Places of the controlling values that each of a dependent picklist's values goes with. */
export function validForIndexes(object: ObjectSchema, field: FieldSchema): ReadonlyMap<string, number[]> {
  const controlling = controllingValues(object, field);
  return new Map(
    field.picklist.map(({ value, validFor = [] }) => [
      value,
      validFor.map((one) => controlling.indexOf(one)).filter((index) => index >= 0),
    ]),
  );
}

/**
 * A describe's `validFor`: base64 of a bitmap with one bit per controlling value, the first in the highest bit of the
 * first byte (SOAP guide, "PicklistEntry", sample of dependent picklists).
 */
export function toBitmap(indexes: readonly number[], count: number): string {
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (const index of indexes) {
    const at = index >> 3;
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (index & 7));
  }
  return Buffer.from(bytes).toString('base64');
}
