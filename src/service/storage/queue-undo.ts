import type { Tx } from './database.ts';

/** Puts the taking back of a record into its case's lane, behind what is there; whoever does opens the lane. */
export async function queueUndo(
  tx: Tx,
  undo: { accountId: string; caseId: string; escalationId: string; agentId: string | null },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      account_id: undo.accountId,
      target: 'salesforce',
      case_id: undo.caseId,
      seq: 0,
      kind: 'undo',
      escalation_id: undo.escalationId,
      acting_agent_id: undo.agentId,
    })
    .execute();
}
