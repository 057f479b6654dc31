import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { CaseFieldsAsking, CaseFieldsStore, ManagedField } from './store/case-fields-store.ts';
import { type FieldDraft, writtenOptions } from './store/field-draft.ts';

/** What the page of case fields does. */
export interface CaseFieldsWork {
  load(): Promise<void>;
  ask(asking: CaseFieldsAsking): void;
  close(): void;
  /** Adds a field, or changes the one given. */
  save(field: ManagedField | null, draft: FieldDraft): Promise<unknown>;
  remove(field: ManagedField): Promise<unknown>;
  /** @param becomes null: the label is taken away. */
  changeLabel(label: string, becomes: string | null): Promise<unknown>;
}

interface CaseFieldsWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: CaseFieldsStore;
}

export function createCaseFieldsWork({ api, store, say }: CaseFieldsWorkOptions): CaseFieldsWork {
  const { set } = store.getState();
  const acting = actOn(set);

  const load = async () => {
    try {
      set({ load: { status: 'ready', value: await api.call('GET /v1/care-data', {}) } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const act = (words: string, doIt: () => Promise<unknown>) =>
    acting(async () => {
      await doIt();
      set({ asking: { what: 'nothing' } });
      say(words);
      await load();
    });
  const params = (field: ManagedField) => ({ fieldKey: field.key });

  return {
    load,
    ask: (asking) => set({ asking, problem: null }),
    close: () => set({ asking: { what: 'nothing' }, problem: null }),
    save(field, draft) {
      const name = draft.name.trim();
      const options = writtenOptions(draft);
      if (field === null) {
        const body = { name, type: draft.type, options: options.map(({ label }) => label) };
        return act(`${name} is added, and can be mapped`, () => api.call('POST /v1/case-fields', { body }));
      }
      return act(`${name} is saved`, () =>
        api.call('PUT /v1/case-fields/:fieldKey', { params: params(field), body: { name, options } }),
      );
    },
    remove: (field) =>
      act(`${field.name} is deleted`, () =>
        api.call('DELETE /v1/case-fields/:fieldKey', { params: params(field) }),
      ),
    changeLabel: (label, becomes) =>
      act(becomes === null ? `${label} is deleted` : `${label} is now ${becomes}`, () =>
        api.call('PUT /v1/case-labels', { body: { label, becomes } }),
      ),
  };
}
