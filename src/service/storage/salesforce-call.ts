import type { Tx } from './database.ts';

/** One HTTP request to Salesforce under /services/data, whatever came of it. */
export interface SalesforceCallEntry {
  accountId: string;
  connectionId: string;
  /** Salesforce user whose token was shown. */
  tokenOwner: string;
  purpose: string;
  method: string;
  /** Without its query, which may name people. */
  path: string;
  records: number;
  status: number | null;
  errorCode: string | null;
  /** `Sforce-Limit-Info` as it came. */
  limitInfo: string | null;
  durationMs: number;
}

export async function addSalesforceCall(tx: Tx, entry: SalesforceCallEntry): Promise<void> {
  await tx
    .insertInto('salesforce_call')
    .values({
      account_id: entry.accountId,
      connection_id: entry.connectionId,
      token_owner: entry.tokenOwner,
      purpose: entry.purpose,
      method: entry.method,
      path: entry.path,
      records: entry.records,
      status: entry.status,
      error_code: entry.errorCode,
      limit_info: entry.limitInfo,
      duration_ms: entry.durationMs,
    })
    .execute();
}

/** Calls made of an org since then, whatever came of them. */
export async function countSalesforceCalls(tx: Tx, connectionId: string, since: Date): Promise<number> {
  const row = await tx
    .selectFrom('salesforce_call')
    .select((eb) => eb.fn.countAll<string>().as('calls'))
    .where('connection_id', '=', connectionId)
    .where('at', '>=', since.toISOString())
    .executeTakeFirstOrThrow();
  return Number(row.calls);
}
