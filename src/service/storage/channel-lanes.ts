import { sql } from 'kysely';
import type { OutgoingMessage } from '../../api/channel.ts';
import type { Actor } from '../../domain/agent.ts';
import type { DeliveryEffect, DeliveryItem, DeliveryLaneStore, LaneLease } from '../sync/lane-ports.ts';
import { appendEvent } from './append-event.ts';
import type { Database, Tx } from './database.ts';
import { lockHeldLanes, restLane, takeLanes } from './lane.ts';

/** The lanes to the customers' channels. @param owner unique to this worker. */
export function channelLaneStore(db: Database, owner: string): DeliveryLaneStore {
  return {
    claim: (accountId, limits) =>
      db.forAccount(accountId, async (tx) => {
        const taken = await takeLanes(tx, accountId, 'channel', owner, limits.lanes);
        const caseIds = taken.map(({ lease }) => lease.caseId);
        const items = await readItems(tx, caseIds, limits.items);
        return taken.map(({ lease, attempts }) => ({
          lease,
          attempts,
          items: items.get(lease.caseId) ?? [],
        }));
      }),

    settle: (accountId, settlements) =>
      db.forAccount(accountId, async (tx) => {
        const leases = settlements.map(({ lease }) => lease);
        await sql`select from care_case where id = any(${leases.map(({ caseId }) => caseId)}::text[])
          order by id for no key update`.execute(tx);
        const held = await lockHeldLanes(tx, 'channel', leases);
        for (const { lease, effects, rest } of settlements) {
          if (!held.includes(lease)) continue;
          for (const effect of effects) await apply(tx, lease, effect);
          await restLane(tx, 'channel', lease, rest);
        }
        return held;
      }),
  };
}

/** What became of a message is told to whoever watches the case. A failed one is settled too: the agent decides. */
async function apply(tx: Tx, lease: LaneLease, effect: DeliveryEffect): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'done', settled_at: sql<string>`now()` })
    .where('id', '=', effect.itemId)
    .execute();
  if (effect.type === 'sent') await markSent(tx, effect);
  else {
    await tx
      .updateTable('message')
      .set({ delivery: 'failed', delivery_reason: effect.reason })
      .where('id', '=', effect.messageId)
      .execute();
  }
  const actor: Actor = { kind: 'system', accountId: lease.accountId, reason: 'channel' };
  const facts = { type: 'message_changed', messageId: effect.messageId } as const;
  await appendEvent(tx, { accountId: lease.accountId, caseId: lease.caseId, actor, facts });
}

async function markSent(tx: Tx, effect: Extract<DeliveryEffect, { type: 'sent' }>): Promise<void> {
  await tx
    .updateTable('message')
    .set((eb) => ({
      delivery: 'sent',
      delivery_reason: null,
      permalink: eb.fn.coalesce('permalink', sql<string | null>`${effect.permalink}`),
    }))
    .where('id', '=', effect.messageId)
    .execute();
  if (effect.platformId === null) return;
  // A channel that gives one id to two messages does not stop the delivery: the first one keeps it.
  await sql`
    update message m set platform_id = ${effect.platformId}
    where m.id = ${effect.messageId} and m.platform_id is null
      and not exists (
        select from message o where o.profile_id = m.profile_id and o.platform_id = ${effect.platformId})`.execute(
    tx,
  );
}

async function readItems(
  tx: Tx,
  caseIds: readonly string[],
  perLane: number,
): Promise<Map<string, DeliveryItem[]>> {
  const items = new Map<string, DeliveryItem[]>();
  if (caseIds.length === 0) return items;
  const rows = await tx
    .selectFrom('outbox as o')
    .innerJoin('message as m', 'm.id', 'o.message_id')
    .innerJoin('care_case as c', 'c.id', 'm.case_id')
    .innerJoin('customer as u', 'u.id', 'c.customer_id')
    .innerJoin('profile as p', 'p.id', 'm.profile_id')
    .leftJoin('message as r', 'r.id', 'm.in_reply_to')
    .select([
      'o.id',
      'o.case_id',
      'm.id as message_id',
      'm.kind',
      'm.text',
      'm.attachments',
      'm.sent_at',
      'p.id as profile_id',
      'p.outgoing_url',
      'p.signing_secret',
      'u.external_id',
      'u.handle',
      'r.platform_id as answered',
    ])
    .where('o.case_id', 'in', [...caseIds])
    .where('o.target', '=', 'channel')
    .where('o.state', '=', 'waiting')
    .orderBy('o.id')
    .execute();
  for (const row of rows) {
    const list = items.get(row.case_id) ?? [];
    if (list.length >= perLane) continue;
    const body: OutgoingMessage = {
      type: 'message.outgoing',
      messageId: row.message_id,
      profileId: row.profile_id,
      customer: { id: row.external_id, handle: row.handle },
      kind: row.kind,
      text: row.text,
      attachments: row.attachments,
      inReplyTo: row.answered,
      sentAt: row.sent_at,
    };
    list.push({
      id: row.id,
      messageId: row.message_id,
      profileId: row.profile_id,
      url: row.outgoing_url,
      sealedSecret: row.signing_secret,
      body,
    });
    items.set(row.case_id, list);
  }
  return items;
}
