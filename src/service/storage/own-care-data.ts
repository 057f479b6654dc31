import type { CaseField, OwnCareData } from '../../domain/case-field.ts';
import type { Tx } from './database.ts';

/** What the account has of its own to give a case and to map. Labels by name, fields in the order they were made. */
export async function readOwnCareData(tx: Tx): Promise<OwnCareData> {
  const labels = await tx.selectFrom('case_label').select('label').orderBy('label').execute();
  return { labels: labels.map(({ label }) => label), fields: await listCaseFields(tx) };
}

export const listCaseFields = (tx: Tx): Promise<CaseField[]> =>
  tx
    .selectFrom('case_field')
    .select(['key', 'name', 'type', 'options'])
    .orderBy('created_at')
    .orderBy('key')
    .execute();

export async function addCaseField(tx: Tx, accountId: string, field: CaseField): Promise<void> {
  const { key, name, type, options } = field;
  await tx
    .insertInto('case_field')
    .values({ account_id: accountId, key, name, type, options: JSON.stringify(options) })
    .execute();
}
