import { Soql, soql } from '../../domain/soql.ts';
import type { MessageItem } from './lane-ports.ts';
import type { SalesforcePort } from './ports.ts';
import { readQuery, textOf } from './salesforce-answers.ts';
import { keyInOwnObject } from './salesforce-rows.ts';

export type KeptMessage =
  | { kind: 'there'; id: string }
  | { kind: 'not_there' }
  /** Could not be asked. */
  | { kind: 'unknown' };

/**
 * Whether the org's own object has the message already. A second upsert of it may be refused for what it writes: a
 * detail of Case that may not be moved takes its parent only when it is made.
 */
export async function findKeptMessage(
  port: SalesforcePort,
  item: MessageItem,
  into: NonNullable<MessageItem['into']>,
): Promise<KeptMessage> {
  const query = soql`SELECT Id FROM ${new Soql(into.object)} WHERE ${new Soql(into.key)} = ${keyInOwnObject(item)} LIMIT 1`;
  const outcome = await port.call({
    accountId: item.accountId,
    connectionId: item.connectionId,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'messages',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
  });
  const rows = outcome.kind === 'answered' ? readQuery(outcome.body) : null;
  if (!rows) return { kind: 'unknown' };
  const id = textOf(rows[0]?.Id);
  return id === null ? { kind: 'not_there' } : { kind: 'there', id };
}
