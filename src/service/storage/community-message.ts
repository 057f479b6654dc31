import { type Expression, type SqlBool, sql } from 'kysely';
import type { CommunityMessageShape, CommunityRow } from '../../api/community.ts';
import type { NewCommunityMessage } from '../care/receive-community-message.ts';
import { newId } from '../ids.ts';
import { readCommunityRecords } from './community-record.ts';
import type { Database, Tx } from './database.ts';

/** As much of a message as a row of the list shows. */
const EXCERPT_CHARACTERS = 200;

/** Stores it, or finds that it is there. */
export const saveCommunityMessage = (
  db: Database,
  accountId: string,
  message: NewCommunityMessage,
): Promise<{ id: string; duplicate: boolean }> =>
  db.forAccount(accountId, async (tx) => {
    const id = newId('cmsg');
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('community_message')
      .values({
        id,
        account_id: accountId,
        profile_id: message.profileId,
        platform_id: message.platformId,
        kind: message.kind,
        author_name: message.author.name,
        author_handle: message.author.handle,
        text: message.text,
        attachments: JSON.stringify(message.attachments),
        permalink: message.permalink,
        sent_at: message.sentAt,
      })
      .onConflict((conflict) => conflict.columns(['profile_id', 'platform_id']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) return { id, duplicate: false };
    const known = await tx
      .selectFrom('community_message')
      .select('id')
      .where('profile_id', '=', message.profileId)
      .where('platform_id', '=', message.platformId)
      .executeTakeFirstOrThrow();
    return { id: known.id, duplicate: true };
  });

export interface CommunityQuery {
  search?: string | undefined;
  /** The id of the last message of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listCommunityMessages(
  tx: Tx,
  { search, cursor, limit }: CommunityQuery,
): Promise<{ messages: CommunityRow[]; nextCursor: string | null }> {
  let query = messagesWithProfiles(tx)
    .select(sql<string>`left(m.text, ${EXCERPT_CHARACTERS})`.as('text'))
    .orderBy('m.sent_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit + 1);
  if (search) query = query.where(matches(search));
  if (cursor !== undefined) {
    query = query.where(
      sql<SqlBool>`(m.sent_at, m.id) < (select b.sent_at, b.id from community_message b where b.id = ${cursor})`,
    );
  }
  const rows = (await query.execute()).map(shapeOf);
  const messages = rows.slice(0, limit);
  const records = await readCommunityRecords(
    tx,
    messages.map(({ id }) => id),
  );
  return {
    messages: messages.map((message) => ({ ...message, records: records.get(message.id) ?? [] })),
    nextCursor: rows.length > limit ? messages.at(-1)!.id : null,
  };
}

/** Null: the account has no such message. */
export async function readCommunityMessage(tx: Tx, id: string): Promise<CommunityMessageShape | null> {
  const row = await messagesWithProfiles(tx)
    .select(['m.text', 'm.attachments', 'm.permalink', 'm.received_at'])
    .where('m.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const records = await readCommunityRecords(tx, [id]);
  return {
    ...shapeOf(row),
    attachments: row.attachments,
    permalink: row.permalink,
    receivedAt: row.received_at,
    records: records.get(id) ?? [],
  };
}

const messagesWithProfiles = (tx: Tx) =>
  tx
    .selectFrom('community_message as m')
    .innerJoin('profile as p', 'p.id', 'm.profile_id')
    .select([
      'm.id',
      'm.kind',
      'm.author_name',
      'm.author_handle',
      'm.sent_at',
      'p.id as profile_id',
      'p.platform',
      'p.handle as profile_handle',
      'p.name as profile_name',
    ]);

type MessageRow = Awaited<ReturnType<ReturnType<typeof messagesWithProfiles>['executeTakeFirstOrThrow']>> & {
  text: string;
};

const shapeOf = (row: MessageRow): Omit<CommunityRow, 'records'> => ({
  id: row.id,
  profile: {
    id: row.profile_id,
    platform: row.platform,
    handle: row.profile_handle,
    name: row.profile_name,
  },
  author: { name: row.author_name, handle: row.author_handle },
  kind: row.kind,
  text: row.text,
  sentAt: row.sent_at,
});

/** By author, handle, text, or the number of a record made of it. */
function matches(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql<SqlBool>`(m.author_name ilike ${pattern} or m.author_handle ilike ${pattern} or m.text ilike ${pattern}
    or exists (select from community_record r where r.message_id = m.id and r.record_number ilike ${pattern}))`;
}
