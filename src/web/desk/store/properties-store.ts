import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CasePropertiesChange, CasePropertiesShape } from '../../../api/case-properties.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';

export interface PropertiesState {
  /** Null: not asked for yet, or not to be had. */
  readonly shown: CasePropertiesShape | null;
  /** What the agent has changed and not saved. */
  readonly edits: CasePropertiesChange;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  set(change: Partial<Omit<PropertiesState, 'set'>>): void;
}
export type PropertiesStore = StoreApi<PropertiesState>;

export const createPropertiesStore = (): PropertiesStore =>
  createStore<PropertiesState>()((set) => ({
    shown: null,
    edits: {},
    busy: false,
    problem: null,
    set,
  }));

export const isEdited = ({ edits }: PropertiesState): boolean => Object.keys(edits).length > 0;

/** As the form shows them: what was changed over what is saved. */
export function editedOf({ shown, edits }: PropertiesState): CasePropertiesShape | null {
  if (!shown) return null;
  const { fields = {}, ...rest } = edits;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...shown,
    ...given,
    fields: shown.fields.map((field) =>
      Object.hasOwn(fields, field.key) ? { ...field, value: fields[field.key] ?? null } : field,
    ),
  };
}
