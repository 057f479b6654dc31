import { heldForContact } from './automatic-holds.ts';
import type { Tx } from './database.ts';
import { judgeCase } from './escalate-by-rule.ts';
import type { EscalationEnvironment } from './escalation-requests.ts';
import { openLane } from './lane.ts';

export interface NewLink {
  accountId: string;
  customerId: string;
  connectionId: string;
  linkedBy: string | null;
}

/**
 * What a new link means for the cases of the customer: those that went to Salesforce without a contact get theirs
 * there, each in its own lane, and those that a rule left alone for want of one are judged again.
 */
export async function followContactLink(
  tx: Tx,
  environment: Pick<EscalationEnvironment, 'now' | 'caseUrl'>,
  link: NewLink,
): Promise<void> {
  await queueContacts(tx, link);
  for (const caseId of await heldForContact(tx, link.customerId)) {
    await judgeCase(tx, environment, link.accountId, caseId);
  }
}

async function queueContacts(
  tx: Tx,
  { accountId, customerId, connectionId, linkedBy }: NewLink,
): Promise<void> {
  const waiting = await tx
    .selectFrom('care_case as c')
    .innerJoin('escalation as e', 'e.case_id', 'c.id')
    .select(['c.id as caseId', 'c.last_seq as seq', 'e.id'])
    .where('c.customer_id', '=', customerId)
    .where('e.connection_id', '=', connectionId)
    .where('e.contact_missing', '=', true)
    .where('e.state', 'in', ['requested', 'created'])
    .orderBy('c.id')
    .orderBy('e.created_at')
    .forNoKeyUpdate('c')
    .execute();
  for (const { id, caseId, seq } of waiting) {
    // One that is on its way, or was refused, is written anew: it names whoever is linked when it goes.
    await tx
      .deleteFrom('outbox')
      .where('escalation_id', '=', id)
      .where('kind', '=', 'contact')
      .where('state', '=', 'parked')
      .execute();
    await tx
      .insertInto('outbox')
      .values({
        account_id: accountId,
        target: 'salesforce',
        case_id: caseId,
        seq,
        kind: 'contact',
        escalation_id: id,
        acting_agent_id: linkedBy,
      })
      .execute();
    await openLane(tx, accountId, caseId, 'salesforce');
  }
}
