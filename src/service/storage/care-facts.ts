import { sql } from 'kysely';
import type { CareFacts, SpokenMessage } from '../../domain/mapping/care-facts.ts';
import type { Tx } from './database.ts';
import { readOwnCareData } from './own-care-data.ts';

/** What the cases themselves do not say. */
export interface FactsOfEscalation {
  agentId: string;
  at: string;
  caseUrl: (caseId: string) => string;
  /** `Care_Escalation_Id__c`; null: nothing is escalated yet. */
  key: string | null;
}

/** What of these cases a mapping can use; a case that is not there is left out. Contacts are linked in one org each. */
export async function readCareFacts(
  tx: Tx,
  caseIds: readonly string[],
  connectionId: string,
  { agentId, at, caseUrl, key }: FactsOfEscalation,
): Promise<Map<string, CareFacts>> {
  const agent = await tx
    .selectFrom('agent')
    .select(['name', 'email'])
    .where('id', '=', agentId)
    .executeTakeFirst();
  const own = await readOwnCareData(tx);
  const rows = await readCases(tx, caseIds, connectionId);
  const said = await readMessages(tx, caseIds);
  return new Map(
    rows.map((row): [string, CareFacts] => {
      const messages = said.filter(({ case_id }) => case_id === row.id);
      const placed = (place: SaidRow['place']) => {
        const found = messages.find((each) => each.place === place);
        return found ? spoken(found) : null;
      };
      return [
        row.id,
        {
          own,
          case: {
            id: row.id,
            number: row.number,
            url: caseUrl(row.id),
            status: row.status,
            priority: row.priority,
            createdAt: row.created_at,
            lastCustomerMessageAt: row.last_customer_message_at,
            messageCount: row.message_count,
            assigneeName: row.assignee_name,
            sentiment: row.sentiment,
            language: row.language,
            labels: row.labels,
            fields: row.field_values,
          },
          profile: {
            id: row.profile_id,
            platform: row.platform,
            name: row.profile_name,
            handle: row.profile_handle,
          },
          customer: {
            name: row.customer_name,
            handle: row.customer_handle,
            email: row.email,
            phone: row.phone,
          },
          messages: {
            first: placed('first'),
            firstOfCustomer: placed('first_of_customer'),
            latestOfCustomer: placed('latest_of_customer'),
            latest: messages
              .filter(({ place }) => place === 'latest')
              .sort((one, other) => one.seq - other.seq)
              .map(spoken),
          },
          message: null,
          contact:
            row.contact_id === null
              ? null
              : {
                  id: row.contact_id,
                  name: row.contact?.name ?? '',
                  isPerson: Boolean(row.contact?.personAccountId),
                },
          escalation: { key, at, agentName: agent?.name ?? '', agentEmail: agent?.email ?? '' },
        },
      ];
    }),
  );
}

const readCases = (tx: Tx, caseIds: readonly string[], connectionId: string) =>
  tx
    .selectFrom('care_case as c')
    .innerJoin('profile as p', 'p.id', 'c.profile_id')
    .innerJoin('customer as u', 'u.id', 'c.customer_id')
    .leftJoin('agent as a', 'a.id', 'c.assignee_id')
    .leftJoin('contact_link as l', (join) =>
      join
        .onRef('l.customer_id', '=', 'c.customer_id')
        .on('l.connection_id', '=', connectionId)
        .on('l.missing', 'is distinct from', 'deleted'),
    )
    .select([
      'c.id',
      'c.number',
      'c.status',
      'c.priority',
      'c.created_at',
      'c.last_customer_message_at',
      'c.message_count',
      'c.sentiment',
      'c.language',
      'c.labels',
      'c.field_values',
      'p.id as profile_id',
      'p.platform',
      'p.name as profile_name',
      'p.handle as profile_handle',
      'u.name as customer_name',
      'u.handle as customer_handle',
      'u.email',
      'u.phone',
      'a.name as assignee_name',
      'l.contact_id',
      'l.contact',
    ])
    .where('c.id', 'in', [...caseIds])
    .execute();

/** What is said of a message, as its table has it. */
interface SpokenRow {
  direction: SpokenMessage['direction'];
  kind: SpokenMessage['kind'];
  author_name: string;
  author_handle: string;
  text: string;
  permalink: string | null;
  sentiment: SpokenMessage['sentiment'];
  language: string | null;
  sent_at: string;
}

interface SaidRow extends SpokenRow {
  case_id: string;
  place: 'first' | 'first_of_customer' | 'latest_of_customer' | 'latest';
  seq: number;
}

async function readMessages(tx: Tx, caseIds: readonly string[]): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select m.case_id, s.place, m.seq, m.direction, m.kind, m.author_name, m.author_handle, m.text, m.permalink,
      m.sentiment, m.language, m.sent_at
    from unnest(${[...caseIds]}::text[]) wanted (case_id)
    cross join lateral (
      (select id, 'first' as place from message x where x.case_id = wanted.case_id order by seq limit 1)
      union all
      (select id, 'first_of_customer' from message x
       where x.case_id = wanted.case_id and direction = 'incoming' order by seq limit 1)
      union all
      (select id, 'latest_of_customer' from message x
       where x.case_id = wanted.case_id and direction = 'incoming' order by seq desc limit 1)
      union all
      (select id, 'latest' from message x where x.case_id = wanted.case_id order by seq desc limit 10)) s
    join message m on m.id = s.id`.execute(tx);
  return rows;
}

/** What a row says of its message, in the words of the mapping. */
export const spoken = (row: SpokenRow): SpokenMessage => ({
  direction: row.direction,
  kind: row.kind,
  authorName: row.author_name,
  authorHandle: row.author_handle,
  text: row.text,
  permalink: row.permalink,
  sentiment: row.sentiment,
  language: row.language,
  sentAt: row.sent_at,
});
