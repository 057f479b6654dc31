import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import type { EscalatedObject } from '../../domain/decide-escalation.ts';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { containing, Soql, soql } from '../../domain/soql.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { answered } from './outcome-problem.ts';

/** Somebody, or a queue, who can own a record. */
export interface RecordOwner {
  id: string;
  name: string;
  kind: 'user' | 'queue';
}

const Found = z.object({
  compositeResponse: z.array(
    z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.enum(['queue', 'user']) }),
  ),
});
const Rows = z.object({ records: z.array(z.object({ Id: z.string(), Name: z.string() })) });
const Owned = z.object({ records: z.array(z.object({ Owner: z.object({ Name: z.string() }).nullable() })) });
const MOST = 8;

/** Whose token asks. */
interface Asker {
  port: SalesforcePort;
  connection: Connection;
  agentId: string;
}

const requestOf = ({ connection, agentId }: Asker) => ({
  accountId: connection.accountId,
  connectionId: connection.id,
  actingAgentId: agentId,
  fallback: 'none' as const,
  purpose: 'contact' as const,
  records: 0,
});
const queryPath = (query: Soql): string => `/query?q=${encodeURIComponent(query.text)}`;

/** The org's queues and active users by a part of their name, in one call. A kind that may not be read is left out. */
export async function searchOwners(asker: Asker, search: string): Promise<RecordOwner[]> {
  const like = containing(search);
  const queries = {
    queue: soql`SELECT Id, Name FROM Group WHERE Type = 'Queue' AND Name LIKE ${like} ORDER BY Name LIMIT ${MOST}`,
    user: soql`SELECT Id, Name FROM User WHERE IsActive = true AND Name LIKE ${like} ORDER BY Name LIMIT ${MOST}`,
  };
  const outcome = await asker.port.call({
    ...requestOf(asker),
    method: 'POST',
    path: '/composite',
    body: {
      allOrNone: false,
      compositeRequest: Object.entries(queries).map(([referenceId, query]) => ({
        method: 'GET',
        url: `/services/data/v${SALESFORCE_API_VERSION}${queryPath(query)}`,
        referenceId,
      })),
    },
  });
  return Found.parse(answered(outcome).body).compositeResponse.flatMap(({ body, referenceId: kind }) => {
    const rows = Rows.safeParse(body);
    return rows.success ? rows.data.records.map(({ Id: id, Name: name }) => ({ id, name, kind })) : [];
  });
}

/** Whom a record belongs to now, by name; null: whoever asks may not see it. */
export async function readOwner(
  asker: Asker,
  object: EscalatedObject,
  recordId: string,
): Promise<string | null> {
  const path = queryPath(soql`SELECT Owner.Name FROM ${new Soql(object)} WHERE Id = ${recordId}`);
  const outcome = await asker.port.call({ ...requestOf(asker), method: 'GET', path });
  if (outcome.kind !== 'answered') return null;
  return Owned.safeParse(outcome.body).data?.records[0]?.Owner?.Name ?? null;
}
