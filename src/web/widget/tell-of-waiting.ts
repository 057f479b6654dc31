import type { OpenCaseRow } from '../../api/embed.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { nameOf } from './store/case-rows.ts';
import type { OpenCasesStore } from './store/open-cases-store.ts';
import type { HostTeller } from './tell-host.ts';

/** Tells the page around how many of the agent's customers have written while nobody looked. */
export function tellOfWaiting(
  host: Pick<HostConnection, 'notify'>,
  store: OpenCasesStore,
  visible: () => boolean,
): HostTeller {
  const waiting = new Set<string>();
  const tell = (label: string) =>
    host.notify('attention', { unread: waiting.size, label: label.slice(0, 120) });

  const unsubscribe = store.subscribe(({ cases, load }, before) => {
    if (cases === before.cases || before.load.status !== 'ready' || load.status !== 'ready' || visible())
      return;
    const known = waiting.size;
    for (const { caseId } of before.cases.filter((one) => waiting.has(one.caseId))) {
      // Answered meanwhile, from wherever.
      if (!cases.some((one) => one.caseId === caseId && one.unanswered)) waiting.delete(caseId);
    }
    const arrived = cases.filter((one) => isNew(one, before.cases));
    for (const { caseId } of arrived) waiting.add(caseId);
    if (arrived.length === 0 && waiting.size === known) return;
    const [one] = arrived;
    tell(waiting.size === 1 && one ? `1 new from ${nameOf(one)}` : `${waiting.size} customers wait`);
  });
  return {
    seen() {
      if (waiting.size === 0) return;
      waiting.clear();
      tell('');
    },
    end: unsubscribe,
  };
}

/** The customer has written since. */
function isNew(one: OpenCaseRow, before: readonly OpenCaseRow[]): boolean {
  const then = before.find(({ caseId }) => caseId === one.caseId);
  return one.unanswered && one.lastMessage?.sentAt !== then?.lastMessage?.sentAt;
}
