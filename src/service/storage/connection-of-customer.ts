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
  const chosen = await connectionsOfCustomers(tx, customerId === null ? [] : [customerId]);
  return chosen(customerId);
}

/** The same of many customers; what is read is read once. */
export async function connectionsOfCustomers(
  tx: Tx,
  customerIds: readonly string[],
): Promise<(customerId: string | null) => Connection | null> {
  const connections = await listConnections(tx);
  if (connections.length < 2 || customerIds.length === 0) return () => chooseConnection(connections, []);
  const links = await tx
    .selectFrom('contact_link')
    .select(['customer_id', 'connection_id'])
    .where('customer_id', 'in', [...customerIds])
    .execute();
  return (customerId) => {
    const own = links.filter(({ customer_id }) => customer_id === customerId);
    return chooseConnection(
      connections,
      own.map(({ connection_id }) => connection_id),
    );
  };
}
