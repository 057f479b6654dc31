import { sql } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import type {
  ClaimedLane,
  LaneLease,
  SalesforceEffect,
  SalesforceItem,
  SalesforceLaneStore,
} from '../sync/lane-ports.ts';
import { appendEvent } from './append-event.ts';
import type { Database, Tx } from './database.ts';
import { lockHeldLanes, restLane, type TakenLane, takeLanes } from './lane.ts';
import { noteAbandoned } from './late-records.ts';
import { applySalesforceEffect, type EffectContext } from './salesforce-effects.ts';
import { readSalesforceItems } from './salesforce-items.ts';

/** The Salesforce lanes of the database. @param owner unique to this worker. */
export function salesforceLaneStore(db: Database, owner: string): SalesforceLaneStore {
  return {
    async claim(accountId, limits) {
      const { taken, lanes } = await db.forAccount(accountId, async (tx) => {
        const taken = await takeLanes(tx, accountId, 'salesforce', owner, limits.lanes);
        const isPlain = taken.every(({ abandoned }) => !abandoned);
        return { taken, lanes: isPlain ? await readLanes(tx, accountId, taken, limits.items) : null };
      });
      if (lanes) return lanes;
      // A transaction of its own: whoever holds a lane must not wait for a case, whose changes wait for its lane. What
      // ends before this is abandoned once more.
      return db.forAccount(accountId, async (tx) => {
        const abandoned = taken.flatMap(({ lease, abandoned }) => (abandoned ? [lease] : []));
        await lockCases(tx, abandoned);
        await noteAbandoned(
          tx,
          abandoned.map(({ caseId }) => caseId),
        );
        return readLanes(tx, accountId, taken, limits.items);
      });
    },

    settle: (accountId, settlements) =>
      db.forAccount(accountId, async (tx) => {
        const leases = settlements.map(({ lease }) => lease);
        // The case first, then its lane: the order in which a change of the case takes them.
        await lockCases(tx, leases);
        const held = await lockHeldLanes(tx, 'salesforce', leases);
        for (const { lease, effects, rest } of settlements) {
          if (!held.includes(lease)) continue;
          const changed = await applyEffects(tx, lease, effects);
          await restLane(tx, 'salesforce', lease, rest);
          await announce(tx, lease, changed);
        }
        return held;
      }),

    issuedVersion: (accountId, escalationId) =>
      db.forAccount(accountId, async (tx) => {
        const row = await tx
          .selectFrom('escalation')
          .select('version')
          .where('id', '=', escalationId)
          .executeTakeFirstOrThrow();
        return row.version;
      }),
  };
}

async function readLanes(
  tx: Tx,
  accountId: string,
  taken: readonly TakenLane[],
  itemsPerLane: number,
): Promise<ClaimedLane<SalesforceItem>[]> {
  const caseIds = taken.map(({ lease }) => lease.caseId);
  const items = await readSalesforceItems(tx, accountId, caseIds, itemsPerLane);
  return taken.map(({ lease, attempts }) => ({ lease, attempts, items: items.get(lease.caseId) ?? [] }));
}

async function lockCases(tx: Tx, leases: readonly LaneLease[]): Promise<void> {
  await sql`select from care_case where id = any(${leases.map(({ caseId }) => caseId)}::text[])
    order by id for no key update`.execute(tx);
}

async function applyEffects(
  tx: Tx,
  lease: LaneLease,
  effects: readonly SalesforceEffect[],
): Promise<EffectContext> {
  const context: EffectContext = {
    accountId: lease.accountId,
    caseId: lease.caseId,
    changedEscalations: new Set(),
    deliveredMessages: [],
  };
  for (const effect of effects) await applySalesforceEffect(tx, context, effect);
  return context;
}

/** Watchers see single messages arrive; the hundred of a new escalation come as one change of it. */
const MESSAGES_TOLD_ONE_BY_ONE = 10;

async function announce(tx: Tx, lease: LaneLease, changed: EffectContext): Promise<void> {
  const actor: Actor = { kind: 'system', accountId: lease.accountId, reason: 'sync' };
  const base = { accountId: lease.accountId, caseId: lease.caseId, actor };
  if (changed.deliveredMessages.length <= MESSAGES_TOLD_ONE_BY_ONE) {
    for (const messageId of changed.deliveredMessages) {
      await appendEvent(tx, { ...base, facts: { type: 'message_changed', messageId } });
    }
  }
  for (const escalationId of changed.changedEscalations) {
    await appendEvent(tx, { ...base, facts: { type: 'salesforce_changed', escalationId } });
  }
}
