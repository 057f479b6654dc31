import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import type { EscalatedObject } from '../../domain/decide-escalation.ts';
import { containing, Soql, soql } from '../../domain/soql.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { answered } from './outcome-problem.ts';
import { queriesInOneCall, queryPath, readQueries } from './queries-in-one-call.ts';

/** Somebody, or a queue, who can own a record. */
export interface RecordOwner {
  id: string;
  name: string;
  kind: 'user' | 'queue';
}

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

/** The org's queues and active users by a part of their name, in one call. A kind that may not be read is left out. */
export async function searchOwners(asker: Asker, search: string): Promise<RecordOwner[]> {
  const like = containing(search);
  const queries = {
    queue: soql`SELECT Id, Name FROM Group WHERE Type = 'Queue' AND Name LIKE ${like} ORDER BY Name LIMIT ${MOST}`,
    user: soql`SELECT Id, Name FROM User WHERE IsActive = true AND Name LIKE ${like} ORDER BY Name LIMIT ${MOST}`,
  };
  const outcome = await asker.port.call({
    ...requestOf(asker),
    ...queriesInOneCall(queries),
  });
  const answers = readQueries(answered(outcome).body);
  return (['queue', 'user'] as const).flatMap((kind) => {
    const rows = Rows.safeParse(answers.get(kind));
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
