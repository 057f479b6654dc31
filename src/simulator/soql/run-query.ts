import { type FieldSubquery, parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import type { ObjectSchema, OrgRecord, QueryResult, QueryRow } from '../core.ts';
import { invalidType, SalesforceError } from '../salesforce-error.ts';
import { requireEntity } from '../setup-views/require-entity.ts';
import { aggregateRows, isAggregate } from './aggregate.ts';
import { malformedQuery, type Test, toTest } from './condition.ts';
import { candidateRows, compileFilter } from './filter-rows.ts';
import { orderRows } from './order-rows.ts';
import { type Reader, readPath, valueAt } from './path.ts';
import { projectRow, readColumns } from './project.ts';
import { USER_RECORD_ACCESS, userRecordAccessRows } from './user-record-access.ts';

export interface QueryReader extends Reader {
  /** Rows of the recycle bin count too (`queryAll`). */
  readonly includeDeleted: boolean;
  readonly now: number;
  /** Who reads an object that is worked out rather than stored, if this is one. */
  view(object: string): QueryReader | null;
}

/** Runs SOQL as a user. Setup objects may have a reader of their own. Limits after "SOQL and SOSL Limits": 100,000 characters, OFFSET 2,000. */
export function runQuery(asked: QueryReader, soql: string): QueryResult {
  if (soql.length > 100_000)
    throw malformedQuery('SOQL statements cannot be longer than 100,000 characters.');
  let query: Query;
  try {
    query = parseQuery(soql);
  } catch (error) {
    throw malformedQuery(error instanceof Error ? error.message : 'unexpected token');
  }
  const reader = asked.view(query.sObject ?? '') ?? asked;
  const object = objectOf(reader, query.sObject ?? '');
  const rows = selectRows(reader, object, query);
  const [first] = query.fields ?? [];
  if (
    first?.type === 'FieldFunctionExpression' &&
    first.rawValue?.toUpperCase().replace(/\s/g, '') === 'COUNT()'
  ) {
    return { totalSize: rows.length, records: [] };
  }
  const records = isAggregate(query)
    ? aggregateRows(reader, object, query, rows)
    : answerRows(reader, object, query, orderRows(reader, object, query, rows));
  const from = query.offset ?? 0;
  const page = records.slice(from, query.limit === undefined ? undefined : from + query.limit);
  return { totalSize: page.length, records: page };
}

function objectOf(reader: Reader, name: string): ObjectSchema {
  const object =
    name.toLowerCase() === USER_RECORD_ACCESS.name.toLowerCase()
      ? USER_RECORD_ACCESS
      : reader.state.schema.object(name);
  if (!object || (object !== USER_RECORD_ACCESS && !reader.user.rights.object(object.name).read))
    throw invalidType(name);
  return object;
}

function selectRows(reader: QueryReader, object: ObjectSchema, query: Query): OrgRecord[] {
  if ((query.offset ?? 0) > 2000) {
    throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
  }
  const test: Test | null = query.where ? toTest(query.where, reader.now) : null;
  if (object.name === 'FieldDefinition') requireEntity(test);
  const inner = (semiJoin: Query) => columnOf(reader, semiJoin);
  const matches = test ? compileFilter(reader, object, test, query.sObjectAlias, inner) : () => true;
  const candidates =
    object === USER_RECORD_ACCESS ? userRecordAccessRows(reader, test) : candidateRows(reader, object, test);
  const isOpen = object === USER_RECORD_ACCESS;
  return [...candidates].filter(
    (row) =>
      (reader.includeDeleted || !row.deleted) &&
      matches(row) &&
      (isOpen || reader.user.rights.reach(row) !== 'none'),
  );
}

function columnOf(reader: QueryReader, query: Query): ReadonlySet<unknown> {
  const object = objectOf(reader, query.sObject ?? '');
  const [column] = readColumns(reader, object, query.fields ?? [], query.sObjectAlias);
  if (!column) throw malformedQuery('A semi join needs one field.');
  return new Set(selectRows(reader, object, query).map((row) => valueAt(reader, row, column)));
}

function answerRows(
  reader: QueryReader,
  object: ObjectSchema,
  query: Query,
  rows: readonly OrgRecord[],
): QueryRow[] {
  const items = query.fields ?? [];
  const everything = items.some(
    (item) => item.type === 'FieldFunctionExpression' && item.functionName.toUpperCase() === 'FIELDS',
  );
  if (everything && (query.limit ?? 201) > 200) {
    throw malformedQuery('The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  const columns = readColumns(reader, object, items, query.sObjectAlias);
  const subqueries = items.filter((item): item is FieldSubquery => item.type === 'FieldSubquery');
  return rows.map((row) => {
    const answer = projectRow(reader, row, columns);
    for (const { subquery } of subqueries)
      answer[subquery.relationshipName] = children(reader, row, subquery);
    return answer;
  });
}

/** A child subquery's block: null without children, else a result of its own. */
function children(reader: QueryReader, parent: OrgRecord, query: FieldSubquery['subquery']): unknown {
  for (const child of reader.state.schema.list()) {
    const link = child.fields.find(
      (field) =>
        field.referenceTo.includes(parent.object) &&
        field.childRelationshipName?.toLowerCase() === query.relationshipName.toLowerCase(),
    );
    if (!link) continue;
    const linked = { ...query, sObject: child.name } as Query;
    const path = readPath(reader, child, link.name);
    const rows = selectRows(reader, child, linked).filter((row) => valueAt(reader, row, path) === parent.id);
    const ordered = orderRows(reader, child, linked, rows)
      .slice(query.offset ?? 0)
      .slice(0, query.limit);
    if (ordered.length === 0) return null;
    return { totalSize: ordered.length, done: true, records: answerRows(reader, child, linked, ordered) };
  }
  throw malformedQuery(
    `Didn't understand relationship '${query.relationshipName}' in FROM part of query call.`,
  );
}
