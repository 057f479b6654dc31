import { PROBLEMS } from '../api/problems.ts';
import type { EscalationRefusal, EscalationRules } from '../domain/decide-escalation.ts';

/** Why a case may not go to Salesforce, and what to do: the last message is said to be old in the account's own days. */
export function refusalInWords(
  refusal: EscalationRefusal,
  { silentDays }: EscalationRules,
): { code: EscalationRefusal; fact: string; remedy: string } {
  const { title, remedy } = PROBLEMS[refusal];
  const fact = refusal === 'CUSTOMER_SILENT_90_DAYS' ? title.replace('90', String(silentDays)) : title;
  return { code: refusal, fact, remedy };
}
