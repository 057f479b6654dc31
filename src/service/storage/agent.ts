import type { Tx } from './database.ts';

export interface StoredAgent {
  id: string;
  name: string;
  /** As it was entered. */
  email: string;
  active: boolean;
}

/** Everybody of the account, whether they may still sign in or not. */
export const listAgents = (tx: Tx): Promise<StoredAgent[]> =>
  tx.selectFrom('agent').select(['id', 'name', 'email', 'active']).execute();

/** What the account is called. */
export async function nameOfAccount(tx: Tx): Promise<string> {
  const { name } = await tx.selectFrom('account').select('name').executeTakeFirstOrThrow();
  return name;
}
