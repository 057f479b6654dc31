import { SalesforceError } from '../salesforce-error.ts';
import { MERGEABLE } from '../schema/describe.ts';
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
    for (const { child, field } of childrenOf(transaction, loser.row)) {
      transaction.put({
        ...child,
        fields: {
          ...child.fields,
          [field.name]: masterId,
          LastModifiedDate: transaction.now,
          SystemModstamp: transaction.now,
        },
      });
    }
    moveToBin(transaction, { ...loser.row, fields: { ...loser.row.fields, MasterRecordId: masterId } });
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
