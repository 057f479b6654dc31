import type { Conditions } from './conditions/condition.ts';
import { matches } from './conditions/matches.ts';
import { decideEscalation } from './decide-escalation.ts';
import type { CareFacts } from './mapping/care-facts.ts';

/** Makes a Salesforce case of every Care case that is as its conditions say. */
export interface AutomaticRule extends Conditions {
  id: string;
  name: string;
  active: boolean;
  /** Null: the one for new records. */
  recordType: { name: string; id: string | null } | null;
  /** Null: whoever creates it, or whom the assignment rule names. */
  owner: { id: string; name: string; kind: 'user' | 'queue' } | null;
  /** Whether the org's assignment rule decides who owns it. */
  assign: boolean;
  /** Whether a customer needs no linked contact. */
  withoutContact: boolean;
  /** Cases within an hour; what comes above waits until there is room again. */
  hourlyCap: number;
}

/** Why a rule that matches leaves the case alone. */
export const HOLDS = ['CONTACT_LINK_REQUIRED', 'CUSTOMER_SILENT_90_DAYS', 'HOURLY_CAP_REACHED'] as const;
export type Hold = (typeof HOLDS)[number];

const isHold = (code: string): code is Hold => (HOLDS as readonly string[]).includes(code);

/** The first that matches wins; those that are off are passed over. */
export const firstMatching = (rules: readonly AutomaticRule[], facts: CareFacts): AutomaticRule | null =>
  rules.find((rule) => rule.active && matches(rule, facts)) ?? null;

export interface AutomaticQuestion {
  rule: Pick<AutomaticRule, 'withoutContact' | 'hourlyCap'>;
  contactLinked: boolean;
  lastCustomerMessageAt: string | null;
  now: string;
  /** The account's own. */
  silentDays: number | null;
  /** Cases this rule has made within the last hour. */
  lastHour: number;
}

/**
 * What holds a rule that matches; null: nothing does. Whether a contact is needed is the rule's own to say. A
 * connection that has expired holds nothing: what is asked for waits until somebody signs in again.
 */
export function decideAutomatic(question: AutomaticQuestion): Hold | null {
  const { rule, silentDays, lastHour, ...facts } = question;
  const refusal = decideEscalation({
    ...facts,
    object: 'Case',
    connection: { state: 'connected' },
    standing: 0,
    another: false,
    rules: { contactRequired: !rule.withoutContact, silentDays },
  });
  if (refusal !== null && isHold(refusal)) return refusal;
  return lastHour >= rule.hourlyCap ? 'HOURLY_CAP_REACHED' : null;
}
