export interface CommunityRecordQuestion {
  /** Null: no org is connected. */
  connection: { state: 'connected' | 'reconnect_needed' } | null;
  /** Those of the message and the object asked for, oldest first. */
  records: readonly { id: string; state: 'requested' | 'created' | 'failed' }[];
  /** A further one is wanted on purpose. */
  another: boolean;
}

export type CommunityRefusal =
  | 'SALESFORCE_NOT_CONNECTED'
  | 'SALESFORCE_RECONNECT_NEEDED'
  | 'ALREADY_ESCALATED';

export type CommunityDecision =
  | { kind: 'new' }
  /** Asked for before under this id, and not known to stand there: the same id finds it if it does. */
  | { kind: 'again'; recordId: string }
  | { kind: 'refused'; code: CommunityRefusal };

/** Whether a message may become a Salesforce record now, and under which id. */
export function decideCommunityRecord(question: CommunityRecordQuestion): CommunityDecision {
  const { connection, records, another } = question;
  if (connection === null) return { kind: 'refused', code: 'SALESFORCE_NOT_CONNECTED' };
  if (connection.state === 'reconnect_needed')
    return { kind: 'refused', code: 'SALESFORCE_RECONNECT_NEEDED' };
  if (!another && records.some(({ state }) => state === 'created')) {
    return { kind: 'refused', code: 'ALREADY_ESCALATED' };
  }
  const open = records.findLast(({ state }) => state !== 'created');
  return open ? { kind: 'again', recordId: open.id } : { kind: 'new' };
}
