import { CASE_VIEWS, type CaseView } from '../../api/cases.ts';
import type { CaseSummary, DraftShape, TimelineEntry } from '../../api/shapes.ts';
import { type Actor, type ActorRef, actingAgentId } from '../../domain/agent.ts';
import type { MessageKind } from '../../domain/message.ts';
import { PLATFORM_TEXT_LIMITS, replyKinds } from '../../domain/profile.ts';
import { Problem } from '../problem.ts';
import { seesAll } from './case-sight.ts';
import type { CarePorts } from './ports.ts';

const VIEW_LABELS: Readonly<Record<CaseView, string>> = {
  inbox: 'Inbox',
  new: 'New cases',
  my_open: 'My open',
  my_pending: 'My pending',
  my_on_hold: 'My on hold',
  done: 'Done',
  spam: 'Spam',
};

export interface OpenedCase {
  case: CaseSummary;
  entries: TimelineEntry[];
  olderEntries: boolean;
  draft: DraftShape | null;
  replyKinds: MessageKind[];
  textLimits: { public: number; private: number };
}

/** The case as one opens it: newest entries, the reader's own draft, what the platform allows. */
export async function openCase(
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  entries: number,
): Promise<OpenedCase> {
  return ports.inAccount(actor.accountId, async (store) => {
    const summary = await store.summary(caseId);
    if (!summary) throw new Problem('NOT_FOUND');
    const newest = await store.entries(caseId, null, entries);
    const agentId = actingAgentId(actor);
    return {
      case: summary,
      ...newest,
      draft: agentId ? await store.draft(agentId, caseId) : null,
      replyKinds: [...replyKinds(summary.profile.platform)],
      textLimits: PLATFORM_TEXT_LIMITS[summary.profile.platform],
    };
  });
}

export async function listViews(
  ports: CarePorts,
  actor: Actor,
): Promise<{ view: CaseView; label: string; count: number }[]> {
  const all = seesAll(actor);
  return ports.inAccount(actor.accountId, (store) =>
    sequentially(CASE_VIEWS, async (view) => ({
      view,
      label: VIEW_LABELS[view],
      count: await store.countView({ view, agentId: actingAgentId(actor), all }),
    })),
  );
}

/** One connection runs one query at a time; asking in turn keeps that plain. */
async function sequentially<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
