import { type UndoAct, undoLimitInWords } from './undo.ts';

/** What is made of a Care case. A lead is somebody the org does not know yet: it takes no contact. */
export type EscalatedObject = 'Case' | 'Lead';

/**
 * How far an escalation has come. `gone`: its record is, in Salesforce. `undoing`: it stands until Salesforce has let
 * go of it.
 */
export type EscalationState = 'requested' | 'created' | 'failed' | 'gone' | 'undoing' | 'undone';

/** What an account asks for before a case may go to Salesforce. */
export interface EscalationRules {
  /** Of a Salesforce case. */
  contactRequired: boolean;
  /** Days without a message of the customer from which on it may not; null: it always may. */
  silentDays: number | null;
  /** How long an escalation may be taken back; null: never. */
  undoMinutes: number | null;
  /** What taking it back does, unless the agent chooses otherwise. */
  undoAct: UndoAct;
}

/** As documented, until an account says otherwise. */
export const DOCUMENTED_RULES: EscalationRules = {
  contactRequired: true,
  silentDays: 90,
  undoMinutes: 1_440,
  undoAct: 'close',
};

/** For whoever reads what was changed. */
export function rulesInWords({ contactRequired, silentDays, ...undo }: EscalationRules): string {
  const contact = contactRequired ? 'with a contact' : 'with or without a contact';
  const days = silentDays === 1 ? '1 day' : `${silentDays} days`;
  const age = silentDays === null ? 'of any age' : `less than ${days} old`;
  return `${contact}, the customer’s last message ${age}; ${undoInWords(undo)}`;
}

function undoInWords({ undoMinutes, undoAct }: Pick<EscalationRules, 'undoMinutes' | 'undoAct'>): string {
  if (undoMinutes === null) return 'nothing is undone';
  const act = { close: 'closes and unlinks', unlink: 'unlinks', delete: 'deletes' }[undoAct];
  return `undo within ${undoLimitInWords(undoMinutes)} ${act}`;
}

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
  rules: Pick<EscalationRules, 'contactRequired' | 'silentDays'>;
}

export type EscalationRefusal =
  | 'SALESFORCE_NOT_CONNECTED'
  | 'SALESFORCE_RECONNECT_NEEDED'
  | 'ALREADY_ESCALATED'
  | 'CONTACT_LINK_REQUIRED'
  | 'CUSTOMER_SILENT_90_DAYS';

/** Why this case cannot become a Salesforce case or lead now, the first thing to mend first. Null: it can. */
export function decideEscalation(question: EscalationQuestion): EscalationRefusal | null {
  if (question.connection === null) return 'SALESFORCE_NOT_CONNECTED';
  if (question.connection.state === 'reconnect_needed') return 'SALESFORCE_RECONNECT_NEEDED';
  if (question.standing > 0 && !question.another) return 'ALREADY_ESCALATED';
  const { contactRequired, silentDays } = question.rules;
  if (question.object === 'Case' && contactRequired && !question.contactLinked)
    return 'CONTACT_LINK_REQUIRED';
  if (isSilent(question, silentDays)) return 'CUSTOMER_SILENT_90_DAYS';
  return null;
}

/** So many days to the millisecond count as so many days. Only the customer's messages count. */
function isSilent({ lastCustomerMessageAt, now }: EscalationQuestion, days: number | null): boolean {
  if (days === null) return false;
  if (lastCustomerMessageAt === null) return true;
  return Date.parse(now) - Date.parse(lastCustomerMessageAt) >= days * 86_400_000;
}
