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

/** Cases that wait for room under the cap of this rule before the given one does; of one that does not wait yet, all. */
export async function countHeldBefore(tx: Tx, ruleId: string, caseId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from automatic_hold h
    where h.rule_id = ${ruleId} and h.code = ${CAPPED} and h.case_id <> ${caseId} and not exists (
      select from automatic_hold own
      where own.case_id = ${caseId} and own.rule_id = h.rule_id and own.code = h.code
        and (own.held_at, own.case_id) < (h.held_at, h.case_id))`.execute(tx);
  return rows[0]!.n;
}

/** Cases for which there is room by now under the cap of a rule that is on, those that wait longest first. */
export async function roomForCapped(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select h.case_id from automatic_rule r
    cross join lateral (
      select case_id, held_at from automatic_hold
      where rule_id = r.id and code = ${CAPPED}
      order by held_at, case_id
      limit greatest(0, r.hourly_cap - (
        select count(*) from escalation e where e.rule_id = r.id and e.created_at > now() - interval '1 hour'))) h
    where r.active order by h.held_at, h.case_id`.execute(tx);
  return rows.map(({ case_id }) => case_id);
}

/** A rule that is switched off leaves what waited for room under its cap to people. */
export async function forgetCapped(tx: Tx, ruleId: string): Promise<void> {
  await tx.deleteFrom('automatic_hold').where('rule_id', '=', ruleId).where('code', '=', CAPPED).execute();
}

const CAPPED: Hold = 'HOURLY_CAP_REACHED';

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
