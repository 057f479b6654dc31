import { type StatusMap, statusMapOf } from '../../domain/status-map.ts';
import type { Tx } from './database.ts';
import { mappingForNew, readMapping } from './mapping-version.ts';

/** Where an escalation's mapping is found. */
export interface MappedEscalation {
  id: string;
  connection_id: string;
  /** Record type of the mapping it was made by; null: it was linked, and goes by the mapping of new cases. */
  record_type: string | null;
}

/** By which map the status of each escalation is kept in step now. */
export async function statusMapsOf(
  tx: Tx,
  escalations: readonly MappedEscalation[],
): Promise<(escalationId: string) => StatusMap> {
  const maps = new Map<string, StatusMap>();
  const keyOf = ({ connection_id, record_type }: MappedEscalation) => `${connection_id} ${record_type ?? ''}`;
  for (const escalation of escalations) {
    const key = keyOf(escalation);
    if (maps.has(key)) continue;
    const { connection_id: connectionId, record_type: recordType } = escalation;
    const { fields } =
      recordType === null
        ? await mappingForNew(tx, connectionId, 'Case')
        : await readMapping(tx, { connectionId, object: 'Case', recordType });
    maps.set(key, statusMapOf(fields));
  }
  const byId = new Map(escalations.map((each) => [each.id, maps.get(keyOf(each))!]));
  return (escalationId) => byId.get(escalationId)!;
}

export async function statusMapOfEscalation(tx: Tx, escalationId: string): Promise<StatusMap> {
  const escalation = await tx
    .selectFrom('escalation')
    .select(['id', 'connection_id', 'record_type'])
    .where('id', '=', escalationId)
    .executeTakeFirstOrThrow();
  return (await statusMapsOf(tx, [escalation]))(escalationId);
}
