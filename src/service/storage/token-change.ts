import { sql } from 'kysely';
import { CARE_ITSELF } from '../../domain/audit.ts';
import { type ToldToken, tellToken } from '../../domain/token-state.ts';
import { addNotice } from './add-notice.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

/** What a notice says; its receivers need nothing else. */
export interface TokenNoticeFacts extends ToldToken {
  connectionId: string;
  orgName: string;
  environment: 'production' | 'sandbox';
  user: { displayName: string; username: string };
  isDefault: boolean;
  /** Who stands in for the default token now; null: nobody, or nobody has to. */
  standIn: string | null;
  at: string;
}

/**
 * Writes down that somebody's access has changed, for the audit and for whoever is to be told, in the
 * transaction that changed it: told once, and never of what did not come to be.
 *
 * @param standIn who stands in for the default token since; null: nobody.
 */
export async function noteTokenChange(tx: Tx, userId: string, standIn: string | null): Promise<void> {
  const row = await tx
    .selectFrom('connected_user as u')
    .innerJoin('connection as k', 'k.id', 'u.connection_id')
    .select(['u.account_id', 'u.connection_id', 'u.display_name', 'u.username', 'u.is_default'])
    .select(['u.state', 'u.cause', 'u.refreshed_at', 'u.ended_at', 'k.org_name', 'k.environment'])
    .select(sql<string>`now()`.as('now'))
    .where('u.id', '=', userId)
    .executeTakeFirstOrThrow();
  const { state, cause, refreshed_at: renewedAt, ended_at: endedAt, now } = row;
  const told = tellToken({ state, cause, renewedAt, endedAt }, now);
  const facts: TokenNoticeFacts = {
    ...told,
    connectionId: row.connection_id,
    orgName: row.org_name,
    environment: row.environment,
    user: { displayName: row.display_name, username: row.username },
    isDefault: row.is_default,
    standIn,
    at: now,
  };
  const { account_id, connection_id } = row;
  await addNotice(tx, { accountId: account_id, connectionId: connection_id }, facts);
  const audit = { accountId: account_id, actor: CARE_ITSELF, connectionId: connection_id };
  const detail = told.fact ?? 'It works again.';
  await recordAudit(tx, { ...audit, kind: 'token.state_changed', subject: row.display_name, detail });
  if (standIn !== null) {
    await recordAudit(tx, { ...audit, kind: 'token.failed_over', subject: standIn, detail: null });
  }
}

/** Says of an access once that it has not been renewed for so long that it will end. */
export async function warnOfToken(tx: Tx, userId: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('connected_user')
    .set({ warned_at: sql<string>`now()` })
    .where('id', '=', userId)
    .where('state', '=', 'connected')
    .where('warned_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await noteTokenChange(tx, userId, null);
}
