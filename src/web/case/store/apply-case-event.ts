import type { CaseState } from './case-store.ts';
import type { CaseEvent, CaseSummary, MessageEntry, TimelineEntry } from './case-types.ts';

/** What one event of the case changes. Pure; an event known already changes nothing. */
export function applyCaseEvent(state: CaseState, event: CaseEvent): Partial<CaseState> {
  if (!state.summary || event.caseId !== state.summary.id || event.seq <= state.lastSeq) return state;
  const summary: CaseSummary = { ...state.summary, seq: Math.max(state.summary.seq, event.seq) };
  const next = { summary, lastSeq: event.seq };
  switch (event.type) {
    case 'message_added':
      return {
        ...next,
        summary: withMessage(summary, event.entry),
        entries: put(state.entries, event.entry),
        unsent: state.unsent.filter((reply) => !isArrivalOf(event.entry, reply, state.me?.id)),
      };
    case 'message_changed':
    case 'note_added':
      return { ...next, entries: put(state.entries, event.entry) };
    case 'case_changed': {
      const { status, priority, assignee } = event.change;
      return {
        ...next,
        summary: {
          ...summary,
          ...(status === undefined ? {} : { status, doneAt: status === 'done' ? event.at : null }),
          ...(priority === undefined ? {} : { priority }),
          ...(assignee === undefined ? {} : { assignee, assignedAt: assignee ? event.at : null }),
        },
      };
    }
    case 'salesforce_changed':
      return { ...next, summary: { ...summary, escalation: event.escalation } };
    case 'case_created':
      return next;
    default:
      // A kind of event a newer service knows: its sequence counts, its content is not for us.
      return next;
  }
}

/** Replaces an entry by its id, or puts it in its place by sequence. */
export function put(entries: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] {
  const at = entries.findIndex((one) => one.id === entry.id);
  if (at !== -1) return entries.with(at, entry);
  const first = entries[0];
  // Older than anything loaded: it comes with its page.
  if (first && entry.seq < first.seq) return entries;
  const after = entries.findLastIndex((one) => one.seq < entry.seq);
  return entries.toSpliced(after + 1, 0, entry);
}

/** The live event may come before the answer to our own POST: then the waiting copy has arrived. */
function isArrivalOf(
  entry: MessageEntry,
  reply: { text: string; mode: string },
  myId: string | undefined,
): boolean {
  return entry.author.agentId === myId && entry.text === reply.text && entry.kind === reply.mode;
}

function withMessage(summary: CaseSummary, entry: MessageEntry): CaseSummary {
  return {
    ...summary,
    messageCount: summary.messageCount + 1,
    lastMessage: {
      direction: entry.direction,
      kind: entry.kind,
      excerpt: entry.text.slice(0, 200),
      at: entry.sentAt,
    },
    lastCustomerMessageAt: entry.direction === 'incoming' ? entry.sentAt : summary.lastCustomerMessageAt,
  };
}
