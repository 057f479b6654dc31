import { sql } from 'kysely';
import type { MessageEntry } from '../../api/shapes.ts';
import type { DeliveryState } from '../../domain/message.ts';
import type { Platform } from '../../domain/profile.ts';
import type { FirstSightPorts, SightEntry } from '../care/first-sight.ts';
import type { Database, Tx } from './database.ts';
import { embeddedAgent } from './embedded-agent.ts';

/** From the address of a frame to the case its document begins with. */
export function visitStore(db: Database): Omit<FirstSightPorts, 'watchVisit'> {
  return {
    async findVisit({ orgKey, visit }) {
      const { rows } = await sql<{ account_id: string; code_hash: Buffer; is_over: boolean }>`
        select * from code_of_visit(${orgKey}, ${visit})`.execute(db.lookup);
      const found = rows[0];
      if (!found) return 'too early';
      return found.is_over ? 'over' : { accountId: found.account_id, codeHash: found.code_hash };
    },
    together: (accountId, work) => db.forAccount(accountId, work),
    takeVisit: ({ accountId, codeHash }) =>
      db.forAccount(accountId, async (tx) => {
        const code = await tx
          .updateTable('embed_code')
          .set({ seen_at: sql`now()` })
          .where('code_hash', '=', codeHash)
          .where('seen_at', 'is', null)
          .where('used_at', 'is', null)
          .returning(['agent_id', 'case_id'])
          .executeTakeFirst();
        if (!code || code.case_id === null) return null;
        return { caseId: code.case_id, agent: await embeddedAgent(tx, code.agent_id) };
      }),
    readSight: (accountId, caseId, entries) =>
      db.forAccount(accountId, (tx) => readSight(tx, caseId, entries)),
  };
}

/** One row for each entry, newest first; one without an entry for a case that has none. */
interface SightRow {
  customer_name: string;
  customer_handle: string;
  platform: Platform;
  profile_name: string;
  type: 'message' | 'note' | null;
  author_name: string;
  author_handle: string;
  agent_id: string | null;
  text: string;
  at: string;
  /** Of a message only. */
  direction: MessageEntry['direction'];
  kind: MessageEntry['kind'];
  attachments: MessageEntry['attachments'];
  delivery: DeliveryState | null;
  in_salesforce: boolean | null;
}

/** In one query, for it is read while somebody looks at an empty page. */
async function readSight(tx: Tx, caseId: string, entries: number) {
  const { rows } = await sql<SightRow>`
    select u.name as customer_name, u.handle as customer_handle, p.platform, p.name as profile_name, e.*
    from care_case c
    join profile p on p.id = c.profile_id
    join customer u on u.id = c.customer_id
    left join lateral (
      (select m.seq, 'message' as type, coalesce(a.name, m.author_name) as author_name, m.author_handle, m.agent_id,
          m.text, m.sent_at as at, m.direction, m.kind, m.attachments, m.delivery,
          (select bool_and(o.state = 'done') from outbox o
            where o.message_id = m.id and o.target = 'salesforce' and o.state <> 'cancelled') as in_salesforce
        from message m left join agent a on a.id = m.agent_id
        where m.case_id = c.id order by m.seq desc limit ${entries})
      union all
      (select n.seq, 'note', a.name, '', n.agent_id, n.text, n.at, null, null, null, null, null
        from note n join agent a on a.id = n.agent_id
        where n.case_id = c.id order by n.seq desc limit ${entries})
      order by seq desc limit ${entries}
    ) e on true
    where c.id = ${caseId}
    order by e.seq desc`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  return {
    customer: { name: row.customer_name, handle: row.customer_handle },
    profile: { platform: row.platform, name: row.profile_name },
    entries: rows.flatMap((each) => entryOf(each) ?? []),
  };
}

function entryOf(row: SightRow): SightEntry | null {
  const { type, text, at, agent_id: agentId, author_name: name } = row;
  if (type === null) return null;
  if (type === 'note') return { type, text, at, author: { id: agentId ?? '', name } };
  const { direction, kind, attachments, author_handle: handle } = row;
  return {
    ...{ type, direction, kind, attachments, text, sentAt: at },
    author: { name, handle, agentId },
    delivery: row.delivery === null ? null : { state: row.delivery, reason: null },
    salesforce: row.in_salesforce ? 'delivered' : null,
  };
}
