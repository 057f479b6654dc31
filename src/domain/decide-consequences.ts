import type { ToldToken } from './token-state.ts';

/** What does not work while nobody's access to an org does. */
export const CONSEQUENCES = [
  'no_new_cases',
  'status_sync_paused',
  'sync_type_locked',
  'record_types_hidden',
] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

const FACTS: Readonly<Record<Consequence, string>> = {
  no_new_cases: 'No new Salesforce cases or leads can be created. Those already created are not affected.',
  status_sync_paused: 'Statuses and messages wait. They go on in order once somebody connects again.',
  sync_type_locked: 'The kind of status sync cannot be changed.',
  record_types_hidden: "The org's record types and fields cannot be shown.",
};

/** What a person is told who pauses the sync of an org, and whoever meets a paused one. */
export const PAUSED_FACT =
  'Messages and statuses wait, both ways. Salesforce cases can still be created; what is said in them waits, too.';

/** @returns nothing while an access works, locked orgs and blocked addresses included: those pass by themselves. */
export function decideConsequences(
  connection: Pick<ToldToken, 'state' | 'fact'>,
): { code: Consequence; fact: string }[] {
  const over = ['expired', 'reconnect_needed', 'wrong_org'].includes(connection.state);
  return over ? CONSEQUENCES.map((code) => ({ code, fact: FACTS[code] })) : [];
}
