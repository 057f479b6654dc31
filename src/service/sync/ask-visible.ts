import type { SalesforceOutcome } from './ports.ts';

/** A field, or a relationship, that this user does not see; the API says the same of one that does not exist. */
const UNSEEN = /No such column '(?<field>\w+)'|Didn't understand relationship '(?<relationship>\w+)'/;
/** Each costs a call. */
const MOST_UNSEEN = 6;

/**
 * Asks a query again without what its user may not read: an agent without the right to see a phone number still finds
 * people by name.
 *
 * @param ask the query without these names; null: nothing is left to ask for.
 */
export async function askVisible(
  ask: (unseen: ReadonlySet<string>) => Promise<SalesforceOutcome> | null,
): Promise<SalesforceOutcome | null> {
  const unseen = new Set<string>();
  for (;;) {
    const asking = ask(unseen);
    if (asking === null) return null;
    const outcome = await asking;
    const name = unseenIn(outcome);
    if (name === null || unseen.has(name) || unseen.size === MOST_UNSEEN) return outcome;
    unseen.add(name);
  }
}

/** Of the named fields, paths among them, those that are still to be asked for. */
export const visibleOf = (fields: readonly string[], unseen: ReadonlySet<string>): string[] =>
  fields.filter((field) => !field.split('.').some((part) => unseen.has(part)));

function unseenIn(outcome: SalesforceOutcome): string | null {
  if (outcome.kind !== 'refused') return null;
  const refusal = outcome.errors.find(({ code }) => code === 'INVALID_FIELD');
  const { field, relationship } = UNSEEN.exec(refusal?.message ?? '')?.groups ?? {};
  return field ?? relationship ?? null;
}
