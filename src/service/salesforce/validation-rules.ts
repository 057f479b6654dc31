import { z } from 'zod';
import type { OrgRule } from '../../domain/preflight/foresee-rules.ts';
import type { NotChecked } from '../../domain/preflight/verdict.ts';
import { soql } from '../../domain/soql.ts';
import { Problem } from '../problem.ts';
import type { Asker, DescribeCache } from './describe-cache.ts';

const Listed = z.object({
  records: z.array(
    z.object({ Id: z.string(), ValidationName: z.string(), LastModifiedDate: z.string().nullable() }),
  ),
});
const Rule = z.object({
  ValidationName: z.string(),
  Metadata: z.object({
    active: z.boolean(),
    errorConditionFormula: z.string(),
    errorDisplayField: z.string().nullish(),
    errorMessage: z.string(),
  }),
});

export interface RulesOfObject {
  rules: OrgRule[];
  /** Those that are there and whose formula is not to be had, by name, with the reason. */
  unread: ReadonlyMap<string, string>;
  notChecked: NotChecked[];
}

/** An org may have hundreds; beyond these nobody waits for them. */
const MOST_RULES = 100;
const AT_ONCE = 10;

/**
 * The active validation rules of an object, by Tooling API: a list, which says when each was changed, and each once as
 * long as it stays as it is. They are the same for everybody, so the default token is asked, which may see them more
 * often than an agent's.
 */
export async function readValidationRules(
  describes: DescribeCache,
  connection: Asker,
  object: string,
): Promise<RulesOfObject> {
  try {
    const query = soql`SELECT Id, ValidationName, LastModifiedDate FROM ValidationRule WHERE EntityDefinition.QualifiedApiName = ${object} AND Active = true ORDER BY ValidationName LIMIT ${MOST_RULES + 1}`;
    const path = `/tooling/query?q=${encodeURIComponent(query.text)}`;
    const { records } = (await describes.read(connection, null, path, (body) => Listed.parse(body))).value;
    const rules: OrgRule[] = [];
    const unread = new Map<string, string>();
    const wanted = records.slice(0, MOST_RULES);
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const read = wanted.slice(at, at + AT_ONCE).map(async (each) => {
        try {
          return await readRule(describes, connection, each);
        } catch (error) {
          // An org that does not answer is not asked for the rest.
          if (error instanceof Problem && error.code !== 'SALESFORCE_REFUSED') throw error;
          unread.set(each.ValidationName, whyUnread(error, 'its formula', 'Its formula'));
          return null;
        }
      });
      rules.push(...(await Promise.all(read)).filter((rule) => rule !== null));
    }
    const more = records.length > MOST_RULES;
    const why = `Care reads ${MOST_RULES} rules of an object.`;
    return {
      rules,
      unread,
      notChecked: [
        ...[...unread].map(([name, reason]) => ({ what: `Rule ${name}`, why: reason })),
        ...(more ? [{ what: 'Further validation rules', why }] : []),
      ],
    };
  } catch (error) {
    const notChecked = [{ what: 'Validation rules', why: whyUnread(error, 'them', 'They') }];
    return { rules: [], unread: new Map(), notChecked };
  }
}

/** @throws the error, where it says nothing of the org. */
function whyUnread(error: unknown, them: string, they: string): string {
  if (!(error instanceof Problem || error instanceof z.ZodError)) throw error;
  return error instanceof Problem && error.code === 'SALESFORCE_REFUSED'
    ? `The org’s default user may not read ${them}.`
    : `${they} could not be read now.`;
}

async function readRule(
  describes: DescribeCache,
  connection: Asker,
  { Id, LastModifiedDate }: z.output<typeof Listed>['records'][number],
): Promise<OrgRule | null> {
  const path = `/tooling/sobjects/ValidationRule/${Id}`;
  const { value } = await describes.read(
    connection,
    null,
    path,
    (body) => Rule.parse(body),
    false,
    LastModifiedDate,
  );
  const { active, errorConditionFormula, errorDisplayField, errorMessage } = value.Metadata;
  if (!active) return null;
  return {
    name: value.ValidationName,
    message: errorMessage,
    field: errorDisplayField ?? null,
    formula: errorConditionFormula,
  };
}
