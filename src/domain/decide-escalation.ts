/** What is made of a Care case. A lead is somebody the org does not know yet: it takes no contact. */
export type EscalatedObject = 'Case' | 'Lead';

export interface EscalationQuestion {
  object: EscalatedObject;
  /** Null: no org is connected. */
  connection: { state: 'connected' | 'reconnect_needed' } | null;
  contactLinked: boolean;
  /** ISO-8601; null: the customer never wrote. */
  lastCustomerMessageAt: string | null;
  now: string;
  /** Escalations of the case into this object that stand or are under way. */
  standing: number;
  /** A further one is wanted on purpose. */
  another: boolean;
}

export type EscalationRefusal =
  | 'SALESFORCE_NOT_CONNECTED'
  | 'SALESFORCE_RECONNECT_NEEDED'
  | 'ALREADY_ESCALATED'
  | 'CONTACT_LINK_REQUIRED'
  | 'CUSTOMER_SILENT_90_DAYS';

export const SILENT_DAYS = 90;

/** Why this case cannot become a Salesforce case or lead now, the first thing to mend first. Null: it can. */
export function decideEscalation(question: EscalationQuestion): EscalationRefusal | null {
  if (question.connection === null) return 'SALESFORCE_NOT_CONNECTED';
  if (question.connection.state === 'reconnect_needed') return 'SALESFORCE_RECONNECT_NEEDED';
  if (question.standing > 0 && !question.another) return 'ALREADY_ESCALATED';
  if (question.object === 'Case' && !question.contactLinked) return 'CONTACT_LINK_REQUIRED';
  if (isSilent(question.lastCustomerMessageAt, question.now)) return 'CUSTOMER_SILENT_90_DAYS';
  return null;
}

/** Ninety days to the millisecond count as ninety days. Only the customer's messages count. */
function isSilent(lastCustomerMessageAt: string | null, now: string): boolean {
  if (lastCustomerMessageAt === null) return true;
  return Date.parse(now) - Date.parse(lastCustomerMessageAt) >= SILENT_DAYS * 86_400_000;
}
