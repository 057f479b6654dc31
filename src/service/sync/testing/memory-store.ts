import type { CaseStatus } from '../../../domain/case.ts';
import type { MessageFacts } from '../../../domain/default-message-mapping.ts';
import { escalationKey, LINK_FIELDS } from '../../../domain/salesforce-names.ts';
import { DEFAULT_STATUS_MAP, imageOf, type StatusMap } from '../../../domain/status-map.ts';
import {
  type FoundEscalation,
  type InboundLease,
  type InboundPorts,
  type InboundStore,
  LeaseLost,
  type LinkedEscalation,
} from '../inbound-ports.ts';
import type {
  ClaimedLane,
  EscalateItem,
  LaneLease,
  SalesforceEffect,
  SalesforceItem,
  SalesforceLaneStore,
} from '../lane-ports.ts';

const ACCOUNT = 'acct_1';
const LEASE_MS = 60_000;
const READER_LEASE_MS = 60_000;

interface MemoryCase {
  id: string;
  status: CaseStatus;
  lastSeq: number;
  messages: number[];
}

interface MemoryEscalation {
  id: string;
  caseId: string;
  key: string;
  state: LinkedEscalation['state'];
  recordId: string | null;
  version: number;
  knownStatus: string | null;
  knownVersion: number | null;
  knownAt: string | null;
  issued: Map<number, string>;
}

interface OutboxRow {
  id: number;
  caseId: string;
  kind: 'escalate' | 'message' | 'case_state';
  seq: number;
  version: number;
  state: 'waiting' | 'done' | 'parked';
}

interface Lane {
  readyAt: number;
  attempts: number;
  owner: string | null;
  until: number;
  epoch: number;
}

/**
 * Care's tables as far as sync is concerned, in memory and under a clock that only moves when told. Each
 * method is one transaction. The rules it needs are the storage's own, written once more in the shortest way.
 */
export class MemoryCare {
  now = 0;
  /** The mapping of statuses that is saved now. */
  statusMap: StatusMap = DEFAULT_STATUS_MAP;
  readonly cases = new Map<string, MemoryCase>();
  readonly escalations = new Map<string, MemoryEscalation>();
  readonly outbox: OutboxRow[] = [];
  readonly lanes = new Map<string, Lane>();
  readonly position = { replayId: null as Uint8Array | null, sweptUntil: null as string | null };
  #reader = { owner: '', epoch: 0, until: -1 };

  addCase(id: string, messages: number): void {
    this.cases.set(id, { id, status: 'new', lastSeq: 0, messages: [] });
    for (let i = 0; i < messages; i += 1) this.addMessage(id);
  }

  addMessage(caseId: string): void {
    const found = this.cases.get(caseId)!;
    found.lastSeq += 1;
    found.messages.push(found.lastSeq);
    if (this.escalations.has(caseId)) this.#queue(caseId, 'message', found.lastSeq, 0);
  }

  /** @param recordId a record that is there and is linked; null: one is made. */
  escalate(caseId: string, recordId: string | null = null): void {
    const found = this.cases.get(caseId)!;
    this.escalations.set(caseId, {
      id: caseId,
      caseId,
      key: escalationKey(ACCOUNT, `esc_${caseId}`),
      state: 'requested',
      recordId,
      version: 1,
      knownStatus: null,
      knownVersion: null,
      knownAt: null,
      issued: new Map([[1, this.#image(found.status)]]),
    });
    this.#queue(caseId, 'escalate', 0, 0);
    for (const seq of found.messages) this.#queue(caseId, 'message', seq, 0);
  }

  setStatus(caseId: string, status: CaseStatus): void {
    const found = this.cases.get(caseId)!;
    if (found.status === status) return;
    found.status = status;
    found.lastSeq += 1;
    const escalation = this.escalations.get(caseId);
    if (!escalation) return;
    if (escalation.knownStatus === this.#image(status) && !this.#hasWaitingState(caseId)) return;
    this.#queueState(escalation, 0);
  }

  /** Of a mapping that has something for every status. */
  #image(status: CaseStatus): string {
    return imageOf(status, this.statusMap)!;
  }

  get settled(): boolean {
    return this.outbox.every(({ state }) => state !== 'waiting');
  }

  #queue(caseId: string, kind: OutboxRow['kind'], seq: number, version: number): void {
    this.outbox.push({ id: this.outbox.length + 1, caseId, kind, seq, version, state: 'waiting' });
    if (!this.lanes.has(caseId)) {
      this.lanes.set(caseId, { readyAt: 0, attempts: 0, owner: null, until: 0, epoch: 0 });
    }
  }

  #issue(escalation: MemoryEscalation, above: number): void {
    escalation.version = Math.max(escalation.version, above) + 1;
    escalation.issued.set(escalation.version, this.#image(this.cases.get(escalation.caseId)!.status));
  }

  #queueState(escalation: MemoryEscalation, above: number): void {
    this.#issue(escalation, above);
    this.#queue(escalation.caseId, 'case_state', 0, escalation.version);
  }

  #hasWaitingState(caseId: string): boolean {
    return this.outbox.some(
      (row) => row.caseId === caseId && row.kind !== 'message' && row.state === 'waiting',
    );
  }

  #settleLanded(escalation: MemoryEscalation, version: number): void {
    for (const row of this.outbox) {
      if (row.caseId !== escalation.caseId || row.kind !== 'case_state') continue;
      if (row.state === 'waiting' && row.version <= version) row.state = 'done';
    }
  }

  laneStore(owner: string): SalesforceLaneStore {
    return {
      claim: async (_accountId, limits) => {
        const claimed: ClaimedLane<SalesforceItem>[] = [];
        for (const [caseId, lane] of this.lanes) {
          if (claimed.length >= limits.lanes) break;
          if (lane.readyAt > this.now || (lane.owner !== null && lane.until >= this.now)) continue;
          const items = this.#items(caseId).slice(0, limits.items);
          if (items.length === 0) continue;
          Object.assign(lane, { owner, until: this.now + LEASE_MS, epoch: lane.epoch + 1 });
          const lease: LaneLease = { accountId: ACCOUNT, caseId, owner, epoch: lane.epoch };
          claimed.push({ lease, attempts: lane.attempts, items });
        }
        return claimed;
      },
      settle: async (_accountId, settlements) => {
        const held: LaneLease[] = [];
        for (const { lease, effects, rest } of settlements) {
          const lane = this.lanes.get(lease.caseId)!;
          if (lane.owner !== lease.owner || lane.epoch !== lease.epoch) continue;
          held.push(lease);
          for (const effect of effects) this.#apply(effect);
          Object.assign(lane, {
            owner: null,
            until: 0,
            attempts: rest.attempts,
            readyAt: this.now + rest.waitMs,
          });
        }
        return held;
      },
      issuedVersion: async (_accountId, escalationId) => this.escalations.get(escalationId)!.version,
    };
  }

  #apply(effect: SalesforceEffect): void {
    switch (effect.type) {
      case 'done':
      case 'parked':
        this.outbox[effect.itemId - 1]!.state = effect.type;
        return;
      case 'created': {
        const escalation = this.escalations.get(effect.escalationId)!;
        escalation.state = 'created';
        escalation.recordId = effect.recordId;
        escalation.knownStatus = effect.status;
        escalation.knownVersion = effect.version;
        this.#settleLanded(escalation, effect.version);
        return;
      }
      case 'state_written': {
        const escalation = this.escalations.get(effect.escalationId)!;
        if ((escalation.knownVersion ?? 0) < effect.version) {
          escalation.knownStatus = effect.status ?? escalation.knownStatus;
          escalation.knownVersion = effect.version;
          escalation.knownAt = null;
        }
        this.#settleLanded(escalation, effect.version);
        return;
      }
      case 'raise_version': {
        const escalation = this.escalations.get(effect.escalationId)!;
        if (this.#hasWaitingState(escalation.caseId)) this.#issue(escalation, effect.above);
        else this.#queueState(escalation, effect.above);
        return;
      }
      case 'use_default_token':
      case 'unheard':
        return;
      case 'refused':
      case 'adopted':
      case 'gone':
      case 'moved':
      case 'contact_moved':
      case 'contact_deleted':
        throw new Error(`Nothing in this world brings about "${effect.type}".`);
    }
  }

  #items(caseId: string): SalesforceItem[] {
    const escalation = this.escalations.get(caseId)!;
    const rows = this.outbox.filter((row) => row.caseId === caseId);
    const held = rows.find(({ state }) => state === 'parked')?.id ?? Number.POSITIVE_INFINITY;
    const base = {
      accountId: ACCOUNT,
      connectionId: 'conn_1',
      escalationId: escalation.id,
      escalationKey: escalation.key,
      object: 'Case' as const,
      actingAgentId: null,
    };
    return rows
      .filter((row) => row.state === 'waiting' && row.id < held)
      .map((row) => toItem(row, base, escalation, this.statusMap));
  }

  inboundPorts(): InboundPorts {
    const store = this.#inboundStore();
    const check = (lease: InboundLease) => {
      if (this.#reader.owner !== lease.owner || this.#reader.epoch !== lease.epoch) throw new LeaseLost();
    };
    return {
      inAccount: (_accountId, work) => work(store),
      findEscalations: async (_accountId, _connectionId, { recordIds, keys }) =>
        [...this.escalations.values()]
          .filter(
            ({ recordId, key }) => (recordId !== null && recordIds.includes(recordId)) || keys.includes(key),
          )
          .map(
            (each): FoundEscalation => ({
              id: each.id,
              recordId: each.recordId,
              key: each.key,
              object: 'Case',
              state: each.state,
              known: this.#known(each),
              mayComeLate: false,
            }),
          ),
      takeLease: async (accountId, connectionId, topic, owner) => {
        if (this.#reader.owner !== owner && this.#reader.until >= this.now) return null;
        this.#reader = { owner, epoch: this.#reader.epoch + 1, until: this.now + READER_LEASE_MS };
        return { accountId, connectionId, topic, owner, epoch: this.#reader.epoch };
      },
      renewLease: async () => true,
      releaseLease: async () => {},
      position: async () => ({ ...this.position }),
      advance: async (lease, to, work) => {
        check(lease);
        this.#reader.until = this.now + READER_LEASE_MS;
        const done = await work(store);
        if (to.replayId !== undefined) this.position.replayId = to.replayId;
        if (to.sweptUntil !== undefined) this.position.sweptUntil = to.sweptUntil;
        return done;
      },
      setEvents: async () => {},
    };
  }

  #known(escalation: MemoryEscalation): LinkedEscalation['known'] {
    return {
      careStatus: this.cases.get(escalation.caseId)!.status,
      statusSync: 'bidirectional',
      statusMap: this.statusMap,
      issuedVersion: escalation.version,
      knownStatus: escalation.knownStatus,
      knownVersion: escalation.knownVersion,
      knownAt: escalation.knownAt,
      writePending: this.#hasWaitingState(escalation.caseId),
    };
  }

  #inboundStore(): InboundStore {
    const of = (id: string) => this.escalations.get(id)!;
    const never = (what: string) => () => {
      throw new Error(`Nothing in this world brings about "${what}".`);
    };
    return {
      lookForLate: async () => never('lookForLate')(),
      lockEscalations: async (ids) =>
        ids.map((id) => {
          const { caseId, recordId, state } = of(id);
          return { id, caseId, recordId, state, undoVersion: null, known: this.#known(of(id)) };
        }),
      issuedStatus: async (id, version) => of(id).issued.get(version) ?? null,
      remember: async (id, seen) => {
        Object.assign(of(id), {
          knownStatus: seen.status,
          knownVersion: seen.version ?? 0,
          knownAt: seen.at,
        });
      },
      settleLanded: async (id, version) => this.#settleLanded(of(id), version),
      raiseVersion: async (id, to) => {
        of(id).version = Math.max(of(id).version, to);
      },
      rewrite: async (id) => this.#queueState(of(id), 0),
      setCaseStatus: async (caseId, status) => {
        this.setStatus(caseId, status);
        return true;
      },
      setProperty: never('set'),
      announce: async () => {},
      move: never('moved'),
      markGone: never('gone'),
      revive: never('back'),
    };
  }
}

function toItem(
  row: OutboxRow,
  base: Omit<EscalateItem, 'id' | 'kind' | 'recordId' | 'version' | 'fields' | 'statusMap'>,
  escalation: MemoryEscalation,
  statusMap: StatusMap,
): SalesforceItem {
  const { caseId, recordId, version, issued } = escalation;
  switch (row.kind) {
    case 'escalate': {
      const link = recordId === null ? {} : { [LINK_FIELDS.escalationId]: escalation.key };
      const fields = { Status: issued.get(version) ?? null, ...link };
      return { ...base, id: row.id, kind: 'escalate', recordId, version, fields, statusMap };
    }
    case 'case_state':
      return {
        ...base,
        id: row.id,
        kind: 'case_state',
        recordId,
        queuedVersion: row.version,
        version,
        knownVersion: escalation.knownVersion ?? 0,
        status: issued.get(version) ?? null,
        actedBy: null,
      };
    case 'message':
      return {
        ...base,
        id: row.id,
        kind: 'message',
        messageId: `msg_${caseId}-${row.seq}`,
        mapped: {},
        recordId,
        facts: factsOf(row.seq),
      };
  }
}

const factsOf = (seq: number): MessageFacts => ({
  seq,
  direction: 'incoming',
  kind: 'direct_message',
  authorName: 'Ana',
  authorHandle: 'ana',
  text: `message ${seq}`,
  attachments: [],
  platform: 'x',
  profileName: 'Acme',
  permalink: null,
  sentAt: '2026-01-01T00:00:00.000Z',
  actedBy: null,
});
