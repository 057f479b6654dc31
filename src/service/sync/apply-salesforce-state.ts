import { decideInboundStatus, type SeenState } from '../../domain/decide-inbound-status.ts';
import type { InboundStore, LinkedEscalation } from './inbound-ports.ts';

/** What became of a record in Salesforce, as an event or a sweep tells it. */
export type RecordNews =
  | { kind: 'state'; escalationId: string; seen: SeenState }
  | { kind: 'moved'; escalationId: string; recordId: string; recordNumber: string | null }
  | { kind: 'gone'; escalationId: string }
  | { kind: 'back'; escalationId: string }
  /** A record carries its key although it is taken back, or was refused. */
  | { kind: 'late'; escalationId: string };

/** Takes news of Salesforce over into Care, inside the caller's transaction. The same news twice is one. */
export async function applyNews(store: InboundStore, news: readonly RecordNews[]): Promise<void> {
  const ids = [...new Set(news.map(({ escalationId }) => escalationId))];
  if (ids.length === 0) return;
  await store.lockEscalations(ids);
  for (const one of news) {
    // Read afresh: news before this one may have changed what is known.
    const [escalation] = await store.lockEscalations([one.escalationId]);
    if (escalation) await applyOne(store, escalation, one);
  }
}

async function applyOne(store: InboundStore, escalation: LinkedEscalation, news: RecordNews): Promise<void> {
  if (escalation.state === 'undone') {
    // What becomes of a record that was given back is nothing to Care.
    return news.kind === 'late' ? store.lookForLate(escalation.id) : undefined;
  }
  switch (news.kind) {
    case 'late':
      // Asked for again meanwhile, it is found by that.
      return escalation.state === 'failed' ? store.lookForLate(escalation.id) : undefined;
    case 'state':
      return applyState(store, escalation, news.seen);
    case 'moved':
      if (escalation.recordId === news.recordId) return;
      await store.move(escalation.id, news.recordId, news.recordNumber);
      return store.announce(escalation.id);
    case 'gone':
      if (escalation.state === 'gone') return;
      await store.markGone(escalation.id, {
        code: 'RECORD_DELETED',
        message: 'The Salesforce record is in the recycle bin.',
      });
      return store.announce(escalation.id);
    case 'back':
      if (escalation.state !== 'gone') return;
      await store.revive(escalation.id);
      return store.announce(escalation.id);
  }
}

async function applyState(store: InboundStore, escalation: LinkedEscalation, seen: SeenState): Promise<void> {
  const { undoVersion } = escalation;
  // The closing of an undo, or what a flow of the org made of it: the Care case goes on.
  if (undoVersion !== null && (seen.version ?? 0) >= undoVersion) return;
  if (escalation.state === 'gone') await store.revive(escalation.id);
  const issuedStatus = await store.issuedStatus(escalation.id, seen.version ?? 0);
  const decision = decideInboundStatus(seen, { ...escalation.known, issuedStatus });
  if (!decision.remember) return;
  await store.remember(escalation.id, seen);
  await store.settleLanded(escalation.id, seen.version ?? 0);
  if (decision.raiseTo !== null) await store.raiseVersion(escalation.id, decision.raiseTo);
  if (decision.careStatus !== null) {
    const changed = await store.setCaseStatus(escalation.caseId, decision.careStatus);
    if (changed && decision.rewrite) await store.rewrite(escalation.id);
  }
  if (decision.sets) await store.setProperty(escalation.caseId, decision.sets);
  if (decision.kind !== 'echo') await store.announce(escalation.id);
}
