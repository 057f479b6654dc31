import { sql } from 'kysely';
import type { Hold } from '../../domain/automatic-rule.ts';
import type { Tx } from './database.ts';

/** Why a rule that matched left a case alone. */
export interface HeldCase {
  code: Hold;
  rule: { name: string; hourlyCap: number };
  heldAt: string;
}

export async function readHold(tx: Tx, caseId: string): Promise<HeldCase | null> {
  const row = await tx
    .selectFrom('automatic_hold as h')
    .innerJoin('automatic_rule as r', 'r.id', 'h.rule_id')
    .select(['h.code', 'h.held_at as heldAt', 'r.name', 'r.hourly_cap as hourlyCap'])
    .where('h.case_id', '=', caseId)
    .executeTakeFirst();
  if (!row) return null;
  const { name, hourlyCap, ...held } = row;
  return { ...held, rule: { name, hourlyCap } };
}

/** @returns whether anything is new about it. */
export async function saveHold(
  tx: Tx,
  held: { accountId: string; caseId: string; ruleId: string; code: Hold },
): Promise<boolean> {
  const row = { rule_id: held.ruleId, code: held.code };
  const written = await tx
    .insertInto('automatic_hold')
    .values({ ...row, account_id: held.accountId, case_id: held.caseId })
    .onConflict((conflict) =>
      conflict
        .column('case_id')
        .doUpdateSet({ ...row, held_at: sql<string>`now()` })
        .where((eb) =>
          eb.or([
            eb('automatic_hold.rule_id', '<>', held.ruleId),
            eb('automatic_hold.code', '<>', held.code),
          ]),
        ),
    )
    .returning('case_id')
    .executeTakeFirst();
  return written !== undefined;
}

export async function forgetHold(tx: Tx, caseId: string): Promise<void> {
  await tx.deleteFrom('automatic_hold').where('case_id', '=', caseId).execute();
}

/** Cases of a customer that a rule left alone for want of a contact. */
export async function heldForContact(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('automatic_hold as h')
    .innerJoin('care_case as c', 'c.id', 'h.case_id')
    .select('h.case_id')
    .where('c.customer_id', '=', customerId)
    .where('h.code', '=', 'CONTACT_LINK_REQUIRED')
    .orderBy('h.case_id')
    .execute();
  return rows.map(({ case_id }) => case_id);
}
