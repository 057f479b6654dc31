import { sql } from 'kysely';
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
  // All of them first and in order, as whoever judges a case has its lock before that of a rule. What is being judged
  // just now without the link is over then, and can be seen.
  await sql`select from care_case where customer_id = ${link.customerId} order by id for update`.execute(tx);
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
    .execute();
  for (const { id, caseId, seq } of waiting) {
    // One that is on its way, or was refused, is written anew: it names whoever is linked when it goes.
    await tx
      .deleteFrom('outbox')
      .where('escalation_id', '=', id)
      .where('kind', '=', 'contact')
      .where('state', '=', 'parked')
      .execute();
    await queueContact(tx, { accountId, caseId, seq, escalationId: id, actingAgentId: linkedBy });
  }
}

/**
 * The contact of a customer who was linked while the record was being asked for: neither of the two could see the other.
 * A contact that is on its way, or was refused, stays as it is.
 */
export async function queueMissedContact(tx: Tx, escalationId: string): Promise<void> {
  const missed = await tx
    .selectFrom('escalation as e')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .innerJoin('contact_link as l', (join) =>
      join
        .onRef('l.customer_id', '=', 'c.customer_id')
        .onRef('l.connection_id', '=', 'e.connection_id')
        .on('l.missing', 'is distinct from', 'deleted'),
    )
    .select(['e.account_id as accountId', 'c.id as caseId', 'c.last_seq as seq'])
    .select('l.linked_by as actingAgentId')
    .where('e.id', '=', escalationId)
    .where('e.contact_missing', '=', true)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as o')
            .select('o.id')
            .whereRef('o.escalation_id', '=', 'e.id')
            .where('o.kind', '=', 'contact')
            .where('o.state', 'in', ['waiting', 'parked']),
        ),
      ),
    )
    .executeTakeFirst();
  if (missed) await queueContact(tx, { ...missed, escalationId });
}

interface ContactToQueue {
  accountId: string;
  caseId: string;
  seq: number;
  escalationId: string;
  actingAgentId: string | null;
}

async function queueContact(
  tx: Tx,
  { accountId, caseId, seq, escalationId, actingAgentId }: ContactToQueue,
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      account_id: accountId,
      target: 'salesforce',
      case_id: caseId,
      seq,
      kind: 'contact',
      escalation_id: escalationId,
      acting_agent_id: actingAgentId,
    })
    .execute();
  await openLane(tx, accountId, caseId, 'salesforce');
}
