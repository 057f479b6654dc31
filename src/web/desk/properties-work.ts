import type { CasePropertiesChange } from '../../api/case-properties.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { PropertiesStore } from './store/properties-store.ts';

/** Sentiment, language, labels and case fields of one case. */
export interface PropertiesWork {
  load(): Promise<void>;
  edit(change: CasePropertiesChange): void;
  discard(): void;
  save(): Promise<void>;
}

export function createPropertiesWork(api: ApiClient, store: PropertiesStore, caseId: string): PropertiesWork {
  const params = { caseId };
  const { set } = store.getState();
  return {
    async load() {
      try {
        set({ shown: await api.call('GET /v1/cases/:caseId/properties', { params }), problem: null });
      } catch (error) {
        // What is shown already stays: the next change of the case asks again.
        if (store.getState().shown === null) set({ problem: asProblem(error) });
      }
    },
    edit(change) {
      const { edits } = store.getState();
      const fields = { ...edits.fields, ...change.fields };
      const withFields = Object.keys(fields).length > 0 ? { fields } : {};
      set({ edits: { ...edits, ...change, ...withFields }, problem: null });
    },
    discard: () => set({ edits: {}, problem: null }),
    async save() {
      const { edits, busy } = store.getState();
      if (busy) return;
      set({ busy: true, problem: null });
      try {
        const shown = await api.call('PUT /v1/cases/:caseId/properties', { params, body: edits });
        // What was typed meanwhile stays to be saved.
        set({ shown, edits: store.getState().edits === edits ? {} : store.getState().edits });
      } catch (error) {
        set({ problem: asProblem(error) });
      } finally {
        set({ busy: false });
      }
    },
  };
}
