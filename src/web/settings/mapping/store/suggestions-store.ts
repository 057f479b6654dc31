import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MappedFieldInput, MappingSuggestion } from '../../../../api/mappings.ts';
import type { Loaded } from '../../store/loaded.ts';

/** What would fit the org's own fields. */
export interface SuggestionsState {
  load: Loaded<readonly MappingSuggestion[]>;
  /** Only those at least this sure are taken together, 0 to 100. */
  level: number;
  set(change: Partial<Omit<SuggestionsState, 'set'>>): void;
}
export type SuggestionsStore = StoreApi<SuggestionsState>;

/** How sure suggestions must be to be taken together. */
export const LEVELS: readonly { level: number; label: string }[] = [
  { level: 90, label: '90 % or more' },
  { level: 75, label: '75 % or more' },
  { level: 50, label: '50 % or more' },
  { level: 0, label: 'any' },
];

export const createSuggestionsStore = (): SuggestionsStore =>
  createStore<SuggestionsState>()((set) => ({
    load: { status: 'loading' },
    level: 75,
    set: (change) => set(change),
  }));

/** Those for fields that a draft does not map yet, the surest first. */
export const openSuggestions = (
  all: readonly MappingSuggestion[],
  draft: readonly Pick<MappedFieldInput, 'field'>[],
): MappingSuggestion[] => {
  const mapped = new Set(draft.map(({ field }) => field));
  return all
    .filter(({ field }) => !mapped.has(field))
    .sort((one, other) => other.confidence - one.confidence);
};

/** As a row of the draft: editable by the agent, cut when it is too long. */
export const asMapped = ({ field, source }: MappingSuggestion): MappedFieldInput => ({
  field,
  source,
  by: null,
  editable: true,
  shorten: true,
});
