import type { CaseSummary } from '../../api/shapes.ts';
import { inSight, matches, readSummaries } from './case-views.ts';
import type { Tx } from './database.ts';

export interface WithoutContactQuery {
  /** Whose cases, and nobody's; null: all. */
  agentId: string | null;
  search: string | null;
  cursor: string | null;
  limit: number;
}

/** Care cases that stand in Salesforce without a contact while their customer is linked to none. Latest first. */
export async function listWithoutContact(
  tx: Tx,
  { agentId, search, cursor, limit }: WithoutContactQuery,
): Promise<{ cases: CaseSummary[]; nextCursor: string | null; total: number }> {
  const offset = cursor === null ? 0 : Math.max(0, Number.parseInt(cursor, 10) || 0);
  let found = tx
    .selectFrom('care_case as c')
    .innerJoin('escalation as e', 'e.case_id', 'c.id')
    .leftJoin('contact_link as l', (join) =>
      join
        .onRef('l.customer_id', '=', 'c.customer_id')
        .onRef('l.connection_id', '=', 'e.connection_id')
        .on('l.missing', 'is distinct from', 'deleted'),
    )
    .where('e.contact_missing', '=', true)
    .where('e.state', 'in', ['requested', 'created'])
    .where('l.contact_id', 'is', null);
  if (agentId !== null) found = found.where(inSight(agentId));
  if (search) found = found.where(matches(search));
  const ids = await found
    .select('c.id')
    .groupBy('c.id')
    .orderBy((eb) => eb.fn.max('e.created_at'), 'desc')
    .orderBy('c.id')
    .offset(offset)
    .limit(limit + 1)
    .execute();
  const { total } = await found
    .select((eb) => eb.fn.count<number>('c.id').distinct().as('total'))
    .executeTakeFirstOrThrow();
  const page = ids.slice(0, limit).map(({ id }) => id);
  return {
    cases: await readSummaries(tx, page),
    nextCursor: ids.length > limit ? String(offset + limit) : null,
    total: Number(total),
  };
}
