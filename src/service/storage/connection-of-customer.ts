import { chooseConnection } from '../../domain/choose-connection.ts';
import type { Connection } from '../../domain/connection.ts';
import { listConnections } from './connection.ts';
import type { Tx } from './database.ts';

/**
 * The org a customer's cases go to; null: none is connected.
 *
 * @param customerId null: whoever is linked nowhere yet.
 */
export async function connectionOfCustomer(tx: Tx, customerId: string | null): Promise<Connection | null> {
  const connections = await listConnections(tx);
  if (connections.length < 2 || customerId === null) return chooseConnection(connections, []);
  const links = await tx
    .selectFrom('contact_link')
    .select('connection_id')
    .where('customer_id', '=', customerId)
    .execute();
  return chooseConnection(
    connections,
    links.map(({ connection_id }) => connection_id),
  );
}
