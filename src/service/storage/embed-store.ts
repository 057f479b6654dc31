import { sql } from 'kysely';
import type { EmbedConnection, EmbedPorts } from '../care/embed.ts';
import type { ScopePorts } from '../care/embed-scope.ts';
import { visitOfNonce } from '../care/first-sight.ts';
import { rightsOfRow } from '../rights.ts';
import { noteCopiedOrg } from './copied-org.ts';
import type { Database, Tx } from './database.ts';
import { embeddedAgent } from './embedded-agent.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

type Stored = Omit<
  EmbedPorts,
  'now' | 'publicUrl' | 'identityLinkUrl' | 'isOrgHost' | 'canReadRecord' | 'sightForWaiting' | 'showSight'
> & {
  connectionOfCredential(hash: Buffer): Promise<EmbedConnection | null>;
  caseOfRecord(connection: EmbedConnection, recordId: string): Promise<string | null>;
};

/** From the agent's own list to a case and back. */
export function scopeStore(db: Database): ScopePorts {
  return {
    agentOfOwnCase: (accountId, agentId, caseId) =>
      db.forAccount(accountId, async (tx) => {
        const agent = tx.selectFrom('agent as a').select(['a.id', 'a.name']).where('a.id', '=', agentId);
        const own = agent.where((eb) =>
          eb.exists(
            eb
              .selectFrom('care_case as c')
              .select('c.id')
              .where('c.id', '=', caseId)
              .whereRef('c.assignee_id', '=', 'a.id'),
          ),
        );
        return (await (caseId === null ? agent : own).executeTakeFirst()) ?? null;
      }),
    saveToken: (token) => db.forAccount(token.accountId, (tx) => saveToken(tx, token)),
  };
}

async function saveToken(
  tx: Tx,
  { hash, accountId, agentId, bond }: Parameters<ScopePorts['saveToken']>[0],
): Promise<void> {
  await tx
    .insertInto('embed_token')
    .values({
      token_hash: hash,
      account_id: accountId,
      connection_id: bond.connectionId,
      agent_id: agentId,
      salesforce_user_id: bond.salesforceUserId,
      record_id: bond.recordId,
      case_id: bond.caseId,
      expires_at: bond.expiresAt,
    })
    .execute();
}

/** The part of the embed's ports that PostgreSQL answers. */
export function embedStore(db: Database): Stored {
  const withOwner = async <T>(
    hash: Buffer,
    work: (tx: Tx, connection: EmbedConnection) => Promise<T>,
  ): Promise<T | null> => {
    const { rows } = await sql<{ account_id: string; connection_id: string }>`
      select * from account_of_embed_credential(${hash})`.execute(db.lookup);
    const owner = rows[0];
    if (!owner) return null;
    const { account_id: accountId, connection_id: id } = owner;
    return db.forAccount(accountId, async (tx) => work(tx, await readConnection(tx, accountId, id)));
  };
  return {
    together: (accountId, work) => db.forAccount(accountId, work),

    connectionOfCredential: (hash) => withOwner(hash, (_tx, connection) => Promise.resolve(connection)),

    whoAsks: (hash, { userId, recordId }) =>
      withOwner(hash, async (tx, connection) => {
        const row = await tx
          .selectFrom('identity_link as l')
          .innerJoin('agent as a', 'a.id', 'l.agent_id')
          .innerJoin('role as r', 'r.id', 'a.role_id')
          .select(['a.id', 'a.active', ...RIGHTS_COLUMNS])
          .select(caseOfRecord(tx, connection, recordId).as('case_id'))
          .where('l.connection_id', '=', connection.id)
          .where('l.salesforce_user_id', '=', userId)
          .executeTakeFirst();
        const agent = row ? { id: row.id, active: row.active, rights: rightsOfRow(row) } : null;
        return { connection, agent, caseId: row?.case_id ?? null };
      }),

    noteCopy: ({ accountId, id: connectionId }, orgId) =>
      db.forAccount(accountId, (tx) => noteCopiedOrg(tx, { accountId, connectionId, orgId })),

    async rememberFrameHosts(connection, hosts) {
      const sorted = [...new Set(hosts)].sort();
      if (JSON.stringify(sorted) === JSON.stringify(connection.frameHosts)) return;
      await db.forAccount(connection.accountId, async (tx) => {
        await tx
          .updateTable('connection')
          .set({ frame_hosts: JSON.stringify(sorted) })
          .where('id', '=', connection.id)
          .execute();
      });
    },

    caseOfRecord: (connection, recordId) =>
      db.forAccount(connection.accountId, async (tx) => {
        const row = await caseOfRecord(tx, connection, recordId).executeTakeFirst();
        return row?.case_id ?? null;
      }),

    saveCode: (code) =>
      db.forAccount(code.connection.accountId, async (tx) => {
        await tx
          .insertInto('embed_code')
          .values({
            code_hash: code.hash,
            account_id: code.connection.accountId,
            connection_id: code.connection.id,
            agent_id: code.agentId,
            salesforce_user_id: code.userId,
            record_id: code.recordId,
            case_id: code.caseId,
            nonce: code.nonce,
            expires_at: code.expiresAt,
            seen_at: code.isSeen ? sql`now()` : null,
          })
          .execute();
        // Whoever is about to show it has not to be told, and must not hear that another has it.
        if (!code.isSeen) await sql`select pg_notify('embed_visit', ${visitOfNonce(code.nonce)})`.execute(tx);
      }),

    async redeem({ codeHash, nonce, tokenHash, expiresAt }) {
      const { rows } = await sql<{
        account_id: string;
      }>`select * from account_of_embed_code(${codeHash})`.execute(db.lookup);
      const accountId = rows[0]?.account_id;
      if (!accountId) return null;
      return db.forAccount(accountId, async (tx) => {
        // Used up by whoever shows it, also with a wrong nonce: a code seen by another is worth nothing.
        const used = await tx
          .updateTable('embed_code')
          .set({ used_at: sql`now()` })
          .where('code_hash', '=', codeHash)
          .where('used_at', 'is', null)
          .where('expires_at', '>', sql<string>`now()`)
          .returning(['connection_id', 'agent_id', 'salesforce_user_id', 'record_id', 'case_id', 'nonce'])
          .executeTakeFirst();
        if (!used || used.nonce !== nonce) return null;
        await tx
          .deleteFrom('embed_code')
          .where('expires_at', '<', sql<string>`now() - interval '1 day'`)
          .execute();
        await tx.deleteFrom('embed_token').where('expires_at', '<', sql<string>`now()`).execute();
        await saveToken(tx, {
          hash: tokenHash,
          accountId,
          agentId: used.agent_id,
          bond: {
            connectionId: used.connection_id,
            salesforceUserId: used.salesforce_user_id,
            recordId: used.record_id,
            caseId: used.case_id,
            expiresAt,
          },
        });
        const agent = await embeddedAgent(tx, used.agent_id);
        return { accountId, caseId: used.case_id, recordId: used.record_id, agent };
      });
    },
  };
}

async function readConnection(tx: Tx, accountId: string, id: string): Promise<EmbedConnection> {
  const row = await tx
    .selectFrom('connection as c')
    .innerJoin('account as k', 'k.account_id', 'c.account_id')
    .select(['c.id', 'c.org_id', 'c.org_name', 'c.environment', 'c.org_key', 'c.frame_hosts', 'k.modules'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    accountId,
    modules: row.modules,
    id: row.id,
    orgId: row.org_id,
    orgName: row.org_name,
    environment: row.environment,
    orgKey: row.org_key,
    frameHosts: row.frame_hosts,
  };
}

const caseOfRecord = (tx: Tx, connection: EmbedConnection, recordId: string | null) =>
  tx
    .selectFrom('escalation as e')
    .select('e.case_id')
    .where('e.connection_id', '=', connection.id)
    .where('e.record_id', '=', recordId)
    // Asked for and with a record: a link that is on its way.
    .where('e.state', 'in', ['requested', 'created', 'undoing'])
    .orderBy('e.created_at', 'desc')
    .limit(1);
