import { z } from 'zod';
import type { RecordChange } from '../inbound-ports.ts';
import type { SalesforceOutcome, SalesforceRequest, TokenOwner } from '../ports.ts';

export interface FakeCase {
  id: string;
  /** Null: a record of the org's own that nothing was linked to yet. */
  key: string | null;
  status: string;
  version: number | null;
  /** Care_Id__c and sequence of its messages, in the order they were first written. */
  messages: { key: string; sequence: number }[];
  stamp: number;
}

/** What a test takes away to see that it is missed. */
export interface FakeOrgRules {
  fence: boolean;
  uniqueKeys: boolean;
  allOrNone: boolean;
}

const OWNER: TokenOwner = {
  salesforceUserId: '005000000000001AAA',
  username: 'integration@acme.example',
  displayName: 'Integration',
  agentId: null,
};

const Composite = z.object({
  compositeRequest: z.tuple([
    z.object({ url: z.string(), body: z.record(z.string(), z.unknown()) }),
    z.object({ url: z.string() }),
  ]),
});
const Rows = z.object({ allOrNone: z.boolean(), records: z.array(z.record(z.string(), z.unknown())) });

interface RowFailure {
  statusCode: string;
  message: string;
}

/** Which rows of a call fail, by their place; the caller's dice decide. */
export type RowFault = (row: number) => RowFailure | null;

/**
 * As much of an org as the sync engine touches, in memory and in one step: upsert by external id, the
 * fence, collections all-or-none or row by row, queries by id, key and stamp, change events.
 */
export class FakeOrg {
  readonly cases = new Map<string, FakeCase>();
  readonly events: RecordChange[] = [];
  /** How often each key made a record: more than once is a double. */
  readonly created = new Map<string, number>();
  readonly #byKey = new Map<string, string>();
  readonly #messageCase = new Map<string, string>();
  readonly #has: FakeOrgRules;
  #clock = Date.UTC(2026, 0, 1);
  #ids = 0;

  constructor(rules: Partial<FakeOrgRules> = {}) {
    this.#has = { fence: true, uniqueKeys: true, allOrNone: true, ...rules };
  }

  /** A person, a flow: whoever is not held by the fence. */
  setStatus(id: string, status: string): void {
    const record = this.cases.get(id);
    if (record) this.#change(record, { status });
  }

  /** A record somebody made in the org; with the version an earlier link has left there. */
  addCase(status: string, version: number | null = null): string {
    const id = this.#newId('500');
    this.cases.set(id, { id, key: null, status, version, messages: [], stamp: this.#tick() });
    return id;
  }

  answer(request: SalesforceRequest, fault: RowFault = () => null): SalesforceOutcome {
    if (request.path.startsWith('/queryAll')) return answered(this.#query(request.path));
    if (request.path === '/composite') return answered(this.#escalate(request.body, fault));
    const { allOrNone, records } = Rows.parse(request.body);
    const write =
      request.path === '/composite/sobjects'
        ? (row: Record<string, unknown>) => this.#writeState(row)
        : (row: Record<string, unknown>) => this.#writeMessage(row);
    return answered(this.#collection(records, allOrNone, write, fault));
  }

  #collection(
    records: readonly Record<string, unknown>[],
    allOrNone: boolean,
    write: (row: Record<string, unknown>) => { undo: () => void; id: string } | RowFailure,
    fault: RowFault,
  ): unknown {
    const undo: (() => void)[] = [];
    let failed = false;
    const answers = records.map((row, at) => {
      const planned = fault(at);
      const outcome = planned ?? write(row);
      if ('statusCode' in outcome) {
        failed = true;
        return { success: false, errors: [{ ...outcome, fields: [] }] };
      }
      undo.push(outcome.undo);
      return { id: outcome.id, success: true, errors: [] };
    });
    if (!allOrNone || !failed || !this.#has.allOrNone) return answers;
    for (const back of undo.reverse()) back();
    return answers.map((answer) =>
      answer.success
        ? {
            success: false,
            errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: '', fields: [] }],
          }
        : answer,
    );
  }

  #escalate(body: unknown, fault: RowFault): unknown {
    const [write] = Composite.parse(body).compositeRequest;
    const [field, last = ''] = write.url.split('/').slice(-2);
    const key = field === 'Case' ? null : decodeURIComponent(last);
    const planned = fault(0);
    const refusal =
      planned ?? (key === null ? this.#linkCase(last, write.body) : this.#upsertCase(key, write.body));
    if (refusal) {
      const error = { errorCode: refusal.statusCode, message: refusal.message, fields: [] };
      return composite(400, [error], 400, [{ errorCode: 'PROCESSING_HALTED', message: '' }]);
    }
    const record = this.cases.get(key === null ? last : (this.#byKey.get(key) ?? ''))!;
    const read = { CaseNumber: record.id.slice(-6), Status: record.status };
    if (key === null) return composite(204, null, 200, read);
    return composite(201, { id: record.id, success: true, errors: [], created: true }, 200, read);
  }

  #linkCase(id: string, fields: Record<string, unknown>): RowFailure | null {
    const record = this.cases.get(id);
    if (!record) return { statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' };
    const version = Number(fields.Care_Version__c);
    const refusal = this.#fenced(record, { status: String(fields.Status ?? record.status), version });
    if (!refusal) record.key = String(fields.Care_Escalation_Id__c);
    return refusal;
  }

  #upsertCase(key: string, fields: Record<string, unknown>): RowFailure | null {
    const known = this.#byKey.get(key);
    const version = Number(fields.Care_Version__c);
    const status = String(fields.Status ?? 'New');
    if (known) return this.#fenced(this.cases.get(known)!, { status, version });
    const id = this.#newId('500');
    const record: FakeCase = { id, key, status, version, messages: [], stamp: this.#tick() };
    this.cases.set(id, record);
    this.#byKey.set(key, id);
    this.created.set(key, (this.created.get(key) ?? 0) + 1);
    this.#emit(record, 'CREATE');
    return null;
  }

  #writeState(row: Record<string, unknown>): { undo: () => void; id: string } | RowFailure {
    const record = this.cases.get(String(row.id));
    if (!record) return { statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' };
    const wanted = { status: String(row.Status), version: Number(row.Care_Version__c) };
    return this.#fenced(record, wanted) ?? { undo: () => {}, id: record.id };
  }

  #fenced(record: FakeCase, wanted: { status: string; version: number }): RowFailure | null {
    if (this.#has.fence && wanted.version < (record.version ?? 0)) {
      return {
        statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'CARE-FENCE: A newer state from Care is already here.',
      };
    }
    this.#change(record, wanted);
    return null;
  }

  #writeMessage(row: Record<string, unknown>): { undo: () => void; id: string } | RowFailure {
    const key = String(row.Care_Id__c);
    const record = this.cases.get(String(row.Case__c));
    if (!record) return { statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' };
    if (this.#has.uniqueKeys && this.#messageCase.has(key)) return { undo: () => {}, id: key };
    this.#messageCase.set(key, record.id);
    const message = { key, sequence: Number(row.Sequence__c) };
    record.messages.push(message);
    this.created.set(key, (this.created.get(key) ?? 0) + 1);
    return {
      id: this.#newId('a00'),
      undo: () => {
        this.#messageCase.delete(key);
        record.messages.splice(record.messages.indexOf(message), 1);
        this.created.set(key, (this.created.get(key) ?? 1) - 1);
      },
    };
  }

  #query(path: string): unknown {
    const soql = decodeURIComponent(path.slice(path.indexOf('=') + 1));
    const id = /WHERE Id = '(\w+)'/.exec(soql)?.[1];
    const key = /Care_Escalation_Id__c = '([^']+)'/.exec(soql)?.[1];
    const since = /SystemModstamp >= ([\d:.TZ-]+)/.exec(soql)?.[1];
    const after = /SystemModstamp > ([\d:.TZ-]+)/.exec(soql)?.[1];
    const records = [...this.cases.values()]
      .filter(
        (record) =>
          (id === undefined || record.id === id) &&
          (key === undefined || record.key === key) &&
          (since === undefined || record.stamp >= Date.parse(since)) &&
          (after === undefined || record.stamp > Date.parse(after)),
      )
      .sort((a, b) => a.stamp - b.stamp)
      .map((record) => ({
        Id: record.id,
        CaseNumber: record.id.slice(-6),
        Status: record.status,
        Care_Version__c: record.version,
        Care_Escalation_Id__c: record.key,
        SystemModstamp: new Date(record.stamp).toISOString(),
        IsDeleted: false,
        MasterRecordId: null,
      }));
    return { totalSize: records.length, done: true, records };
  }

  #change(record: FakeCase, to: { status: string; version?: number }): void {
    const changed = record.status !== to.status || (to.version ?? record.version) !== record.version;
    record.status = to.status;
    record.version = to.version ?? record.version;
    record.stamp = this.#tick();
    if (changed) this.#emit(record, 'UPDATE');
  }

  #emit(record: FakeCase, changeType: 'CREATE' | 'UPDATE'): void {
    this.events.push({
      entity: 'Case',
      changeType,
      recordIds: [record.id],
      changedFields: changeType === 'UPDATE' ? ['Status'] : [],
      committedAt: new Date(record.stamp).toISOString(),
      fields: {
        Status: record.status,
        Care_Version__c: record.version,
        Care_Escalation_Id__c: record.key,
      },
    });
  }

  #tick(): number {
    this.#clock += 400;
    return this.#clock;
  }

  #newId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${String(this.#ids).padStart(15, '0')}`;
  }
}

const answered = (body: unknown): SalesforceOutcome => ({
  kind: 'answered',
  status: 200,
  body,
  headers: {},
  tokenOwner: OWNER,
});

const composite = (status: number, body: unknown, readStatus: number, readBody: unknown): unknown => ({
  compositeResponse: [
    { referenceId: 'record', httpStatusCode: status, httpHeaders: {}, body },
    { referenceId: 'read', httpStatusCode: readStatus, httpHeaders: {}, body: readBody },
  ],
});
