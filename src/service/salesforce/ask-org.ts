import type { z } from 'zod';
import type { Soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort, SalesforceRequest } from '../sync/ports.ts';
import { queryPath } from './queries-in-one-call.ts';

/** With the default token, for somebody who waits for it. */
export const askingFor = ({ accountId, id: connectionId }: AskedConnection) => ({
  accountId,
  connectionId,
  actingAgentId: null,
  fallback: 'default' as const,
  records: 0,
  deadlineMs: 5_000,
});

/** Asks the org one question with the default token. Null: it cannot be asked now, or its answer cannot be read. */
export async function askOrg<Shape extends z.ZodType>(
  port: SalesforcePort,
  connection: AskedConnection,
  question: { purpose: SalesforceRequest['purpose']; query: Soql; shape: Shape },
): Promise<z.output<Shape> | null> {
  const outcome = await port.call({
    ...askingFor(connection),
    purpose: question.purpose,
    method: 'GET',
    path: queryPath(question.query),
  });
  return outcome.kind === 'answered' ? (question.shape.safeParse(outcome.body).data ?? null) : null;
}
