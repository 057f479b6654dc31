import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Access } from '../../api/endpoint.ts';
import type { Actor, AgentActor } from '../../domain/agent.ts';
import type { Module } from '../../domain/module.ts';
import type { EmbedBond } from '../care/embed-scope.ts';
import { hashSecret } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import { type RightsRow, rightsOfRow } from '../rights.ts';
import type { Database } from '../storage/database.ts';

export const SESSION_COOKIE = 'care_session';

/** Who a request comes from, and what their embed token is bound to, if they came with one. */
export interface Visitor {
  actor: Actor;
  embed: EmbedBond | null;
}

/**
 * Finds out who acts, by the ways in that the endpoint allows.
 *
 * @throws Problem UNAUTHENTICATED; CROSS_SITE_REQUEST for a write that rides on a cookie from another site.
 */
export async function identify(
  db: Database,
  request: FastifyRequest,
  access: readonly Access[],
): Promise<Visitor> {
  const bearer = /^Bearer ([A-Za-z0-9._~-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer && access.includes('embed')) {
    const visitor = await byEmbedToken(db, bearer);
    if (visitor) return visitor;
  }
  if (bearer && access.includes('api_key')) {
    const visitor = await byApiKey(db, bearer);
    if (visitor) return visitor;
  }
  const session = sessionToken(request);
  if (session && access.includes('session')) {
    refuseCrossSite(request);
    const visitor = await bySession(db, session);
    if (visitor) return visitor;
  }
  throw new Problem('UNAUTHENTICATED');
}

export const sessionToken = (request: FastifyRequest): string | null =>
  new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )?.[1] ?? null;

/** The cookie is SameSite=Strict; this also stands against what a browser might still send along. */
function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (request.method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Problem('CROSS_SITE_REQUEST');
  }
}

async function bySession(db: Database, token: string): Promise<Visitor | null> {
  const { rows } = await sql<AgentRow>`
    select * from account_of_session(${hashSecret(token)})`.execute(db.lookup);
  const row = rows[0];
  if (!row) return null;
  await noteSeen(db, row);
  return { actor: agentOf(row, 'session'), embed: null };
}

interface AgentRow extends RightsRow {
  account_id: string;
  agent_id: string;
  seen_lately: boolean;
}

const agentOf = (row: AgentRow, via: 'session' | 'embed'): AgentActor => ({
  kind: 'agent',
  accountId: row.account_id,
  agentId: row.agent_id,
  via,
  ...rightsOfRow(row),
});

/** At most once in five minutes a person: most requests write nothing. */
async function noteSeen(db: Database, row: AgentRow): Promise<void> {
  if (row.seen_lately) return;
  await db.forAccount(row.account_id, async (tx) => {
    await tx.updateTable('agent').set({ last_seen_at: sql`now()` }).where('id', '=', row.agent_id).execute();
  });
}

async function byEmbedToken(db: Database, token: string): Promise<Visitor | null> {
  interface Row extends AgentRow {
    connection_id: string;
    salesforce_user_id: string | null;
    record_id: string | null;
    case_id: string | null;
    expires_at: string;
  }
  const { rows } = await sql<Row>`select * from account_of_embed_token(${hashSecret(token)})`.execute(
    db.lookup,
  );
  const row = rows[0];
  if (!row) return null;
  await noteSeen(db, row);
  return {
    actor: agentOf(row, 'embed'),
    embed: {
      connectionId: row.connection_id,
      salesforceUserId: row.salesforce_user_id,
      recordId: row.record_id,
      caseId: row.case_id,
      expiresAt: row.expires_at,
    },
  };
}

async function byApiKey(db: Database, key: string): Promise<Visitor | null> {
  const { rows } = await sql<{ account_id: string; id: string; modules: Module[] }>`
    select * from account_of_api_key(${hashSecret(key)})`.execute(db.lookup);
  const row = rows[0];
  if (!row) return null;
  const { account_id: accountId, id: keyId, modules } = row;
  return { actor: { kind: 'api_key', accountId, keyId, modules: new Set(modules) }, embed: null };
}

/** @throws Problem FORBIDDEN for who is no person: what they have no role for is not theirs to do. */
export function personOf(actor: Actor): AgentActor {
  if (actor.kind === 'agent') return actor;
  throw new Problem('FORBIDDEN', 'Only a person can do this.');
}
