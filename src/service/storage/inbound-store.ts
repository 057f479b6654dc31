import { sql } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import type { CaseStatus } from '../../domain/case.ts';
import type { StatusMap } from '../../domain/status-map.ts';
import type { FoundEscalation, InboundPorts, InboundStore, LinkedEscalation } from '../sync/inbound-ports.ts';
import { appendEvent } from './append-event.ts';
import type { Database, Tx } from './database.ts';
import { queueCaseState, settleLandedStates } from './escalation.ts';
import {
  moveInboundPosition,
  readInboundPosition,
  releaseInboundLease,
  renewInboundLease,
  takeInboundLease,
} from './inbound-position.ts';
import { openLane } from './lane.ts';
import { hurryLook } from './late-records.ts';
import { applySalesforceEffect } from './salesforce-effects.ts';
import { setProperty } from './set-property.ts';
import { statusMapsOf } from './status-maps.ts';

/** Sets a status by the rules of Care, in the given transaction. False: Care refused it. */
export type SetCaseStatus = (
  tx: Tx,
  accountId: string,
  caseId: string,
  status: CaseStatus,
) => Promise<boolean>;

/** Binds the reading of Salesforce to PostgreSQL. */
export function inboundPorts(db: Database, setCaseStatus: SetCaseStatus): InboundPorts {
  const storeFor = (tx: Tx, accountId: string) => inboundStore(tx, accountId, setCaseStatus);
  return {
    inAccount: (accountId, work) => db.forAccount(accountId, (tx) => work(storeFor(tx, accountId))),
    findEscalations: (accountId, connectionId, named) =>
      db.forAccount(accountId, (tx) => findEscalations(tx, connectionId, named)),
    takeLease: (accountId, connectionId, topic, owner) =>
      db.forAccount(accountId, (tx) => takeInboundLease(tx, { accountId, connectionId, topic, owner })),
    renewLease: (lease) => db.forAccount(lease.accountId, (tx) => renewInboundLease(tx, lease)),
    releaseLease: (lease) => db.forAccount(lease.accountId, (tx) => releaseInboundLease(tx, lease)),
    position: (lease) => db.forAccount(lease.accountId, (tx) => readInboundPosition(tx, lease)),
    advance: (lease, to, work) =>
      db.forAccount(lease.accountId, async (tx) => {
        const done = await work(storeFor(tx, lease.accountId));
        await moveInboundPosition(tx, lease, to);
        return done;
      }),
    setEvents: (accountId, connectionId, events) =>
      db.forAccount(accountId, async (tx) => {
        await tx.updateTable('connection').set({ events }).where('id', '=', connectionId).execute();
      }),
  };
}

const KNOWN_COLUMNS = [
  'e.id',
  'e.case_id',
  'e.connection_id',
  'e.record_type',
  'e.record_id',
  'e.external_id',
  'e.object',
  'e.state',
  'e.status_sync',
  'e.version',
  'e.salesforce_status',
  'e.salesforce_version',
  'e.seen_at',
  'c.status',
] as const;

const escalations = (tx: Tx) =>
  tx
    .selectFrom('escalation as e')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .select(KNOWN_COLUMNS)
    .select(
      sql<boolean>`e.state = 'failed' or (e.state = 'undone' and e.unheard_at is not null)`.as(
        'may_come_late',
      ),
    )
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('outbox as o')
            .select('o.id')
            .whereRef('o.escalation_id', '=', 'e.id')
            .where('o.kind', 'in', ['escalate', 'case_state'])
            .where('o.state', '=', 'waiting'),
        )
        .as('write_pending'),
    )
    .select((eb) =>
      eb
        .selectFrom('escalation_undo as u')
        .select('u.version')
        .whereRef('u.escalation_id', '=', 'e.id')
        .where('u.state', '<>', 'refused')
        .as('undo_version'),
    );

type EscalationRow = Awaited<ReturnType<ReturnType<typeof escalations>['execute']>>[number];

const knownOf = (row: EscalationRow, statusMap: StatusMap): LinkedEscalation['known'] => ({
  statusMap,
  careStatus: row.status,
  statusSync: row.status_sync,
  issuedVersion: row.version,
  knownStatus: row.salesforce_status,
  knownVersion: row.salesforce_version,
  knownAt: row.seen_at,
  writePending: Boolean(row.write_pending),
});

async function findEscalations(
  tx: Tx,
  connectionId: string,
  named: { recordIds: readonly string[]; keys: readonly string[] },
): Promise<FoundEscalation[]> {
  if (named.recordIds.length + named.keys.length === 0) return [];
  const rows = await escalations(tx)
    .where('e.connection_id', '=', connectionId)
    .where((eb) =>
      eb.or([
        ...(named.recordIds.length > 0 ? [eb('e.record_id', 'in', [...named.recordIds])] : []),
        ...(named.keys.length > 0 ? [eb('e.external_id', 'in', [...named.keys])] : []),
      ]),
    )
    .execute();
  const mapOf = await statusMapsOf(tx, rows);
  return rows.map((row) => ({
    id: row.id,
    recordId: row.record_id,
    key: row.external_id,
    object: row.object,
    state: row.state,
    known: knownOf(row, mapOf(row.id)),
    mayComeLate: row.may_come_late,
  }));
}

function inboundStore(tx: Tx, accountId: string, setCaseStatus: SetCaseStatus): InboundStore {
  const actor: Actor = { kind: 'system', accountId, reason: 'sync' };
  const placeOf = (escalationId: string) =>
    tx
      .selectFrom('escalation as e')
      .innerJoin('care_case as c', 'c.id', 'e.case_id')
      .select(['e.case_id', 'c.status', 'c.last_seq'])
      .where('e.id', '=', escalationId)
      .executeTakeFirstOrThrow();
  const effect = async (escalationId: string, kind: Parameters<typeof applySalesforceEffect>[2]) => {
    const { case_id } = await placeOf(escalationId);
    const context = {
      accountId,
      caseId: case_id,
      changedEscalations: new Set<string>(),
      deliveredMessages: [],
    };
    await applySalesforceEffect(tx, context, kind);
  };
  return {
    async lockEscalations(ids) {
      // The case first, as every other change of a case takes it.
      await sql`select from care_case where id in
        (select case_id from escalation where id = any(${[...ids]}::text[])) order by id for no key update`.execute(
        tx,
      );
      const rows = await escalations(tx)
        .where('e.id', 'in', [...ids])
        .execute();
      const mapOf = await statusMapsOf(tx, rows);
      return rows.map((row) => ({
        id: row.id,
        caseId: row.case_id,
        recordId: row.record_id,
        state: row.state,
        undoVersion: row.undo_version,
        known: knownOf(row, mapOf(row.id)),
      }));
    },
    async issuedStatus(escalationId, version) {
      const row = await tx
        .selectFrom('issued_state')
        .select('salesforce_status')
        .where('escalation_id', '=', escalationId)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.salesforce_status ?? null;
    },
    async remember(escalationId, seen) {
      await tx
        .updateTable('escalation')
        .set({ salesforce_status: seen.status, salesforce_version: seen.version ?? 0, seen_at: seen.at })
        .where('id', '=', escalationId)
        .execute();
    },
    settleLanded: (escalationId, version) => settleLandedStates(tx, escalationId, version),
    async raiseVersion(escalationId, to) {
      await tx
        .updateTable('escalation')
        .set({ version: sql<number>`greatest(version, ${to})` })
        .where('id', '=', escalationId)
        .execute();
    },
    async rewrite(escalationId) {
      const { case_id, status, last_seq } = await placeOf(escalationId);
      // A row of its own, even beside a waiting one: that one may be under way with an older version.
      await queueCaseState(tx, {
        accountId,
        caseId: case_id,
        escalationId,
        seq: last_seq,
        status,
        actingAgentId: null,
      });
    },
    setCaseStatus: (caseId, status) => setCaseStatus(tx, accountId, caseId, status),
    setProperty: (caseId, to) => setProperty(tx, accountId, caseId, to),
    move: (escalationId, recordId, recordNumber) =>
      effect(escalationId, { type: 'moved', escalationId, recordId, recordNumber }),
    markGone: (escalationId, reason) => effect(escalationId, { type: 'gone', escalationId, reason }),
    lookForLate: (escalationId) => hurryLook(tx, escalationId),
    async revive(escalationId) {
      const { case_id } = await placeOf(escalationId);
      await tx
        .updateTable('escalation')
        .set({ state: 'created', reason: null })
        .where('id', '=', escalationId)
        .execute();
      await tx
        .updateTable('outbox')
        .set({ state: 'waiting', reason: null })
        .where('escalation_id', '=', escalationId)
        .where('state', '=', 'parked')
        .where(sql<boolean>`reason ->> 'code' = 'RECORD_DELETED'`)
        .execute();
      await openLane(tx, accountId, case_id, 'salesforce');
    },
    async announce(escalationId) {
      const { case_id } = await placeOf(escalationId);
      const facts = { type: 'salesforce_changed', escalationId } as const;
      await appendEvent(tx, { accountId, caseId: case_id, actor, facts });
    },
  };
}
