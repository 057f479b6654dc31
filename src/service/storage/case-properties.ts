import type { CaseProperties } from '../../domain/case-properties.ts';
import type { Tx } from './database.ts';

/** Null: the account has no such case. */
export async function readCaseProperties(tx: Tx, caseId: string): Promise<CaseProperties | null> {
  const row = await tx
    .selectFrom('care_case')
    .select(['sentiment', 'language', 'labels', 'field_values as fields'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes them; a label that is new is one to choose from then on. */
export async function writeCaseProperties(
  tx: Tx,
  accountId: string,
  caseId: string,
  { sentiment, language, labels, fields }: CaseProperties,
): Promise<void> {
  if (labels.length > 0) {
    await tx
      .insertInto('case_label')
      .values(labels.map((label) => ({ account_id: accountId, label })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx
    .updateTable('care_case')
    .set({ sentiment, language, labels: [...labels], field_values: JSON.stringify(fields) })
    .where('id', '=', caseId)
    .execute();
}
