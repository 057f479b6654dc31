import { sql } from 'kysely';
import type { OpenCaseRow } from '../../api/embed.ts';
import type { Tx } from './database.ts';

const EXCERPT_CHARACTERS = 160;

/** Cases as a list inside Salesforce shows them; whoever asks adds which and in what order. */
export const selectCaseRows = (tx: Tx) =>
  tx
    .selectFrom('care_case as c')
    .innerJoin('profile as p', 'p.id', 'c.profile_id')
    .innerJoin('customer as u', 'u.id', 'c.customer_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('message as m')
          .select(['m.direction', 'm.sent_at'])
          .select(sql<string>`left(m.text, ${EXCERPT_CHARACTERS})`.as('text'))
          .whereRef('m.case_id', '=', 'c.id')
          .orderBy('m.seq', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('escalation as e')
          .select(['e.record_id', 'e.record_number', 'e.object'])
          .whereRef('e.case_id', '=', 'c.id')
          .where('e.state', 'in', ['requested', 'created', 'undoing'])
          .where('e.record_id', 'is not', null)
          .orderBy('e.created_at', 'desc')
          .limit(1)
          .as('linked'),
      (join) => join.onTrue(),
    )
    .select(['c.id', 'c.number', 'c.status', 'c.priority', 'p.platform', 'u.name', 'u.handle'])
    .select(['last.text', 'last.sent_at', 'last.direction'])
    .select(['linked.record_id', 'linked.record_number', 'linked.object']);

type CaseRow = Awaited<ReturnType<ReturnType<typeof selectCaseRows>['execute']>>[number];

export const caseRow = (row: CaseRow): OpenCaseRow => ({
  caseId: row.id,
  number: row.number,
  customer: { name: row.name, handle: row.handle },
  platform: row.platform,
  status: row.status,
  priority: row.priority,
  lastMessage:
    row.direction && row.sent_at
      ? { text: row.text ?? '', sentAt: row.sent_at, direction: row.direction }
      : null,
  unanswered: row.direction === 'incoming',
  record:
    row.record_id && row.object
      ? { recordId: row.record_id, object: row.object, number: row.record_number }
      : null,
});

const MOST_OPEN_CASES = 200;

/** The agent's own cases that are not done: unanswered first, then by the customer's newest message. */
export async function listOpenCases(
  tx: Tx,
  agentId: string,
): Promise<{ cases: OpenCaseRow[]; more: boolean }> {
  const rows = await selectCaseRows(tx)
    .where('c.assignee_id', '=', agentId)
    .where('c.status', 'not in', ['done', 'spam'])
    .orderBy(sql`last.direction is not distinct from 'incoming'`, 'desc')
    .orderBy('c.last_customer_message_at', (order) => order.desc().nullsLast())
    .limit(MOST_OPEN_CASES + 1)
    .execute();
  return { cases: rows.slice(0, MOST_OPEN_CASES).map(caseRow), more: rows.length > MOST_OPEN_CASES };
}

/** Ids of all of them. */
export async function openCaseIds(tx: Tx, agentId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('care_case')
    .select('id')
    .where('assignee_id', '=', agentId)
    .where('status', 'not in', ['done', 'spam'])
    .execute();
  return rows.map(({ id }) => id);
}
