import { sql } from 'kysely';
import type { AutomaticRule, Hold } from '../../domain/automatic-rule.ts';
import { newId } from '../ids.ts';
import { forgetCapped } from './automatic-holds.ts';
import type { Tx } from './database.ts';

/** A rule, and how it has fared. */
export interface FaringRule extends AutomaticRule {
  /** Cases it has made within the last hour, and ever. */
  lastHour: number;
  made: number;
  /** Cases it leaves to people now, by why. */
  held: Partial<Record<Hold, number>>;
  cappedAt: string | null;
}

const rules = (tx: Tx, connectionId: string) =>
  tx
    .selectFrom('automatic_rule as r')
    .select([
      'r.id',
      'r.name',
      'r.active',
      'r.match',
      'r.conditions',
      'r.record_type as recordType',
      'r.owner',
      'r.assign',
      'r.without_contact as withoutContact',
      'r.hourly_cap as hourlyCap',
      'r.capped_at as cappedAt',
    ])
    .where('r.connection_id', '=', connectionId)
    .orderBy('r.place')
    .orderBy('r.created_at');

type RuleRow = Awaited<ReturnType<ReturnType<typeof rules>['execute']>>[number];

const fromRow = ({ cappedAt: _, ...rule }: RuleRow): AutomaticRule => rule;

/** In their order. */
export const listRules = async (tx: Tx, connectionId: string): Promise<AutomaticRule[]> =>
  (await rules(tx, connectionId).execute()).map(fromRow);

export async function findRule(tx: Tx, connectionId: string, ruleId: string): Promise<AutomaticRule | null> {
  const row = await rules(tx, connectionId).where('r.id', '=', ruleId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** In their order, each with what it has done. */
export async function listFaringRules(tx: Tx, connectionId: string): Promise<FaringRule[]> {
  const rows = await rules(tx, connectionId)
    .select((eb) => [
      eb
        .selectFrom('escalation as e')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('e.rule_id', '=', 'r.id')
        .as('made'),
      eb
        .selectFrom('escalation as e')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('e.rule_id', '=', 'r.id')
        .where('e.created_at', '>', WITHIN_THE_HOUR)
        .as('lastHour'),
      sql<Partial<Record<Hold, number>>>`(select coalesce(jsonb_object_agg(h.code, h.n), '{}') from (
        select code, count(*) as n from automatic_hold where rule_id = r.id group by code) h)`.as('held'),
    ])
    .execute();
  return rows.map((row) => ({ ...row, made: Number(row.made ?? 0), lastHour: Number(row.lastHour ?? 0) }));
}

const WITHIN_THE_HOUR = sql<string>`now() - interval '1 hour'`;

/** Whether any rule of the account is on. */
export async function hasActiveRules(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('automatic_rule')
    .select('id')
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Cases the rule has made within the last hour. The rule stays locked until the transaction ends: two that match at
 * once count each other.
 */
export async function countLastHour(tx: Tx, ruleId: string): Promise<number> {
  await tx.selectFrom('automatic_rule').select('id').where('id', '=', ruleId).forNoKeyUpdate().execute();
  const { n } = await tx
    .selectFrom('escalation')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('rule_id', '=', ruleId)
    .where('created_at', '>', WITHIN_THE_HOUR)
    .executeTakeFirstOrThrow();
  return Number(n);
}

const columnsOf = (rule: Omit<AutomaticRule, 'id'>) => ({
  name: rule.name,
  active: rule.active,
  match: rule.match,
  conditions: JSON.stringify(rule.conditions),
  record_type: rule.recordType && JSON.stringify(rule.recordType),
  owner: rule.owner && JSON.stringify(rule.owner),
  assign: rule.assign,
  without_contact: rule.withoutContact,
  hourly_cap: rule.hourlyCap,
});

/** After the others. @returns its id. */
export async function addRule(
  tx: Tx,
  of: { accountId: string; connectionId: string },
  rule: Omit<AutomaticRule, 'id'>,
): Promise<string> {
  const id = newId('rule');
  await tx
    .insertInto('automatic_rule')
    .values((eb) => ({
      ...columnsOf(rule),
      id,
      account_id: of.accountId,
      connection_id: of.connectionId,
      place: eb
        .selectFrom('automatic_rule')
        .select(sql<number>`coalesce(max(place), 0) + 1`.as('place'))
        .where('connection_id', '=', of.connectionId),
    }))
    .execute();
  return id;
}

export async function saveRule(tx: Tx, { id, ...rule }: AutomaticRule): Promise<void> {
  if (!rule.active) await forgetCapped(tx, id);
  await tx.updateTable('automatic_rule').set(columnsOf(rule)).where('id', '=', id).execute();
}

export async function removeRule(tx: Tx, ruleId: string): Promise<void> {
  await tx.deleteFrom('automatic_rule').where('id', '=', ruleId).execute();
}

/** Gives the rules the places they are named in. */
export async function orderRules(tx: Tx, connectionId: string, ruleIds: readonly string[]): Promise<void> {
  await sql`
    update automatic_rule r set place = o.place
    from unnest(${[...ruleIds]}::text[]) with ordinality o (id, place)
    where r.id = o.id and r.connection_id = ${connectionId}`.execute(tx);
}

/** The first time within an hour that the cap is reached is worth telling. @returns whether it is. */
export async function noteCap(tx: Tx, ruleId: string): Promise<boolean> {
  const row = await tx
    .updateTable('automatic_rule')
    .set({ capped_at: sql<string>`now()` })
    .where('id', '=', ruleId)
    .where((eb) => eb.or([eb('capped_at', 'is', null), eb('capped_at', '<', WITHIN_THE_HOUR)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
