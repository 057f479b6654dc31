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

/** Writes them. @returns labels that are new, which are there to be chosen from then on. */
export async function writeCaseProperties(
  tx: Tx,
  accountId: string,
  caseId: string,
  { sentiment, language, labels, fields }: CaseProperties,
): Promise<string[]> {
  const coined =
    labels.length === 0
      ? []
      : await tx
          .insertInto('case_label')
          .values(labels.map((label) => ({ account_id: accountId, label })))
          .onConflict((conflict) => conflict.doNothing())
          .returning('label')
          .execute();
  await tx
    .updateTable('care_case')
    .set({ sentiment, language, labels: [...labels], field_values: JSON.stringify(fields) })
    .where('id', '=', caseId)
    .execute();
  return coined.map(({ label }) => label);
}
