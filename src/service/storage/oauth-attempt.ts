import { type Selectable, sql } from 'kysely';
import {
  ATTEMPT_MINUTES,
  type AttemptProblem,
  type AttemptState,
  type BrokenOff,
  type FoundOrg,
} from '../../domain/attempt.ts';
import { CARE_ITSELF } from '../../domain/audit.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Database, Tx } from './database.ts';
import type { OauthAttemptTable } from './tables.ts';

export interface NewOauthAttempt {
  id: string;
  accountId: string;
  agentId: string;
  sessionHash: Buffer;
  browserHash: Buffer;
  environment: 'production' | 'sandbox';
  loginUrl: string;
  /** The connection this is about; null: a new one. */
  connectionId: string | null;
  sealedVerifier: Buffer;
}

export interface OauthAttempt extends NewOauthAttempt {
  stateHash: Buffer;
  /** As of now: an open attempt whose time is over reads as expired, also before it is swept. */
  state: AttemptState;
  startedAt: string;
  expiresAt: string;
  /** The browser has come back with an answer; none is taken after it. */
  returned: boolean;
  found: FoundOrg | null;
  problem: AttemptProblem | null;
  sealedGrant: Buffer | null;
  connectedId: string | null;
}

type Row = Omit<Selectable<OauthAttemptTable>, 'state'> & { state_now: AttemptState };

const fromRow = (row: Row): OauthAttempt => ({
  id: row.id,
  accountId: row.account_id,
  agentId: row.agent_id,
  sessionHash: row.session_hash,
  browserHash: row.browser_hash,
  environment: row.environment,
  loginUrl: row.login_url,
  connectionId: row.connection_id,
  sealedVerifier: row.code_verifier,
  stateHash: row.state_hash,
  state: row.state_now,
  startedAt: row.created_at,
  expiresAt: row.expires_at,
  returned: row.used_at !== null,
  found: row.found,
  problem: row.problem,
  sealedGrant: row.sealed_grant,
  connectedId: row.connected_id,
});

const stateNow = sql<AttemptState>`case when state in ('waiting', 'confirm') and expires_at <= now()
  then 'expired' else state end`.as('state_now');
const minutes = sql<string>`now() + make_interval(mins => ${ATTEMPT_MINUTES})`;

const attempts = (tx: Tx) => tx.selectFrom('oauth_attempt').selectAll().select(stateNow);

/** Starts a way to Salesforce and back; what was begun long ago is swept out with it. */
export async function addOauthAttempt(tx: Tx, stateHash: Buffer, attempt: NewOauthAttempt): Promise<void> {
  await tx
    .deleteFrom('oauth_attempt')
    .where('created_at', '<', sql<string>`now() - interval '1 day'`)
    .where('sealed_grant', 'is', null)
    .execute();
  await tx
    .insertInto('oauth_attempt')
    .values({
      id: attempt.id,
      state_hash: stateHash,
      account_id: attempt.accountId,
      agent_id: attempt.agentId,
      session_hash: attempt.sessionHash,
      browser_hash: attempt.browserHash,
      environment: attempt.environment,
      login_url: attempt.loginUrl,
      connection_id: attempt.connectionId,
      code_verifier: attempt.sealedVerifier,
      expires_at: minutes,
    })
    .execute();
}

/** The attempt behind a state, however it stands; null: the state is unknown. */
export async function findAttemptOfState(db: Database, stateHash: Buffer): Promise<OauthAttempt | null> {
  const { rows } = await sql<{
    account_id: string;
  }>`select * from account_of_oauth_state(${stateHash})`.execute(db.lookup);
  const accountId = rows[0]?.account_id;
  if (!accountId) return null;
  return db.forAccount(accountId, async (tx) => {
    const row = await attempts(tx).where('state_hash', '=', stateHash).executeTakeFirst();
    return row ? fromRow(row) : null;
  });
}

/** Of one person: nobody sees another's. */
export async function findAttempt(tx: Tx, id: string, agentId: string): Promise<OauthAttempt | null> {
  const row = await attempts(tx).where('id', '=', id).where('agent_id', '=', agentId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockAttempt(tx: Tx, id: string, agentId: string): Promise<OauthAttempt | null> {
  const query = attempts(tx).where('id', '=', id).where('agent_id', '=', agentId).forUpdate();
  const row = await query.executeTakeFirst();
  return row ? fromRow(row) : null;
}

const MOST_LISTED = 50;

/** One's own of the last day, latest first. */
export async function listAttempts(tx: Tx, agentId: string): Promise<OauthAttempt[]> {
  const rows = await attempts(tx)
    .where('agent_id', '=', agentId)
    .where('created_at', '>', sql<string>`now() - interval '1 day'`)
    .orderBy('created_at', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(fromRow);
}

/** Takes the browser's answer, the first one only. @returns whether this is it. */
export async function useAttempt(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('oauth_attempt')
    .set({ used_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<string>`now()`)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Keeps a grant from the moment it is here: whatever becomes of this process, it can be given back. One that nobody
 * waits for any more is to be given back now.
 */
export async function holdGrant(tx: Tx, id: string, sealedGrant: Buffer): Promise<void> {
  await tx
    .updateTable('oauth_attempt')
    .set({
      sealed_grant: sealedGrant,
      give_back_after: sql<string | null>`case when state = 'waiting' then null else now() end`,
    })
    .where('id', '=', id)
    .execute();
}

/**
 * Keeps what a held grant is for until a person confirms it.
 *
 * @returns false: nobody waits for it any more, and it is only kept to be given back.
 */
export async function keepForConfirmation(tx: Tx, id: string, found: FoundOrg): Promise<boolean> {
  const row = await tx
    .updateTable('oauth_attempt')
    .set({
      state: sql<AttemptState>`case when state = 'waiting' then 'confirm' else state end`,
      found: JSON.stringify(found),
      expires_at: minutes,
    })
    .where('id', '=', id)
    .returning('state')
    .executeTakeFirst();
  return row?.state === 'confirm';
}

/** A grant that is held is given back. @param found what was seen before the refusal. */
export async function refuseAttempt(
  tx: Tx,
  id: string,
  problem: AttemptProblem,
  found: FoundOrg | null,
): Promise<void> {
  await tx
    .updateTable('oauth_attempt')
    .set({
      give_back_after: afterNowIfGranted,
      ...(found ? { found: JSON.stringify(found) } : {}),
      // Whoever let it be meanwhile has been answered already.
      problem: sql<string>`case when state = 'waiting' then ${JSON.stringify(problem)}::jsonb else problem end`,
      state: sql<AttemptState>`case when state = 'waiting' then 'refused' else state end`,
    })
    .where('id', '=', id)
    .execute();
}

/** Ends an open attempt. A grant that nobody confirmed is from now on to be given back. */
export async function closeAttempt(
  tx: Tx,
  id: string,
  end: { state: 'done'; connectedId: string } | { state: 'cancelled' },
): Promise<void> {
  await tx
    .updateTable('oauth_attempt')
    .set(
      end.state === 'done'
        ? { state: end.state, connected_id: end.connectedId, sealed_grant: null }
        : { state: end.state, give_back_after: afterNowIfGranted },
    )
    .where('id', '=', id)
    .execute();
}

const afterNowIfGranted = sql<string | null>`case when sealed_grant is null then null else now() end`;

/** Writes down which open attempts of the account are over; for its admins, where access may be left over in an org. */
export async function expireAttempts(tx: Tx, { held, unsure }: BrokenOff): Promise<void> {
  const ended = await tx
    .updateTable('oauth_attempt')
    .set({
      state: 'refused',
      problem: sql<string>`case when sealed_grant is null then ${JSON.stringify(unsure)}::jsonb
        else ${JSON.stringify(held)}::jsonb end`,
      give_back_after: afterNowIfGranted,
    })
    .where('state', '=', 'waiting')
    .where('used_at', '<', sql<string>`now() - interval '2 minutes'`)
    .returning(['account_id', 'agent_id', 'connection_id', 'login_url', 'sealed_grant'])
    .execute();
  for (const attempt of ended.filter(({ sealed_grant }) => sealed_grant === null)) {
    const { name } = await auditActor(tx, { agentId: attempt.agent_id });
    await recordAudit(tx, {
      accountId: attempt.account_id,
      kind: 'grant.unsure',
      actor: CARE_ITSELF,
      connectionId: attempt.connection_id,
      subject: `${name} at ${new URL(attempt.login_url).host}`,
      detail: unsure.remedy,
    });
  }
  await tx
    .updateTable('oauth_attempt')
    .set({ state: 'expired', give_back_after: afterNowIfGranted })
    .where('state', 'in', ['waiting', 'confirm'])
    .where('expires_at', '<=', sql<string>`now()`)
    .execute();
}

export interface GrantToGiveBack {
  id: string;
  accountId: string;
  loginUrl: string;
  sealedGrant: Buffer;
  tries: number;
}

/** Takes what is to be given back now; whoever dies with it leaves it to be taken again a minute later. */
export async function takeGrantsToGiveBack(tx: Tx, id?: string): Promise<GrantToGiveBack[]> {
  const rows = await tx
    .updateTable('oauth_attempt')
    .set((eb) => ({
      give_back_after: sql<string>`now() + interval '1 minute' * power(2, give_back_tries)`,
      give_back_tries: eb('give_back_tries', '+', 1),
    }))
    .where('give_back_after', '<=', sql<string>`now()`)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .returning(['id', 'account_id', 'login_url', 'sealed_grant', 'give_back_tries'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    loginUrl: row.login_url,
    sealedGrant: row.sealed_grant!,
    tries: row.give_back_tries,
  }));
}

/** Forgets a grant: it is revoked, or nobody could revoke it. */
export async function forgetGrant(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('oauth_attempt')
    .set({ sealed_grant: null, give_back_after: null })
    .where('id', '=', id)
    .execute();
}

/** Accounts with attempts that are over, or grants to give back. */
export async function accountsWithDueAttempts(db: Database): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`select * from accounts_with_due_attempts()`.execute(
    db.lookup,
  );
  return rows.map((row) => row.account_id);
}
