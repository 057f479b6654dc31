import { explainAll, explainSalesforceError } from './explain-salesforce-error.ts';

/** Why something of a case does not go on, as it is kept. */
export interface KeptReason {
  code: string;
  message: string;
  fields?: readonly string[];
}

/** What Care itself has said, in whole sentences. Everything else came from Salesforce. */
const OURS: ReadonlySet<string> = new Set([
  'OUTCOME_UNKNOWN',
  'UNREADABLE_ANSWER',
  'ROLLED_BACK',
  'RECORD_DELETED',
  'RECORD_NOT_SEEN',
  'SYNC_PAUSED',
  'OWN_ACCESS_ENDED',
  'NO_CLOSED_STATUS',
  'NETWORK',
  'SERVER',
  'LIMIT',
  'NOT_CONNECTED',
  'RECONNECT_NEEDED',
]);

/** For people: what is wrong and what to do about it, in one or two sentences. Never raw data. */
export function reasonInWords({ code, message, fields = [] }: KeptReason): string {
  if (OURS.has(code)) return message;
  const { fact, remedy } = explainAll([{ code, message, fields }]);
  return `${/[.!?…]$/.test(fact) ? fact : `${fact}.`} ${remedy}`;
}

/** The same of words without a code, as they were kept before; data that is no words is left out. */
export const wordsOnly = (message: string): string =>
  explainSalesforceError({ code: '', message, fields: [] }).fact;
