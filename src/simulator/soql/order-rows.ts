import type { Query } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, ObjectSchema, OrgRecord } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { malformedQuery } from './condition.ts';
import { type Reader, readPath, valueAt } from './path.ts';

/** Sorts by ORDER BY; empty values come first unless NULLS LAST is said (SOQL reference, "ORDER BY"). */
export function orderRows(
  reader: Reader,
  object: ObjectSchema,
  query: Query,
  rows: readonly OrgRecord[],
): OrgRecord[] {
  const keys = [query.orderBy ?? []].flat().map((clause) => {
    if (!('field' in clause))
      throw malformedQuery('functions in ORDER BY are not supported by this simulated org');
    const path = readPath(reader, object, clause.field, query.sObjectAlias);
    if (path.field.longText) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `field '${path.field.name}' can not be sorted in a query call`,
      );
    }
    return { path, sign: clause.order === 'DESC' ? -1 : 1, nulls: clause.nulls === 'LAST' ? 1 : -1 };
  });
  return [...rows].sort((left, right) => {
    for (const { path, sign, nulls } of keys) {
      const a = valueAt(reader, left, path);
      const b = valueAt(reader, right, path);
      if (a === null && b === null) continue;
      if (a === null || b === null) return a === null ? nulls : -nulls;
      const order = compareValues(a, b);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

function compareValues(left: NonNullable<FieldValue>, right: NonNullable<FieldValue>): number {
  const [a, b] = typeof left === 'string' ? [left.toLowerCase(), String(right).toLowerCase()] : [left, right];
  return a < b ? -1 : a > b ? 1 : 0;
}
