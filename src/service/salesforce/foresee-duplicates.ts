import { z } from 'zod';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { ContactAsker } from './contacts.ts';
import type { DescribeCache } from './describe-cache.ts';
import { type FoundDuplicates, readMatches } from './matching-records.ts';
import { answered } from './outcome-problem.ts';

/** User Interface API guide, "Duplicates Configuration". */
const Configured = z.object({
  predupeEnabled: z.boolean().optional(),
  dedupeEnabled: z.boolean(),
  dedupeFields: z.array(z.string()).default([]),
});
/** User Interface API guide, "Duplicates". */
const Found = z.object({
  allowSave: z.boolean(),
  duplicateError: z.boolean(),
  duplicateRules: z.array(z.string()).default([]),
  matches: z.array(z.object({ recordIds: z.array(z.string()) })).default([]),
});

/** The fields that the org's duplicate rules compare; null: it has no rule for the object. */
export async function readComparedFields(
  describes: DescribeCache,
  { connection, agentId, deadlineMs }: ContactAsker,
  object: string,
): Promise<string[] | null> {
  const asked = { ...connection, ...(deadlineMs !== undefined && { deadlineMs }) };
  const { value } = await describes.read(asked, agentId, `/ui-api/duplicates/${object}`, (body) =>
    Configured.parse(body),
  );
  return (value.predupeEnabled ?? value.dedupeEnabled) ? value.dedupeFields : null;
}

/**
 * What the duplicate rules say of a record that is not there yet, as far as whoever asks may see (User Interface API,
 * "Check for Duplicate Records"). One call, and another one to name what was found.
 *
 * @throws Problem when the org does not answer.
 */
export async function foreseeDuplicates(
  asker: ContactAsker,
  object: string,
  fields: CaseFields,
): Promise<FoundDuplicates | null> {
  const { port, connection, agentId, deadlineMs } = asker;
  const outcome = await port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: agentId,
    fallback: 'none',
    purpose: 'contact',
    method: 'POST',
    path: '/ui-api/predupe',
    body: { apiName: object, fields },
    records: 0,
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  const { allowSave, duplicateError, duplicateRules, matches } = Found.parse(answered(outcome).body);
  const ids = [...new Set(matches.flatMap(({ recordIds }) => recordIds))];
  if (!duplicateError && ids.length === 0) return null;
  return { fact: factOf(duplicateRules), allowed: allowSave, ...(await readMatches(asker, ids)) };
}

const factOf = (rules: readonly string[]): string =>
  rules.length === 1
    ? `The org’s duplicate rule ${rules[0]} finds others like it.`
    : 'Duplicate rules of the org find others like it.';
