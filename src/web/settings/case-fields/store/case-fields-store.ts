import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ManagedCareData } from '../../../../api/case-fields.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type ManagedField = ManagedCareData['fields'][number];
export type ManagedLabel = ManagedCareData['labels'][number];

/** What lies over the page; `field` null: one to be added. */
export type CaseFieldsAsking =
  | { what: 'nothing' }
  | { what: 'field'; field: ManagedField | null }
  | { what: 'delete_field'; field: ManagedField }
  | { what: 'label'; label: ManagedLabel }
  | { what: 'delete_label'; label: ManagedLabel };

/** What the account has of its own, and what is done about one of it. */
export interface CaseFieldsState {
  load: Loaded<ManagedCareData>;
  asking: CaseFieldsAsking;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<CaseFieldsState, 'set'>>): void;
}
export type CaseFieldsStore = StoreApi<CaseFieldsState>;

export const createCaseFieldsStore = (): CaseFieldsStore =>
  createStore<CaseFieldsState>()((set) => ({
    load: { status: 'loading' },
    asking: { what: 'nothing' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
