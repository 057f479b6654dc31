/** An escalation of the case or of the record that stands or is under way. */
export interface StandingEscalation {
  id: string;
  caseId: string;
  /** Null: its record is still being created. */
  recordId: string | null;
}

export interface LinkQuestion {
  connection: { state: 'connected' | 'reconnect_needed' };
  caseId: string;
  recordId: string;
  standing: readonly StandingEscalation[];
}

export type LinkRefusal =
  | { code: 'SALESFORCE_RECONNECT_NEEDED' | 'RECORD_ALREADY_LINKED' }
  /** `by`: the escalation that stands in the way. */
  | { code: 'CASE_ALREADY_LINKED'; by: string };

export type LinkDecision =
  | { kind: 'link' }
  /** It is there already, or on its way: asking again changes nothing. */
  | { kind: 'linked'; escalationId: string }
  | { kind: 'refused'; refusal: LinkRefusal };

/** Whether a Care case may be linked to a record that is there: one case a record, one record a case. */
export function decideLink({ connection, caseId, recordId, standing }: LinkQuestion): LinkDecision {
  const same = standing.find((each) => each.caseId === caseId && each.recordId === recordId);
  if (same) return { kind: 'linked', escalationId: same.id };
  const ofCase = standing.find((each) => each.caseId === caseId);
  if (ofCase) return refused({ code: 'CASE_ALREADY_LINKED', by: ofCase.id });
  if (standing.length > 0) return refused({ code: 'RECORD_ALREADY_LINKED' });
  if (connection.state === 'reconnect_needed') return refused({ code: 'SALESFORCE_RECONNECT_NEEDED' });
  return { kind: 'link' };
}

const refused = (refusal: LinkRefusal): LinkDecision => ({ kind: 'refused', refusal });
