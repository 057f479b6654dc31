import type { Query } from '@jetstreamapp/soql-parser-js';
import type { ObjectSchema, OrgRecord } from '../core.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { checkComparison, compares } from './compare.ts';
import type { Test } from './condition.ts';
import { type Path, type Reader, readPath, valueAt } from './path.ts';

type Filter = (row: OrgRecord) => boolean;

/** Compiles a WHERE tree. `runInner` answers the values of a semi-join's single column. */
export function compileFilter(
  reader: Reader,
  object: ObjectSchema,
  test: Test,
  alias: string | undefined,
  runInner: (query: Query) => ReadonlySet<unknown>,
): Filter {
  const compile = (part: Test): Filter => compileFilter(reader, object, part, alias, runInner);
  switch (test.kind) {
    case 'all': {
      const parts = test.parts.map(compile);
      return (row) => parts.every((part) => part(row));
    }
    case 'any': {
      const parts = test.parts.map(compile);
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compile(test.part);
      return (row) => !part(row);
    }
    case 'query': {
      const path = readPath(reader, object, test.path, alias);
      const values = runInner(test.query);
      return (row) => values.has(valueAt(reader, row, path)) !== test.negated;
    }
    case 'compare': {
      const path: Path = readPath(reader, object, test.path, alias);
      checkComparison(path.field, test.operator, test.literals);
      return (row) => compares(path.field, valueAt(reader, row, path), test.operator, test.literals);
    }
  }
}

/** Rows that can match at all: by id or index when the outer AND pins one down, else the whole object. */
export function candidateRows(reader: Reader, object: ObjectSchema, test: Test | null): Iterable<OrgRecord> {
  const parts = test?.kind === 'all' ? test.parts : test ? [test] : [];
  for (const part of parts) {
    if (
      part.kind !== 'compare' ||
      (part.operator !== '=' && part.operator !== 'IN') ||
      part.path.includes('.')
    )
      continue;
    const field = object.field(part.path);
    const texts = part.literals.flatMap((literal) => (literal.kind === 'text' ? literal.value : []));
    if (!field || texts.length !== part.literals.length) continue;
    const ids = texts.flatMap((text) => {
      if (field.type === 'id') return parseRecordId(text) ?? [];
      const found = reader.state.idsBy(
        object.name,
        field,
        field.type === 'reference' ? parseRecordId(text) : text,
      );
      return found ? [...found] : [null];
    });
    if (!ids.includes(null)) return rowsOf(reader, object, ids);
  }
  return reader.state.rows(object.name);
}

function* rowsOf(
  reader: Reader,
  object: ObjectSchema,
  ids: readonly (string | null)[],
): Generator<OrgRecord> {
  for (const id of new Set(ids)) {
    const row = id ? reader.state.row(id) : undefined;
    if (row?.object === object.name) yield row;
  }
}
