import { roomForCapped } from './automatic-holds.ts';
import type { Database } from './database.ts';
import { judgeCase } from './escalate-by-rule.ts';
import type { EscalationEnvironment } from './escalation-requests.ts';

/**
 * Has rules judge the cases again that waited for room under their cap, in the order in which they came, each in a
 * transaction of its own. One for which there is still no room goes on waiting in its place.
 */
export async function releaseCapped(
  db: Database,
  environment: Pick<EscalationEnvironment, 'now' | 'caseUrl'>,
  accountId: string,
): Promise<void> {
  for (const caseId of await db.forAccount(accountId, (tx) => roomForCapped(tx))) {
    await db.forAccount(accountId, (tx) => judgeCase(tx, environment, accountId, caseId));
  }
}
