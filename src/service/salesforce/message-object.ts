import type { MappingEditor } from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { fitForMessages, type MessageObject, whyNotForMessages } from '../../domain/message-object.ts';
import { Problem } from '../problem.ts';
import { changeConnection, findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import type { DescribeCache } from './describe-cache.ts';
import { readObject } from './org-schema.ts';
import { audit, requireAlive } from './save-mapping.ts';

const OWN = DEFAULT_MESSAGE_MAPPING.object;

/** Whether records of this object are messages, Care's own or the org's. */
export const keepsMessages = ({ messageObject }: Connection, object: string): boolean =>
  object === OWN || object === messageObject?.object;

/** What Care fills by itself in the org's object for messages: what tells them apart, and what leads to the case. */
export function markOurs(
  { messageObject }: Connection,
  object: string,
  fields: SchemaField[],
): SchemaField[] {
  if (messageObject?.object !== object) return fields;
  const { key, parent } = messageObject;
  return fields.map((field) =>
    field.name === key || field.name === parent ? { ...field, ours: true } : field,
  );
}

/** Of Care's own object and the org's: the standard ones keep no messages. */
export function showMessages(
  { messageObject }: Connection,
  object: string,
  label: string,
  fields: readonly SchemaField[],
): MappingEditor['messages'] {
  if (!object.endsWith('__c')) return null;
  const now = messageObject?.object ?? OWN;
  const own = object === OWN;
  const { keys, parents, missing } = fitForMessages(fields, label);
  return {
    chosen: object === now,
    own,
    now,
    keys: own ? [] : [...keys],
    parents: own ? [] : [...parents],
    missing: own ? [] : [...missing],
  };
}

/**
 * Has messages written to an object of the org from now on; null: to Care's own. What is written stays where it is.
 *
 * @throws Problem MAPPING_DOES_NOT_FIT with what the object lacks.
 */
export async function chooseMessageObject(
  { db, describes }: { db: Database; describes: DescribeCache },
  actor: AgentActor,
  connectionId: string,
  chosen: MessageObject | null,
): Promise<void> {
  const connection = await db.forAccount(actor.accountId, (tx) => findConnection(tx, connectionId));
  if (!connection) throw new Problem('NOT_FOUND');
  if (chosen) {
    requireAlive(connection);
    const { value } = await readObject(describes, connection, chosen.object);
    const refusal = whyNotForMessages(chosen, fitForMessages(value.fields, value.label));
    if (refusal !== null) throw new Problem('MAPPING_DOES_NOT_FIT', refusal);
  }
  await db.forAccount(actor.accountId, async (tx) => {
    await changeConnection(tx, connectionId, { messageObject: chosen });
    await audit(tx, actor, connectionId, 'mapping.messages_kept', chosen?.object ?? OWN, null);
  });
}
