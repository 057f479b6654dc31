import { type Expression, type SqlBool, sql } from 'kysely';
import type { LinkableCase } from '../../api/embed.ts';
import { caseRow, selectCaseRows } from './case-rows.ts';
import { inSight, matches } from './case-views.ts';
import type { Tx } from './database.ts';

const MOST = 20;

/** Cases of the customers who are the person of a record: linked to its contact first, then by e-mail. */
export async function linkableOfPeople(
  tx: Tx,
  connectionId: string,
  { contactId, emails }: { contactId: string | null; emails: readonly string[] },
  sight: string | null,
): Promise<LinkableCase[]> {
  const byContact = sql<boolean>`exists (
    select from contact_link l where l.customer_id = c.customer_id
      and l.connection_id = ${connectionId} and l.contact_id = ${contactId})`;
  // Customers first, each way by its own index; their cases are few.
  const persons = sql<SqlBool>`c.customer_id in (
    select l.customer_id from contact_link l where l.connection_id = ${connectionId} and l.contact_id = ${contactId}
    union all
    select e.id from customer e where lower(e.email) = any(${[...emails]}::text[]))`;
  const rows = await offered(tx, persons, sight)
    .select(byContact.as('byContact'))
    .orderBy(byContact, 'desc')
    .$call(mostLikelyFirst)
    .execute();
  return rows.map((row) => linkable(row, row.byContact ? 'contact' : 'email'));
}

/** By customer, handle, e-mail, case number or message text. */
export async function linkableBySearch(
  tx: Tx,
  search: string,
  sight: string | null,
): Promise<LinkableCase[]> {
  const rows = await offered(tx, matches(search), sight).$call(mostLikelyFirst).execute();
  return rows.map((row) => linkable(row, 'search'));
}

function offered(tx: Tx, which: Expression<SqlBool>, sight: string | null) {
  const cases = selectCaseRows(tx).where(which).where('c.status', '<>', 'spam');
  return sight === null ? cases : cases.where(inSight(sight));
}

const mostLikelyFirst = <Query extends ReturnType<typeof offered>>(query: Query) =>
  query
    .orderBy(sql`c.status = 'done'`)
    .orderBy('c.last_customer_message_at', (order) => order.desc().nullsLast())
    .limit(MOST) as Query;

function linkable(row: Parameters<typeof caseRow>[0], reason: LinkableCase['reason']): LinkableCase {
  const shown = caseRow(row);
  return { ...shown, reason, linkedTo: shown.record };
}
