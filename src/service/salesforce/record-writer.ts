import type { Connection } from '../../domain/connection.ts';
import { becauseToYou, decideRecordWriter, type TokenGap } from '../../domain/decide-record-writer.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { Problem } from '../problem.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { readStandIns } from '../storage/stand-ins.ts';
import type { DescribeCache } from './describe-cache.ts';
import type { DescribedObject } from './described-object.ts';

/** Who will stand in Salesforce as the creator of a record, as the form of it says. */
export interface WriterOfRecord {
  displayName: string;
  /** Why it is not the agent who asks; null: it is. */
  gap: TokenGap | null;
  /** The same in words, after *because*. */
  because: string | null;
}

export interface RecordQuestion {
  agentId: string;
  object: 'Case' | 'Lead' | 'Contact' | 'Account';
  /** Of ours, as the record carries them: the package lets few users write them. */
  ours: readonly string[];
  /** Whatever else is written. */
  fields: readonly string[];
  /** Of the new record; null: none is named. */
  recordTypeId: string | null;
}

/**
 * Whose token a record will be made with, by what the org says now. An org that cannot be asked leaves it to the
 * writing: what is refused there goes by the default token.
 *
 * @throws Problem SALESFORCE_RECONNECT_NEEDED when nobody's works.
 */
export async function writerOf(
  { db, describes }: { db: Database; describes: Pick<DescribeCache, 'describeObject'> },
  connection: Connection,
  question: RecordQuestion,
): Promise<WriterOfRecord> {
  const { agentId, object } = question;
  const plan = () =>
    db.forAccount(connection.accountId, async (tx) => ({
      users: await listConnectedUsers(tx, connection.id),
      standIns: await readStandIns(tx),
      reason: (await findConnection(tx, connection.id))?.stateReason,
    }));
  const own = (await plan()).users.find((user) => user.agentId === agentId && user.state === 'connected');
  const described = own && (await describedTo(own.username));
  const closed = described ? closedTo(described, question) : [];
  // Asking the org may be what finds an access to be over.
  const { users, standIns, reason } = await plan();
  const mayWrite = described ? closed.length === 0 : null;
  const writer = decideRecordWriter(users, { agentId, standIns, mayWrite });
  if (!writer) throw new Problem('SALESFORCE_RECONNECT_NEEDED', reason ?? undefined);
  const { user, gap } = writer;
  return { displayName: user.displayName, gap, because: gap && becauseToYou(gap, closed) };

  async function describedTo(username: string): Promise<DescribedObject | null> {
    try {
      const known = await describes.describeObject(connection, agentId, object);
      if (known.readAs.username === username) return known.value;
      // Somebody else's, from before the agent connected.
      const asked = await describes.describeObject(connection, agentId, object, true);
      return asked.readAs.username === username ? asked.value : null;
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }
}

/** What the record has and the user may not write, as people call it: Care's own first. */
function closedTo(described: DescribedObject, { ours, fields, recordTypeId }: RecordQuestion): string[] {
  const byName = new Map(described.fields.map((field) => [field.name, field]));
  const isClosed = (name: string) => byName.get(name)?.createable !== true;
  const type = described.recordTypes.find((each) => each.recordTypeId === recordTypeId);
  return [
    ...(ours.some(isClosed) ? ['Care’s fields'] : []),
    ...fields.filter(isClosed).map((name) => byName.get(name)?.label ?? name),
    ...(type && !type.available ? [`the record type ${type.name}`] : []),
  ];
}

/** What makes an escalated record findable and says who acted. */
export const FIELDS_OF_ESCALATION: readonly string[] = Object.values(LINK_FIELDS);
