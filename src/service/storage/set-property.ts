import type { Actor } from '../../domain/agent.ts';
import { CASE_PRIORITIES, type CasePriority } from '../../domain/case.ts';
import { changeProperties } from '../../domain/case-properties.ts';
import { appendEvent } from './append-event.ts';
import { readCaseProperties, writeCaseProperties } from './case-properties.ts';
import type { Tx } from './database.ts';
import { listCaseFields } from './own-care-data.ts';

/** What Salesforce sets beside the status: the priority, or a case field by its key. What is there already is no change. */
export async function setProperty(
  tx: Tx,
  accountId: string,
  caseId: string,
  { data, value }: { data: string; value: string },
): Promise<void> {
  const actor: Actor = { kind: 'system', accountId, reason: 'sync' };
  if (data === 'case_priority') {
    const priority = CASE_PRIORITIES.find((each) => each === value);
    if (!priority || !(await setPriority(tx, caseId, priority))) return;
    await appendEvent(tx, {
      accountId,
      caseId,
      actor,
      facts: { type: 'case_changed', change: { priority } },
    });
    return;
  }
  const now = await readCaseProperties(tx, caseId);
  if (!now || now.fields[data] === value) return;
  const changed = changeProperties(now, { fields: { [data]: value } }, await listCaseFields(tx));
  // The field or its option is not there any more.
  if ('refused' in changed) return;
  await writeCaseProperties(tx, accountId, caseId, changed.properties);
  await appendEvent(tx, { accountId, caseId, actor, facts: { type: 'case_changed', change: {} } });
}

async function setPriority(tx: Tx, caseId: string, priority: CasePriority): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('care_case')
    .set({ priority })
    .where('id', '=', caseId)
    .where('priority', '!=', priority)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
