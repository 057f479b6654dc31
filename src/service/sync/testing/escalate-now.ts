import type { Database } from '../../storage/database.ts';
import { readEscalationProgress, requestEscalation } from '../../storage/escalation-requests.ts';
import { type EscalationRequest, escalate } from '../escalate.ts';

/** Escalates a case and waits until all of it stands in the org; answers the record's id. */
export async function escalateNow(
  stage: { db: Database; account: { accountId: string; agents: { jonas: string } } },
  caseId: string,
  more: Partial<EscalationRequest> = {},
): Promise<string> {
  const { accountId } = stage.account;
  const { escalation } = await escalate(
    {
      request: (request) =>
        requestEscalation(
          { db: stage.db, now: () => new Date(), caseUrl: (id) => `http://care.example/cases/${id}` },
          request,
        ),
      progress: (account, id) => readEscalationProgress(stage.db, account, id),
      waitForNews: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    {
      accountId,
      caseId,
      agentId: stage.account.agents.jonas,
      object: 'Case',
      fields: {},
      another: false,
      tokenGap: null,
      ...more,
    },
  );
  if (escalation.recordId === null)
    throw new Error(`The case was not escalated: ${JSON.stringify(escalation)}`);
  for (;;) {
    const { escalation: now } = await readEscalationProgress(stage.db, accountId, escalation.id);
    if (now.waiting === 0) return escalation.recordId;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
