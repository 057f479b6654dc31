import { z } from 'zod';
import type { KeptRule } from '../../domain/mapping/kept-schema.ts';
import { soql } from '../../domain/soql.ts';
import { Problem } from '../problem.ts';
import type { Asker, DescribeCache } from './describe-cache.ts';

/** Tooling API, ValidationRule; `Metadata`, with the formula, is to be had of one rule a query only. */
const Rules = z.object({
  records: z.array(
    z.object({
      Id: z.string(),
      ValidationName: z.string(),
      ErrorMessage: z.string().nullable(),
      LastModifiedDate: z.string(),
      EntityDefinition: z.object({ QualifiedApiName: z.string() }),
    }),
  ),
});

/** Ours: people never meet it. */
const FENCE = /^CARE-FENCE/;

/**
 * The active validation rules of objects, all in one call.
 *
 * @returns by object. Null: the holder of the token may not read them.
 */
export async function readRules(
  describes: DescribeCache,
  connection: Asker,
  objects: readonly string[],
): Promise<ReadonlyMap<string, KeptRule[]> | null> {
  const query = soql`SELECT Id, ValidationName, ErrorMessage, LastModifiedDate, EntityDefinition.QualifiedApiName FROM ValidationRule WHERE Active = true AND EntityDefinition.QualifiedApiName IN ${objects}`;
  const path = `/tooling/query?q=${encodeURIComponent(query.text)}`;
  try {
    const { value } = await describes.read(connection, null, path, (body) => Rules.parse(body).records, true);
    const rules = new Map(objects.map((object): [string, KeptRule[]] => [object, []]));
    for (const { Id: id, ValidationName: name, ErrorMessage, LastModifiedDate, EntityDefinition } of value) {
      const message = ErrorMessage ?? '';
      if (FENCE.test(message)) continue;
      rules.get(EntityDefinition.QualifiedApiName)?.push({ id, name, message, modifiedAt: LastModifiedDate });
    }
    return rules;
  } catch (error) {
    if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED') return null;
    throw error;
  }
}
