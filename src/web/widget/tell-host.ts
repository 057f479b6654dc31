import type { CaseState, CaseStore } from '../case/store/case-store.ts';
import type { TimelineEntry } from '../case/store/case-types.ts';
import type { HostConnection } from '../clients/bridge.ts';

/** Salesforce writes in bursts; the page need not read its record for each. */
const GATHER_MS = 250;

export interface HostTeller {
  /** The reader has the conversation before their eyes. */
  seen(): void;
  end(): void;
}

/**
 * Tells the page around what concerns it: that its record was changed from here, and that a customer waits
 * while nobody looks.
 */
export function tellHost(
  host: Pick<HostConnection, 'notify'>,
  store: CaseStore,
  visible: () => boolean,
): HostTeller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unread = 0;

  const recordChanged = (recordId: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => host.notify('recordChanged', { recordIds: [recordId] }), GATHER_MS);
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (!before.summary || !state.summary) return;
    const recordId = state.summary.escalation?.recordId;
    if (recordId && wroteToSalesforce(state, before)) recordChanged(recordId);
    const arrived = before.entries === state.entries ? 0 : countArrived(state.entries, before.entries);
    const now = visible() ? 0 : unread + arrived;
    if (now === unread) return;
    unread = now;
    const name = state.summary.customer.name || state.summary.customer.handle;
    host.notify('attention', { unread, label: `${unread} new from ${name}`.slice(0, 120) });
  });
  return {
    seen() {
      if (unread === 0) return;
      unread = 0;
      host.notify('attention', { unread, label: '' });
    },
    end() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}

function wroteToSalesforce({ summary, entries }: CaseState, before: CaseState): boolean {
  const now = summary?.escalation;
  const then = before.summary?.escalation;
  if (now !== then && now?.sync === 'in_step') return true;
  if (entries === before.entries) return false;
  const delivered = (list: readonly TimelineEntry[]) =>
    list.filter((entry) => entry.type === 'message' && entry.salesforce === 'delivered').length;
  return delivered(entries) !== delivered(before.entries);
}

function countArrived(now: readonly TimelineEntry[], before: readonly TimelineEntry[]): number {
  const last = before.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  return now.filter((entry) => entry.seq > last && entry.type === 'message' && entry.direction === 'incoming')
    .length;
}
