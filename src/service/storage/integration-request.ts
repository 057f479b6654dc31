import { sql } from 'kysely';
import pg from 'pg';
import type { IntegrationShape } from '../../api/integrations.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { AuditActor } from '../../domain/audit.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

/** Where the account stands with Salesforce, and who brought it there. */
export async function readIntegration(tx: Tx): Promise<IntegrationShape> {
  const row = await tx
    .selectFrom('integration_request as i')
    .leftJoin('agent as a', 'a.id', 'i.requested_by')
    .select(['i.requested_at', 'i.enabled_by', 'i.enabled_at', 'a.id', 'a.name'])
    .executeTakeFirst();
  return {
    state: row?.enabled_at ? 'enabled' : row ? 'requested' : 'not_requested',
    requestedBy: row?.id && row.name ? { id: row.id, name: row.name } : null,
    requestedAt: row?.requested_at ?? null,
    enabledBy: row?.enabled_by ?? null,
    enabledAt: row?.enabled_at ?? null,
  };
}

const SUBJECT = 'Salesforce for Community and Care';

/** Asks the operator. Whoever asked first stays named. */
export async function requestIntegration(tx: Tx, { accountId, agentId }: AgentActor): Promise<void> {
  const row = await tx
    .insertInto('integration_request')
    .values({ account_id: accountId, requested_by: agentId, requested_at: sql<string>`now()` })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .returning('account_id')
    .executeTakeFirst();
  if (!row) return;
  const actor = await auditActor(tx, { agentId });
  const entry = { kind: 'integration.requested' as const, subject: SUBJECT, detail: null };
  await recordAudit(tx, { ...entry, accountId, actor, connectionId: null });
}

/** @returns whether it was not enabled before. */
export async function enableIntegration(tx: Tx, accountId: string, by: AuditActor): Promise<boolean> {
  const enabled = { enabled_by: by.name, enabled_at: sql<string>`now()` };
  const row = await tx
    .insertInto('integration_request')
    .values({ account_id: accountId, ...enabled })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet(enabled).where('integration_request.enabled_at', 'is', null),
    )
    .returning('account_id')
    .executeTakeFirst();
  if (!row) return false;
  const entry = { kind: 'integration.enabled' as const, subject: SUBJECT, detail: null };
  await recordAudit(tx, { ...entry, accountId, actor: by, connectionId: null });
  return true;
}

/** Whoever runs the installation, by the name they gave. */
export const operatorNamed = (name: string): AuditActor => ({ kind: 'operator', id: null, name });

export interface IntegrationRequest {
  accountId: string;
  accountName: string;
  state: 'requested' | 'enabled';
  /** Null: enabled without being asked for. */
  requestedBy: { name: string; email: string } | null;
  requestedAt: string | null;
  enabledBy: string | null;
  enabledAt: string | null;
}

/** Of all accounts, those that wait first: only an operator's login may look across them. */
export async function listIntegrationRequests(adminUrl: string): Promise<IntegrationRequest[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('set role care_owner');
    const { rows } = await client.query<{
      account_id: string;
      account_name: string;
      agent_name: string | null;
      email: string | null;
      requested_at: string | null;
      enabled_by: string | null;
      enabled_at: string | null;
    }>(`select i.account_id, c.name as account_name, a.name as agent_name, a.email,
          i.requested_at, i.enabled_by, i.enabled_at
        from integration_request i join account c using (account_id) left join agent a on a.id = i.requested_by
        order by i.enabled_at is not null, coalesce(i.requested_at, i.enabled_at)`);
    return rows.map((row) => ({
      accountId: row.account_id,
      accountName: row.account_name,
      state: row.enabled_at ? 'enabled' : 'requested',
      requestedBy: row.agent_name && row.email ? { name: row.agent_name, email: row.email } : null,
      requestedAt: row.requested_at,
      enabledBy: row.enabled_by,
      enabledAt: row.enabled_at,
    }));
  } finally {
    await client.end();
  }
}
