import type { FieldFunctionExpression, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldValue, ObjectSchema, OrgRecord, QueryRow } from '../core.ts';
import { malformedQuery } from './condition.ts';
import { type Reader, readPath, valueAt } from './path.ts';
import { toRestValue } from './project.ts';

export const isAggregate = (query: Query) =>
  query.groupBy !== undefined ||
  (query.fields ?? []).some((item) => item.type === 'FieldFunctionExpression' && item.isAggregateFn === true);

type Column = { name: string; of: (rows: readonly OrgRecord[]) => FieldValue };

/** Rows of `SELECT Status, COUNT(Id) … GROUP BY Status`. Unnamed functions are `expr0`, `expr1`, …. */
export function aggregateRows(
  reader: Reader,
  object: ObjectSchema,
  query: Query,
  rows: readonly OrgRecord[],
): QueryRow[] {
  if (query.having) throw malformedQuery('HAVING is not supported by this simulated org');
  const grouping = [query.groupBy ?? []].flat().map((clause) => {
    if (!('field' in clause))
      throw malformedQuery('functions in GROUP BY are not supported by this simulated org');
    return readPath(reader, object, clause.field, query.sObjectAlias);
  });
  let unnamed = 0;
  const columns = (query.fields ?? []).map((item): Column => {
    if (item.type === 'FieldFunctionExpression') {
      return {
        name: item.alias ?? `expr${unnamed++}`,
        of: aggregate(reader, object, item, query.sObjectAlias),
      };
    }
    if (item.type !== 'Field' && item.type !== 'FieldRelationship')
      throw malformedQuery('this expression cannot be grouped');
    const source = item.type === 'Field' ? item.field : (item.rawValue ?? item.field);
    const path = readPath(reader, object, source, query.sObjectAlias);
    if (!grouping.some((grouped) => grouped.field === path.field)) {
      throw malformedQuery(`Field must be grouped or aggregated: ${path.field.name}`);
    }
    const alias = 'alias' in item ? item.alias : undefined;
    return {
      name: alias ?? path.field.name,
      of: ([row]) => (row ? toRestValue(path.field, valueAt(reader, row, path)) : null),
    };
  });
  const groups = new Map<string, OrgRecord[]>();
  if (grouping.length === 0) groups.set('', []);
  for (const row of rows) {
    const key = JSON.stringify(grouping.map((path) => valueAt(reader, row, path)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, of }) => [name, of(group)])),
  }));
}

function aggregate(
  reader: Reader,
  object: ObjectSchema,
  item: FieldFunctionExpression,
  alias: string | undefined,
): Column['of'] {
  const [parameter] = item.parameters;
  const path = typeof parameter === 'string' ? readPath(reader, object, parameter, alias) : null;
  const values = (rows: readonly OrgRecord[]) =>
    rows.flatMap((row) => {
      const value = path ? valueAt(reader, row, path) : row.id;
      return value === null ? [] : [value];
    });
  const sum = (rows: readonly OrgRecord[]) =>
    values(rows).reduce<number>((total, value) => total + Number(value), 0);
  const extreme = (sign: 1 | -1) => (rows: readonly OrgRecord[]) => {
    const [first] = values(rows).sort((left, right) => sign * (left < right ? -1 : left > right ? 1 : 0));
    return first !== undefined && path ? toRestValue(path.field, first) : null;
  };
  switch (item.functionName.toUpperCase()) {
    case 'COUNT':
      return (rows) => values(rows).length;
    case 'COUNT_DISTINCT':
      return (rows) => new Set(values(rows)).size;
    case 'SUM':
      return sum;
    case 'AVG':
      return (rows) => (values(rows).length === 0 ? null : sum(rows) / values(rows).length);
    case 'MIN':
      return extreme(1);
    case 'MAX':
      return extreme(-1);
    default:
      throw malformedQuery(`function ${item.functionName} is not supported by this simulated org`);
  }
}
