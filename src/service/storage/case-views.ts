import { type Expression, type SqlBool, sql } from 'kysely';
import type { CaseList } from '../../api/cases.ts';
import type { CaseSummary } from '../../api/shapes.ts';
import type { ViewQuery } from '../care/ports.ts';
import type { Tx } from './database.ts';
import { readEscalations, standingOf } from './escalation-views.ts';

const EXCERPT_CHARACTERS = 160;

/** The order each view is documented to have. */
const ORDER: Readonly<
  Record<CaseList, { column: 'created_at' | 'last_customer_message_at'; direction: 'asc' | 'desc' }>
> = {
  inbox: { column: 'created_at', direction: 'asc' },
  new: { column: 'created_at', direction: 'asc' },
  my_open: { column: 'last_customer_message_at', direction: 'desc' },
  my_pending: { column: 'last_customer_message_at', direction: 'asc' },
  my_on_hold: { column: 'last_customer_message_at', direction: 'desc' },
  done: { column: 'created_at', direction: 'desc' },
  spam: { column: 'created_at', direction: 'desc' },
  latest: { column: 'created_at', direction: 'desc' },
};

/** Cases by id, in the order of the ids; unknown ids are left out. */
export async function readSummaries(tx: Tx, ids: readonly string[]): Promise<CaseSummary[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('care_case as c')
    .innerJoin('profile as p', 'p.id', 'c.profile_id')
    .innerJoin('customer as u', 'u.id', 'c.customer_id')
    .leftJoin('agent as a', 'a.id', 'c.assignee_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('message as m')
          .select(['m.direction', 'm.kind', 'm.text', 'm.sent_at'])
          .whereRef('m.case_id', '=', 'c.id')
          .orderBy('m.seq', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.number',
      'c.status',
      'c.priority',
      'c.created_at',
      'c.assigned_at',
      'c.done_at',
      'c.last_customer_message_at',
      'c.message_count',
      'c.last_seq',
      'p.id as profile_id',
      'p.platform',
      'p.handle as profile_handle',
      'p.name as profile_name',
      'u.id as customer_id',
      'u.name as customer_name',
      'u.handle as customer_handle',
      'u.email',
      'u.phone',
      'a.id as agent_id',
      'a.name as agent_name',
      'last.direction',
      'last.kind',
      'last.sent_at',
      sql<string | null>`left(last.text, ${EXCERPT_CHARACTERS})`.as('excerpt'),
    ])
    .where('c.id', 'in', [...ids])
    .execute();
  const escalations = await readEscalations(tx, [...ids]);
  const byId = new Map(
    rows.map((row): [string, CaseSummary] => [
      row.id,
      {
        id: row.id,
        number: row.number,
        status: row.status,
        priority: row.priority,
        profile: {
          id: row.profile_id,
          platform: row.platform,
          handle: row.profile_handle,
          name: row.profile_name,
        },
        customer: {
          id: row.customer_id,
          name: row.customer_name,
          handle: row.customer_handle,
          email: row.email,
          phone: row.phone,
        },
        assignee: row.agent_id && row.agent_name ? { id: row.agent_id, name: row.agent_name } : null,
        lastMessage:
          row.direction && row.kind && row.sent_at
            ? { direction: row.direction, kind: row.kind, excerpt: row.excerpt ?? '', at: row.sent_at }
            : null,
        lastCustomerMessageAt: row.last_customer_message_at,
        messageCount: row.message_count,
        createdAt: row.created_at,
        assignedAt: row.assigned_at,
        doneAt: row.done_at,
        escalation: standingOf(escalations.get(row.id) ?? []),
        seq: row.last_seq,
      },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function listCases(
  tx: Tx,
  query: ViewQuery,
): Promise<{ cases: CaseSummary[]; nextCursor: string | null }> {
  const order = ORDER[query.view];
  const offset = query.cursor === null ? 0 : Math.max(0, Number.parseInt(query.cursor, 10) || 0);
  let rows = casesOfView(tx, query)
    .select('c.id')
    .orderBy(`c.${order.column}`, (ordering) =>
      order.direction === 'asc' ? ordering.asc() : ordering.desc().nullsLast(),
    )
    .orderBy('c.number')
    .offset(offset)
    .limit(query.limit + 1);
  const search = query.search?.trim();
  if (search) rows = rows.where(matches(search));
  const ids = (await rows.execute()).map((row) => row.id);
  const cases = await readSummaries(tx, ids.slice(0, query.limit));
  return { cases, nextCursor: ids.length > query.limit ? String(offset + query.limit) : null };
}

export async function countView(tx: Tx, query: Pick<ViewQuery, 'view' | 'agentId' | 'all'>): Promise<number> {
  const row = await casesOfView(tx, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function casesOfView(tx: Tx, { view, agentId, all }: Pick<ViewQuery, 'view' | 'agentId' | 'all'>) {
  const cases = tx.selectFrom('care_case as c');
  const mine = all ? cases : cases.where(inSight(agentId));
  switch (view) {
    case 'inbox':
      return mine.where('c.status', 'not in', ['done', 'spam']);
    case 'new':
      return cases.where('c.status', '=', 'new').where('c.assignee_id', 'is', null);
    case 'my_open':
      return cases.where('c.status', '=', 'open').where('c.assignee_id', '=', agentId);
    case 'my_pending':
      return cases.where('c.status', '=', 'pending').where('c.assignee_id', '=', agentId);
    case 'my_on_hold':
      return cases.where('c.status', '=', 'on_hold').where('c.assignee_id', '=', agentId);
    case 'done':
      return mine.where('c.status', '=', 'done');
    case 'spam':
      return cases.where('c.status', '=', 'spam');
    case 'latest':
      return all ? cases : cases.where((eb) => eb.or([inSight(agentId), eb('c.status', '=', 'spam')]));
  }
}

/** The agent's own cases and nobody's: `isInSight`, of cases that are not spam. */
export const inSight = (agentId: string | null): Expression<SqlBool> =>
  sql<SqlBool>`(c.assignee_id is null or c.assignee_id = ${agentId})`;

/** By customer, handle, e-mail, message text or case number. */
export function matches(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const number = /^#?(\d{1,12})$/.exec(search)?.[1] ?? null;
  return sql<SqlBool>`(
    exists (select from customer u where u.id = c.customer_id and (u.name ilike ${pattern} or u.handle ilike ${pattern} or u.email ilike ${pattern}))
    or exists (select from message m where m.case_id = c.id and m.text ilike ${pattern})
    or c.number = ${number}::bigint)`;
}
