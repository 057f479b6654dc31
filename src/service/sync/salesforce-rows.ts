import type { Batch, LaneRow } from '../../domain/compose-batches.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { mapMessage } from '../../domain/map-message.ts';
import { withRelationships } from '../../domain/mapping/record-of.ts';
import { LINK_FIELDS, messageKey } from '../../domain/salesforce-names.ts';
import type { ClaimedLane, EscalateItem, MessageItem, SalesforceItem } from './lane-ports.ts';
import { MOST_RECORDS_WRITTEN } from './write-record.ts';

export type SalesforceLane = ClaimedLane<SalesforceItem>;

/** An item with the records it becomes. */
export interface ItemRow extends LaneRow {
  item: SalesforceItem;
  bodies: Record<string, unknown>[];
}

export interface LaneOfRows {
  lane: SalesforceLane;
  rows: ItemRow[];
}

export type SalesforceBatch = Batch<LaneOfRows, ItemRow>;

export function toRow(item: SalesforceItem, mapping: MessageMapping): ItemRow {
  const bodies = bodiesOf(item, mapping);
  return {
    key: [item.connectionId, item.kind, targetOf(item, mapping), item.actingAgentId ?? ''].join(' '),
    parent: item.kind === 'escalate' ? item.escalationKey : (item.recordId ?? item.escalationKey),
    id: item.kind === 'message' ? item.messageId + item.escalationId : item.escalationId,
    bytes: bodies.reduce((sum, body) => sum + Buffer.byteLength(JSON.stringify(body)), 0),
    records: bodies.length,
    alone: ALONE.has(item.kind) || (item.kind === 'escalate' && !sharesCall(item)),
    ...(item.kind === 'escalate' ? { most: MOST_RECORDS_WRITTEN } : {}),
    item,
    bodies,
  };
}

/** What one call writes to: of messages the object they are kept in, with what tells them apart there. */
const targetOf = (item: SalesforceItem, mapping: MessageMapping): string =>
  item.kind === 'message' ? messagePath(item, mapping) : item.object;

export const messagePath = ({ into }: MessageItem, mapping: MessageMapping): string =>
  `${(into ?? mapping).object}/${(into ?? mapping).key}`;

export const keyInOwnObject = ({ accountId, escalationId, messageId }: MessageItem): string =>
  messageKey(accountId, escalationId, messageId);

const ALONE: ReadonlySet<SalesforceItem['kind']> = new Set<SalesforceItem['kind']>([
  'undo',
  'contact',
  'look',
]);

/** Somebody waits for a single new record; of many that are sent at once nobody does for one. */
const sharesCall = ({ inBulk = false, recordId }: EscalateItem): boolean => inBulk && recordId === null;

function bodiesOf(item: SalesforceItem, mapping: MessageMapping): Record<string, unknown>[] {
  switch (item.kind) {
    case 'escalate':
      return [{ ...withRelationships(item.fields), [LINK_FIELDS.version]: item.version }];
    case 'case_state':
      return [
        {
          attributes: { type: item.object },
          id: item.recordId,
          ...(item.status === null ? {} : { Status: item.status }),
          [LINK_FIELDS.version]: item.version,
          [LINK_FIELDS.actedBy]: item.actedBy,
        },
      ];
    case 'contact':
      return [{ attributes: { type: item.object }, id: item.recordId, ...withRelationships(item.fields) }];
    case 'message':
      return messageBodies(item, mapping);
    case 'undo':
    case 'look':
      // What is written is up to what stands there then.
      return [];
  }
}

function messageBodies(item: MessageItem, mapping: MessageMapping): Record<string, unknown>[] {
  const { into } = item;
  if (into) {
    // The org's own: what it holds is what is mapped, and nothing of Care's own fields is there.
    return [
      {
        attributes: { type: into.object },
        [into.key]: keyInOwnObject(item),
        [into.parent]: item.recordId,
        ...withRelationships(item.mapped),
      },
    ];
  }
  return mapMessage(item.facts, mapping).map((row, index) => ({
    attributes: { type: mapping.object },
    [mapping.key]: messageKey(item.accountId, item.escalationId, item.messageId, index + 1),
    [mapping.parent]: item.recordId,
    ...withRelationships(item.mapped),
    ...row,
  }));
}
