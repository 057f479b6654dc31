import type { CaseFields } from '../../domain/case-fields.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { recordOf } from '../../domain/mapping/record-of.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { readCareFacts, spoken } from './care-facts.ts';
import { findConnection } from './connection.ts';
import type { Tx } from './database.ts';
import { mappingForNew, readMapping } from './mapping-version.ts';
import type { OutboxRow } from './outbox-row.ts';

/** What a mapping makes of a row of the outbox. */
export interface MappedRow {
  /** Of a message: the org's own object; null: Care's. */
  into: MessageObject | null;
  fields: CaseFields;
}

/** What the org's mappings make of the rows, by outbox id; without a mapping of its own a row is left out. */
export async function mapOutboxRows(tx: Tx, rows: readonly OutboxRow[]): Promise<Map<number, MappedRow>> {
  return new Map([...(await mappedOfMessages(tx, rows)), ...(await mappedOfContacts(tx, rows))]);
}

/** What an org's own mapping adds to its messages, by outbox id. Only where somebody has saved one. */
async function mappedOfMessages(tx: Tx, rows: readonly OutboxRow[]): Promise<Map<number, MappedRow>> {
  const mapped = new Map<number, MappedRow>();
  const messages = rows.filter(({ kind }) => kind === 'message');
  for (const connectionId of new Set(messages.map(({ connection_id }) => connection_id))) {
    const into = (await findConnection(tx, connectionId))?.messageObject ?? null;
    const object = into?.object ?? DEFAULT_MESSAGE_MAPPING.object;
    const { fields, recordTypeId } = await mappingForNew(tx, connectionId, object);
    if (fields.length === 0 && into === null) continue;
    const recordType = recordTypeId === null ? {} : { RecordTypeId: recordTypeId };
    const ofEscalation = new Map<string, CareFacts | null>();
    for (const row of messages.filter(({ connection_id }) => connection_id === connectionId)) {
      const known = ofEscalation.get(row.escalation_id);
      const facts = known === undefined ? await factsOf(tx, row) : known;
      ofEscalation.set(row.escalation_id, facts);
      const values = facts
        ? evaluate(fields, { ...facts, message: spoken({ ...row, kind: row.message_kind }) })
        : [];
      mapped.set(row.id, { into, fields: { ...recordOf(values), ...recordType } });
    }
  }
  return mapped;
}

/** What names the contact of the customer as they are linked now, by outbox id. */
async function mappedOfContacts(tx: Tx, rows: readonly OutboxRow[]): Promise<Map<number, MappedRow>> {
  const mapped = new Map<number, MappedRow>();
  for (const row of rows.filter(({ kind }) => kind === 'contact')) {
    const recordType = row.record_type ?? MASTER_RECORD_TYPE;
    const mapping = await readMapping(tx, {
      connectionId: row.connection_id,
      object: row.object,
      recordType,
    });
    const naming = mapping.fields.filter(
      ({ source }) => 'data' in source && source.data === 'linked_contact',
    );
    const facts = await factsOf(tx, row);
    if (facts) mapped.set(row.id, { into: null, fields: recordOf(evaluate(naming, facts)) });
  }
  return mapped;
}

async function factsOf(tx: Tx, row: OutboxRow): Promise<CareFacts | null> {
  const url = row.fields[LINK_FIELDS.caseUrl];
  const of = {
    agentId: row.escalated_by ?? '',
    at: row.escalated_at,
    caseUrl: () => (typeof url === 'string' ? url : ''),
    key: row.external_id,
  };
  return (await readCareFacts(tx, [row.case_id], row.connection_id, of)).get(row.case_id) ?? null;
}
