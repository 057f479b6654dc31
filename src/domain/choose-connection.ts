import type { Connection } from './connection.ts';

/**
 * Which of an account's orgs a customer's cases go to: the one the customer is linked to a contact of; else the
 * account's oldest that is alive, production before sandbox. What is dead is chosen only where nothing else is
 * there: then its cases wait for it, and say so.
 *
 * @param connections of the account, oldest first.
 * @param linked ids of those in which the customer is linked to a contact.
 */
export function chooseConnection<C extends Pick<Connection, 'id' | 'environment' | 'state'>>(
  connections: readonly C[],
  linked: readonly string[],
): C | null {
  const own = connections.filter(({ id }) => linked.includes(id));
  const candidates = own.length > 0 ? own : connections;
  const alive = candidates.filter(({ state }) => state === 'connected');
  const production = ({ environment }: C) => environment === 'production';
  return alive.find(production) ?? alive[0] ?? candidates.find(production) ?? candidates[0] ?? null;
}
