import { sql } from 'kysely';
import type { FirstSightPorts } from '../care/first-sight.ts';
import type { Database } from './database.ts';
import { embeddedAgent } from './embedded-agent.ts';
import { readEntries } from './timeline.ts';

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
      db.forAccount(accountId, async (tx) => {
        const named = await tx
          .selectFrom('care_case as c')
          .innerJoin('profile as p', 'p.id', 'c.profile_id')
          .innerJoin('customer as u', 'u.id', 'c.customer_id')
          .select(['u.name', 'u.handle', 'p.platform', 'p.name as profile_name'])
          .where('c.id', '=', caseId)
          .executeTakeFirst();
        if (!named) return null;
        return {
          customer: { name: named.name, handle: named.handle },
          profile: { platform: named.platform, name: named.profile_name },
          entries: (await readEntries(tx, caseId, null, entries)).entries,
        };
      }),
  };
}
