import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ActionPorts } from '../care/actions.ts';
import { Problem } from '../problem.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { Answer } from './route.ts';

interface Claim {
  accountId: string;
  /** Who sent it: a key is nobody else's. */
  actor: string;
  key: string;
  request: unknown;
}

/**
 * Runs a POST once per Idempotency-Key: the same key with the same request gets the first answer again,
 * with another request it is refused. Key, work and answer commit together, so that a process that dies
 * anywhere leaves either all or nothing. A second request with the key waits for the first. A problem
 * is not remembered: what was refused may be tried again.
 */
export function once(db: Database, claim: Claim, work: () => Promise<Answer>): Promise<Answer> {
  return db.forAccount(claim.accountId, async (tx) => {
    const earlier = await claimKey(tx, claim);
    if (earlier) return earlier;
    const answer = await work();
    await keepAnswer(tx, claim, answer);
    return answer;
  });
}

/** The same for one input of an org's action: the key is the org's. */
export const onceOf =
  (db: Database): ActionPorts['once'] =>
  async (connection, key, request, work) => {
    const claim = { accountId: connection.accountId, actor: connection.id, key, request };
    const answer = await once(db, claim, async () => ({ status: 200, body: await work() }));
    return answer?.body as Awaited<ReturnType<typeof work>>;
  };

/**
 * The same for work that cannot be one transaction because it waits for Salesforce. A process that dies
 * in the middle leaves the key claimed; the work behind it has to be safe to repeat by its own means.
 */
export async function onceAcross(db: Database, claim: Claim, work: () => Promise<Answer>): Promise<Answer> {
  const earlier = await db.forAccount(claim.accountId, (tx) => claimKey(tx, claim));
  if (earlier) return earlier;
  try {
    const answer = await work();
    await db.forAccount(claim.accountId, (tx) => keepAnswer(tx, claim, answer));
    return answer;
  } catch (error) {
    await db.forAccount(claim.accountId, async (tx) => {
      await tx
        .deleteFrom('idempotency')
        .where('actor', '=', claim.actor)
        .where('key', '=', claim.key)
        .execute();
    });
    throw error;
  }
}

/** A claim whose process died may be taken over after this time: longer than anybody waits for Salesforce. */
const ABANDONED_MS = 30_000;

async function claimKey(tx: Tx, claim: Claim): Promise<Answer | null> {
  const hash = createHash('sha256').update(JSON.stringify(claim.request)).digest();
  const inserted = await tx
    .insertInto('idempotency')
    .values({ account_id: claim.accountId, actor: claim.actor, key: claim.key, request_hash: hash })
    .onConflict((conflict) => conflict.columns(['account_id', 'actor', 'key']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return null;
  const earlier = await tx
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'body'])
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow();
  if (!earlier.request_hash.equals(hash)) throw new Problem('IDEMPOTENCY_KEY_REUSED');
  if (earlier.status !== null) return { status: earlier.status, body: earlier.body ?? undefined };
  // One of those who come then, and no more: for them the claim is young again.
  const takenOver = await tx
    .updateTable('idempotency')
    .set({ created_at: sql<string>`now()` })
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .where('status', 'is', null)
    .where('created_at', '<=', sql<string>`now() - make_interval(secs => ${ABANDONED_MS / 1_000})`)
    .executeTakeFirst();
  if (takenOver.numUpdatedRows === 0n) throw new Problem('IDEMPOTENCY_IN_PROGRESS');
  return null;
}

async function keepAnswer(tx: Tx, claim: Claim, answer: Answer): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({
      status: answer?.status ?? 204,
      body: answer?.body === undefined ? null : JSON.stringify(answer.body),
    })
    .where('actor', '=', claim.actor)
    .where('key', '=', claim.key)
    .execute();
}
