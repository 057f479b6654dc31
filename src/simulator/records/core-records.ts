import type { OrgRecord, OrgRecords, OrgUser, QueryResult, RecordInput, WriteOptions } from '../core.ts';
import type { Org } from '../org.ts';
import { invalidField, SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { runQuery } from '../soql/run-query.ts';
import { lockKeys } from './lock-keys.ts';
import { mergeRecords } from './merge-records.ts';
import { recordAccess } from './record-access.ts';
import { createRecord, deleteRecord, updateRecord } from './save-record.ts';
import type { Transaction } from './transaction.ts';
import { upsertKey, upsertRecord } from './upsert-record.ts';

/** Records for code in the same process: pages, the Apex twin, tests. */
export class CoreRecords implements OrgRecords {
  constructor(private readonly org: Org) {}

  async get(user: OrgUser, id: string): Promise<OrgRecord | null> {
    await this.org.state.journal.flushed();
    const row = this.org.state.row(parseRecordId(id) ?? '');
    if (!row || !recordAccess(user, row).read) return null;
    const fields = Object.entries(row.fields).filter(([name]) => user.rights.canRead(row.object, name));
    return { ...row, fields: Object.fromEntries(fields) };
  }

  async query(user: OrgUser, soql: string): Promise<QueryResult> {
    await this.org.state.journal.flushed();
    return runQuery(this.org.reader(user), soql);
  }

  create(
    user: OrgUser,
    object: string,
    fields: RecordInput,
    options?: WriteOptions,
  ): Promise<{ id: string }> {
    const keys = lockKeys(this.org.state, this.org.schema.object(object), fields, { create: true });
    return this.#write(user, options, keys, (transaction) => ({
      id: createRecord(transaction, object, fields),
    }));
  }

  update(user: OrgUser, id: string, fields: RecordInput, options?: WriteOptions): Promise<void> {
    const long = wellFormed(id);
    const keys = lockKeys(this.org.state, this.org.schema.objectOfId(long), fields, { id: long });
    return this.#write(user, options, keys, (transaction) => updateRecord(transaction, long, fields));
  }

  async upsert(
    user: OrgUser,
    objectName: string,
    externalIdField: string,
    externalId: string,
    fields: RecordInput,
    options?: WriteOptions,
  ): Promise<{ id: string; created: boolean }> {
    const object = this.org.schema.require(objectName);
    const field = object.field(externalIdField);
    if (!field) throw invalidField(object.name, externalIdField);
    const keys = lockKeys(this.org.state, object, fields, { key: field, value: externalId });
    return this.#write(user, options, keys, (transaction) => {
      const key = upsertKey(transaction, object, externalIdField);
      const outcome = upsertRecord(transaction, object, key, externalId, fields);
      if (outcome.kind === 'done') return { id: outcome.id, created: outcome.created };
      throw new SalesforceError(
        300,
        'DUPLICATE_EXTERNAL_ID',
        `More than one record has ${key.name} ${externalId}.`,
      );
    });
  }

  delete(user: OrgUser, id: string, options?: WriteOptions): Promise<void> {
    const long = wellFormed(id);
    const keys = lockKeys(this.org.state, this.org.schema.objectOfId(long), {}, { id: long });
    return this.#write(user, options, keys, (transaction) => deleteRecord(transaction, long));
  }

  merge(user: OrgUser, masterId: string, loserIds: readonly string[], options?: WriteOptions): Promise<void> {
    const ids = [masterId, ...loserIds].map(wellFormed);
    const [master = '', ...losers] = ids;
    return this.#write(user, options, ids, (transaction) => mergeRecords(transaction, master, losers));
  }

  async access(user: OrgUser, id: string) {
    await this.org.state.journal.flushed();
    return recordAccess(user, this.org.state.row(parseRecordId(id) ?? ''));
  }

  #write<T>(
    user: OrgUser,
    options: WriteOptions | undefined,
    keys: readonly string[],
    work: (transaction: Transaction) => T,
  ): Promise<T> {
    return this.org.locked(keys, 0, () => {
      const transaction = this.org.begin(user, options);
      const result = work(transaction);
      this.org.commit(transaction);
      return result;
    });
  }
}

function wellFormed(id: string): string {
  const long = parseRecordId(id);
  if (!long) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${id}`);
  return long;
}
