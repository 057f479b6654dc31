import { z } from 'zod';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import type { Soql } from '../../domain/soql.ts';

const Composite = z.object({
  compositeResponse: z.array(
    z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.string() }),
  ),
});

export const queryPath = (query: Soql): string => `/query?q=${encodeURIComponent(query.text)}`;

/** Up to five queries as one request (REST API Developer Guide, Composite). One that is refused leaves the others. */
export const queriesInOneCall = (queries: Readonly<Record<string, Soql>>) => ({
  method: 'POST' as const,
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

/** What was answered, by the name of the query; nothing where the answer is none of a composite request. */
export function readQueries(body: unknown): ReadonlyMap<string, unknown> {
  const answers = Composite.safeParse(body).data?.compositeResponse ?? [];
  const taken = answers.filter(({ httpStatusCode }) => httpStatusCode === 200);
  return new Map(taken.map((answer) => [answer.referenceId, answer.body]));
}
