import { sql } from 'kysely';
import { DOCUMENTED_RULES, type EscalationRules } from '../../domain/decide-escalation.ts';
import type { Tx } from './database.ts';

/** What the account asks for before a case may go to Salesforce. */
export async function readEscalationRules(tx: Tx): Promise<EscalationRules> {
  const { settings } = await tx.selectFrom('account').select('settings').executeTakeFirstOrThrow();
  return { ...DOCUMENTED_RULES, ...settings.escalation };
}

export async function saveEscalationRules(tx: Tx, rules: EscalationRules): Promise<void> {
  const value = JSON.stringify({ escalation: rules });
  await tx
    .updateTable('account')
    .set({ settings: sql`settings || ${value}::jsonb` })
    .execute();
}
