import { randomUUID } from 'node:crypto';
import { faultToPubSubError } from '../events/pub-sub-error.ts';
import type { Org } from '../org.ts';
import type { GapType } from '../state/journal-entry.ts';
import { EVENT_RETENTION_MS } from '../state/org-state.ts';

/** What an overflow names instead of records. */
const NO_RECORD = '000000000000000AAA';

/** What can go wrong with events, on purpose. */
export class EventControl {
  constructor(private readonly org: Org) {}

  cutStreams(code = 'UNAVAILABLE'): void {
    for (const end of [...this.org.streams]) end(faultToPubSubError(code));
  }

  async expireEvents(): Promise<void> {
    const entry = this.org.state.expiry(this.org.clock.now() + EVENT_RETENTION_MS + 1);
    if (entry) this.org.state.commit(entry);
    await this.org.state.journal.flushed();
  }

  /** The event goes to every channel of the object: it carries no values that a filter could look at. */
  async publishGap(objectName: string, recordIds: readonly string[], changeType: GapType): Promise<void> {
    const { state } = this.org;
    const replay = state.counter('replay') + 1;
    const commit = state.counter('commit') + 1;
    const event = {
      replay,
      object: state.schema.require(objectName).name,
      recordIds: changeType === 'GAP_OVERFLOW' ? [NO_RECORD] : recordIds,
      changeType,
      changedFields: [],
      nulledFields: [],
      changeOrigin: '',
      transactionKey: randomUUID(),
      sequenceNumber: 1,
      commitTimestamp: this.org.clock.now(),
      commitNumber: 10_000_000_000 + commit,
      commitUser: '',
      values: {},
      enrichment: {},
    };
    state.commit({ events: [event], counters: { replay, commit } });
    this.org.announce(replay, []);
    await state.journal.flushed();
  }
}
