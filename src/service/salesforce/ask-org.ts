import type { z } from 'zod';
import type { Soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort, SalesforceRequest } from '../sync/ports.ts';

/** Somebody waits for it. */
const DEADLINE_MS = 5_000;

/** Asks the org one question with the default token. Null: it cannot be asked now, or its answer cannot be read. */
export async function askOrg<Shape extends z.ZodType>(
  port: SalesforcePort,
  connection: AskedConnection,
  question: { purpose: SalesforceRequest['purpose']; query: Soql; shape: Shape },
): Promise<z.output<Shape> | null> {
  const outcome = await port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: null,
    fallback: 'default',
    purpose: question.purpose,
    method: 'GET',
    path: `/query?q=${encodeURIComponent(question.query.text)}`,
    records: 0,
    deadlineMs: DEADLINE_MS,
  });
  return outcome.kind === 'answered' ? (question.shape.safeParse(outcome.body).data ?? null) : null;
}
