import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MappingPreview } from '../../../../api/mappings.ts';
import type { CaseSummary } from '../../../../api/shapes.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

/** A Care case and the record a draft would make of it. */
export interface PreviewState {
  search: string;
  cases: Loaded<readonly CaseSummary[]>;
  chosen: CaseSummary | null;
  /** The last one made; it stays while a newer is on its way. */
  made: MappingPreview | null;
  /** How the latest cases fare, as far as it was asked; it stays while it is asked anew. */
  recent: MappingPreview['recent'];
  /** Whether the draft or the case has changed since it was made, and since the latest cases were tried. */
  behind: boolean;
  recentBehind: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<PreviewState, 'set'>>): void;
}
export type PreviewStore = StoreApi<PreviewState>;

/** @param known of the case one has looked at before. */
export const createPreviewStore = (
  known: Partial<Pick<PreviewState, 'cases' | 'chosen' | 'search'>> = {},
): PreviewStore =>
  createStore<PreviewState>()((set) => ({
    search: '',
    cases: { status: 'loading' },
    chosen: null,
    made: null,
    recent: null,
    behind: true,
    recentBehind: true,
    problem: null,
    ...known,
    set: (change) => set(change),
  }));
