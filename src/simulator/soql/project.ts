import type { FieldType as SelectItem } from '@jetstreamapp/soql-parser-js';
import type { FieldSchema, FieldValue, ObjectSchema, OrgRecord, QueryRow } from '../core.ts';
import { toRestInstant } from '../records/instant.ts';
import { malformedQuery } from './condition.ts';
import { canRead, follow, type Path, type Reader, readPath } from './path.ts';

/** How REST writes a stored value. */
export function toRestValue(field: FieldSchema, value: FieldValue): FieldValue {
  // A checkbox that came later is unchecked on the rows that were there.
  if (field.type === 'boolean' && value === null) return false;
  return field.type === 'datetime' && typeof value === 'string' ? toRestInstant(value) : value;
}

export const attributesOf = (reader: Reader, row: OrgRecord) => ({
  type: row.object,
  url: `/services/data/v${reader.state.schema.apiVersion}/sobjects/${row.object}/${row.id}`,
});

/** The columns of a SELECT that stand for one value each; `FIELDS(ALL)` is spelled out. */
export function readColumns(
  reader: Reader,
  object: ObjectSchema,
  items: readonly SelectItem[],
  alias: string | undefined,
): Path[] {
  return items.flatMap((item) => {
    if (item.type === 'Field')
      return readPath(reader, object, 'rawValue' in item ? item.rawValue : item.field, alias);
    if (item.type === 'FieldRelationship')
      return readPath(reader, object, item.rawValue ?? [...item.relationships, item.field].join('.'), alias);
    if (item.type === 'FieldFunctionExpression' && item.functionName.toUpperCase() === 'FIELDS')
      return wildcard(reader, object, item.parameters[0]);
    if (item.type === 'FieldFunctionExpression' && item.functionName.toUpperCase() === 'TOLABEL')
      return readPath(reader, object, String(item.parameters[0]), alias);
    if (item.type === 'FieldSubquery') return [];
    throw malformedQuery('this expression in SELECT is not supported by this simulated org');
  });
}

function wildcard(reader: Reader, object: ObjectSchema, which: unknown): Path[] {
  const kind = String(which).toUpperCase();
  return object.fields
    .filter((field) => canRead(reader.user, object, field))
    .filter(({ custom }) => kind === 'ALL' || custom === (kind === 'CUSTOM'))
    .map((field) => ({ steps: [], field }));
}

/** One row of the answer: parents nested under their relationship's name, null where the link is empty. */
export function projectRow(reader: Reader, row: OrgRecord, columns: readonly Path[]): QueryRow {
  const result: QueryRow = { attributes: attributesOf(reader, row) };
  for (const { steps, field } of columns) {
    let target: QueryRow | null = result;
    for (const [depth, step] of steps.entries()) {
      const name = step.relationshipName ?? step.name;
      const parent = follow(reader, row, steps.slice(0, depth + 1));
      if (!parent) target[name] = null;
      else target[name] ??= { attributes: attributesOf(reader, parent) };
      target = parent ? (target[name] as QueryRow) : null;
      if (!target) break;
    }
    const source = follow(reader, row, steps);
    if (target && source) target[field.name] = toRestValue(field, source.fields[field.name] ?? null);
  }
  return result;
}
