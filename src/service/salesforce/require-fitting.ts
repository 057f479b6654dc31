import type { Connection } from '../../domain/connection.ts';
import { type MappingProblem, NEVER_FITS } from '../../domain/mapping/check.ts';
import type { LookupKey } from '../../domain/mapping/drift-of-keys.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { Problem } from '../problem.ts';
import type { DescribeCache } from './describe-cache.ts';
import { readExternalIds } from './org-schema.ts';

/** @throws Problem MAPPING_DOES_NOT_FIT with every field that no record could take. */
export async function requireFitting(
  describes: DescribeCache,
  connection: Connection,
  mapping: readonly MappedField[],
  schema: readonly SchemaField[],
  problems: readonly MappingProblem[],
): Promise<void> {
  const refused = [
    ...problems.filter(({ code }) => NEVER_FITS.has(code)),
    ...twice(mapping).map((field) => ({ field, fact: 'It is mapped twice.' })),
    ...(await unknownExternalIds(describes, connection, mapping, schema)),
  ];
  if (refused.length === 0) return;
  const errors = refused.map(({ field, fact }) => ({ path: `fields.${field}`, fact }));
  throw new Problem('MAPPING_DOES_NOT_FIT', undefined, { errors });
}

/** Lookups that are found by what is no external id of the record they lead to. */
export async function unknownExternalIds(
  describes: DescribeCache,
  connection: Connection,
  mapping: readonly MappedField[],
  schema: readonly SchemaField[],
): Promise<{ field: string; fact: string }[]> {
  const keys = await lookupKeysOf(describes, connection, mapping, schema);
  return keys
    .filter(({ state }) => state === 'lost')
    .map(({ field, key, target }) => ({ field, fact: `${key} is no external id of ${target}.` }));
}

/** By what mapped lookups find the records they lead to. */
export async function lookupKeysOf(
  describes: DescribeCache,
  connection: Connection,
  mapping: readonly MappedField[],
  schema: readonly SchemaField[],
): Promise<LookupKey[]> {
  const found = await Promise.all(
    mapping.map(async ({ field, by }): Promise<LookupKey[]> => {
      const target = schema.find(({ name }) => name === field)?.referenceTo[0];
      if (by === null || target === undefined) return [];
      const ids = await readExternalIds(describes, connection, target);
      const id = ids.find(({ name }) => name === by.field);
      const unique = id?.unique === undefined ? 'unsaid' : id.unique ? 'unique' : 'shared';
      return [{ field, key: by.field, target, state: id ? unique : 'lost' }];
    }),
  );
  return found.flat();
}

function twice(mapping: readonly MappedField[]): string[] {
  const names = mapping.map(({ field }) => field);
  return names.filter((name, at) => names.indexOf(name) !== at);
}
