import type { SeenState } from '../../domain/decide-inbound-status.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import type { RecordNews } from './apply-salesforce-state.ts';
import { findRecord } from './find-records.ts';
import type { FoundEscalation, InboundPorts, RecordChange } from './inbound-ports.ts';
import type { SalesforcePort } from './ports.ts';
import { numberOf, textOf } from './salesforce-answers.ts';

/** What a batch of changes comes to. `reread`: events that say too little; their records are asked for. */
export interface ReadChanges {
  news: RecordNews[];
  reread: 'nothing' | 'everything' | readonly string[];
  /** Changes of entities Care does not follow yet: their number, by entity. */
  ignored: Readonly<Record<string, number>>;
}

export interface ReadingSource {
  ports: Pick<InboundPorts, 'findEscalations'>;
  port: SalesforcePort;
  accountId: string;
  connectionId: string;
}

/** The only entity whose changes Care follows. Rows of messages written in Salesforce are not taken up yet. */
const FOLLOWED = 'Case';

/**
 * Says what change events mean for our escalations. A deletion is looked up before it is believed: a record
 * that was merged away lives on in another.
 *
 * @throws Error when Salesforce could not be asked; the events are then read again.
 */
export async function readChanges(
  source: ReadingSource,
  changes: readonly RecordChange[],
): Promise<ReadChanges> {
  const ours = changes.filter(({ entity }) => entity === FOLLOWED);
  const ignored: Record<string, number> = {};
  for (const { entity } of changes) {
    if (entity !== FOLLOWED) ignored[entity] = (ignored[entity] ?? 0) + 1;
  }
  if (ours.some(isTooMany)) return { news: [], reread: 'everything', ignored };
  const gaps = ours
    .filter(({ changeType }) => changeType.startsWith('GAP_'))
    .flatMap(({ recordIds }) => recordIds);
  const plain = ours.filter(({ changeType }) => !changeType.startsWith('GAP_'));
  const found = await source.ports.findEscalations(source.accountId, source.connectionId, {
    recordIds: plain.flatMap(({ recordIds }) => recordIds),
    keys: plain.flatMap(({ fields }) => textOf(fields[LINK_FIELDS.escalationId]) ?? []),
  });
  const news: RecordNews[] = [];
  for (const change of plain) news.push(...(await newsOf(source, change, found)));
  return { news, reread: gaps.length > 0 ? [...new Set(gaps)] : 'nothing', ignored };
}

const isTooMany = ({ changeType, recordIds }: RecordChange): boolean =>
  changeType === 'GAP_OVERFLOW' || recordIds.some((id) => id.includes('*') || /^0+A*$/.test(id));

async function newsOf(
  source: ReadingSource,
  change: RecordChange,
  found: readonly FoundEscalation[],
): Promise<RecordNews[]> {
  const key = textOf(change.fields[LINK_FIELDS.escalationId]);
  const meant = found.filter(
    (each) => (each.recordId !== null && change.recordIds.includes(each.recordId)) || each.key === key,
  );
  const news: RecordNews[] = [];
  for (const escalation of meant) {
    if (escalation.mayComeLate) {
      if (escalation.key === key) news.push({ kind: 'late', escalationId: escalation.id });
    } else if (change.changeType === 'DELETE') news.push(await afterDeletion(source, escalation));
    else {
      if (change.changeType === 'UNDELETE') news.push({ kind: 'back', escalationId: escalation.id });
      const seen = seenIn(change, escalation);
      if (seen) news.push({ kind: 'state', escalationId: escalation.id, seen });
    }
  }
  return news;
}

async function afterDeletion(
  { port, accountId, connectionId }: ReadingSource,
  { id, recordId, object }: FoundEscalation,
): Promise<RecordNews> {
  if (recordId === null) return { kind: 'gone', escalationId: id };
  const sight = await findRecord(port, { accountId, connectionId, object }, recordId);
  switch (sight.kind) {
    case 'there': {
      const { recordId: standing, recordNumber } = sight;
      return standing === recordId
        ? { kind: 'back', escalationId: id }
        : { kind: 'moved', escalationId: id, recordId: standing, recordNumber };
    }
    case 'deleted':
    case 'not_seen':
      return { kind: 'gone', escalationId: id };
    case 'unknown':
      throw new Error('Salesforce could not be asked what became of a deleted record.');
  }
}

/** Status and version are carried by every event of our channel; one without a status says nothing of it. */
function seenIn(change: RecordChange, { known }: FoundEscalation): SeenState | null {
  const status = textOf(change.fields.Status);
  if (status === null) return null;
  const carried = change.fields[LINK_FIELDS.version];
  // Absent is not null: what an event does not carry is as it was.
  const version = carried === undefined ? known.knownVersion : numberOf(carried);
  return { status, version, at: change.committedAt };
}
