import type { EscalationShape } from '../../api/shapes.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { SalesforceStore } from './store/salesforce-store.ts';
import type { UndoChoice } from './store/undo-slice.ts';

/** Takes an escalation back: asks what that would do, and does it once. */
export interface UndoWork {
  open(escalation: EscalationShape): Promise<void>;
  chose(change: Partial<UndoChoice>): void;
  submit(): Promise<void>;
  close(): void;
}

interface UndoWorkOptions {
  readonly api: ApiClient;
  readonly store: SalesforceStore;
  readonly caseId: string;
  reload(): Promise<void>;
}

export function createUndoWork({ api, store, caseId, reload }: UndoWorkOptions): UndoWork {
  const { set } = store.getState();
  const undoing = () => store.getState().undoing;
  /** What was typed as the reason of an undo that was then put off, by escalation. */
  const kept = new Map<string, string>();
  const paramsOf = ({ id }: EscalationShape) => ({ caseId, escalationId: id });

  return {
    async open(of) {
      set({ undoing: { status: 'preparing', of } });
      try {
        const path = 'GET /v1/cases/:caseId/salesforce/escalations/:escalationId/undo';
        const form = await api.call(path, { params: paramsOf(of) });
        // Closed meanwhile, or another one is asked about.
        const now = undoing();
        if (now.status !== 'preparing' || now.of.id !== of.id) return;
        const choice = {
          act: form.act,
          closedStatus: form.closedStatuses[0]?.value ?? null,
          why: kept.get(of.id) ?? '',
        };
        set({ undoing: { status: 'asking', of, form, choice, problem: null } });
      } catch (error) {
        if (undoing().status === 'preparing')
          set({ undoing: { status: 'failed', of, problem: asProblem(error) } });
      }
    },
    chose(change) {
      const now = undoing();
      if (now.status === 'asking') set({ undoing: { ...now, choice: { ...now.choice, ...change } } });
    },
    async submit() {
      const now = undoing();
      if (now.status !== 'asking') return;
      const { of, form, choice } = now;
      set({ undoing: { status: 'sending', of, form, choice } });
      try {
        const path = 'POST /v1/cases/:caseId/salesforce/escalations/:escalationId/undo';
        await api.call(path, { params: paramsOf(of), body: choice }, { timeoutMs: LONGEST_MS });
        kept.delete(of.id);
        set({ undoing: { status: 'closed' } });
      } catch (error) {
        set({ undoing: { status: 'asking', of, form, choice, problem: asProblem(error) } });
      }
      await reload();
    },
    close() {
      const now = undoing();
      if (now.status === 'sending') return;
      if (now.status === 'asking') kept.set(now.of.id, now.choice.why);
      set({ undoing: { status: 'closed' } });
    },
  };
}

/** Salesforce is waited for, for 20 s. */
const LONGEST_MS = 30_000;
