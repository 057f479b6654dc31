import type { Tx } from './database.ts';

/** An agent who is not connected to an org. */
export interface Suggestible {
  agent: { id: string; name: string };
  /** Lower case. */
  email: string;
  /** Whom they were connected as before; null: never. */
  disconnectedFrom: { id: string; username: string } | null;
}

/** Active agents without a connection of their own to the org, those first who had one. */
export async function listSuggestible(tx: Tx, connectionId: string): Promise<Suggestible[]> {
  const rows = await tx
    .selectFrom('agent as a')
    .leftJoin('connected_user as u', (join) =>
      join.onRef('u.agent_id', '=', 'a.id').on('u.connection_id', '=', connectionId),
    )
    .select(['a.id', 'a.name', 'a.email', 'u.salesforce_user_id', 'u.username', 'u.cause'])
    .where('a.active', '=', true)
    .where((eb) => eb.or([eb('u.id', 'is', null), eb('u.cause', '=', 'disconnected')]))
    .orderBy((eb) => eb('u.id', 'is', null))
    .orderBy('a.name')
    .execute();
  return rows.map((row) => ({
    agent: { id: row.id, name: row.name },
    email: row.email.toLowerCase(),
    disconnectedFrom:
      row.salesforce_user_id !== null && row.username !== null
        ? { id: row.salesforce_user_id, username: row.username }
        : null,
  }));
}
