import type { Tx } from './database.ts';

/** Whether the account lets other connected users stand in for a dead default token. */
export async function readStandIns(tx: Tx): Promise<boolean> {
  const { settings } = await tx.selectFrom('account').select('settings').executeTakeFirstOrThrow();
  return settings.standInTokens ?? true;
}
