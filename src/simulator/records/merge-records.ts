import type { OrgRecord } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { MERGEABLE } from '../schema/describe.ts';
import { invalidOperation } from './person-accounts.ts';
import { childrenOf, existing, moveToBin } from './save-record.ts';
import type { Transaction } from './transaction.ts';

/**
 * Merges losers into a master of the same object: their children move to the master, they go to the recycle bin with
 * `MasterRecordId` set (SOAP guide, `merge()`; REST has no such call).
 */
export function mergeRecords(transaction: Transaction, masterId: string, loserIds: readonly string[]): void {
  const master = existing(transaction, masterId);
  if (!MERGEABLE.has(master.object.name)) {
    throw new SalesforceError(400, 'INVALID_TYPE', `${master.object.name} records cannot be merged.`);
  }
  for (const id of loserIds) {
    const loser = existing(transaction, id);
    if (loser.object.name !== master.object.name || id === masterId) {
      throw new SalesforceError(
        400,
        'INVALID_CROSS_REFERENCE_KEY',
        'A merge needs other records of the same object.',
      );
    }
    const persons = [master.row, loser.row].map(({ fields }) => fields.IsPersonAccount === true);
    if (persons[0] !== persons[1] || (persons[0] && master.object.name === 'Contact'))
      throw invalidOperation('person accounts can only be merged with person accounts');
    moveInto(transaction, loser.row, master.row);
  }
  transaction.put({
    ...master.row,
    fields: {
      ...master.row.fields,
      LastModifiedDate: transaction.now,
      LastModifiedById: transaction.writer.user.id,
      SystemModstamp: transaction.now,
    },
  });
}

/** Children go to the master and the loser to the bin; of a person account (merged with its own kind alone) also its contact's. */
function moveInto(transaction: Transaction, loser: OrgRecord, master: OrgRecord): void {
  const [from, into] = [loser, master].map(({ fields }) =>
    transaction.row(String(fields.PersonContactId ?? '')),
  );
  if (from && into) moveInto(transaction, from, into);
  for (const { child, field } of childrenOf(transaction, loser)) {
    transaction.put({
      ...child,
      fields: {
        ...child.fields,
        [field.name]: master.id,
        LastModifiedDate: transaction.now,
        SystemModstamp: transaction.now,
      },
    });
  }
  moveToBin(transaction, { ...loser, fields: { ...loser.fields, MasterRecordId: master.id } });
}
