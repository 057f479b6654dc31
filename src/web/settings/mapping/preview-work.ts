import type { MappedFieldInput } from '../../../api/mappings.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { MappingPlace } from './store/mapping-place.ts';
import type { PreviewStore } from './store/preview-store.ts';

/** What the preview of a draft does. */
export interface PreviewWork {
  /** Looks for cases by number, customer or text; '' for the latest. */
  find(search: string): void;
  loadCases(): Promise<void>;
  choose(caseId: string): void;
  /** To the case before or after the chosen one. */
  step(by: -1 | 1): void;
  /** The draft is this now: its record is made when the typing pauses, the latest cases are tried when it rests. */
  follow(fields: readonly MappedFieldInput[]): void;
  again(): void;
  end(): void;
}

export interface PreviewPauses {
  /** After a key, before the record is made. */
  readonly draftMs: number;
  /** After that, before the latest 200 cases are tried too. */
  readonly restMs: number;
}

const PAUSES: PreviewPauses = { draftMs: 300, restMs: 900 };
const CASES = 50;
/** The org may have to be asked for its schema first. */
const PREVIEW_MS = 30_000;

interface PreviewWorkOptions {
  readonly api: ApiClient;
  readonly store: PreviewStore;
  readonly place: MappingPlace;
  readonly pauses?: PreviewPauses;
}

export function createPreviewWork({ api, store, place, pauses = PAUSES }: PreviewWorkOptions): PreviewWork {
  const { set } = store.getState();
  let fields: readonly MappedFieldInput[] | null = null;
  let asking = new AbortController();
  let finding = new AbortController();
  let nextAsk: ReturnType<typeof setTimeout> | undefined;
  let nextFind: ReturnType<typeof setTimeout> | undefined;

  const make = async (caseId: string, draft: readonly MappedFieldInput[], recent: boolean) => {
    const { signal } = asking;
    const body = { fields: [...draft], caseId, recent };
    const path = 'POST /v1/salesforce/connections/:connectionId/mappings/:object/:recordType/preview';
    try {
      const made = await api.call(path, { params: { ...place }, body }, { signal, timeoutMs: PREVIEW_MS });
      set({ made, behind: false, problem: null });
      if (recent) set({ recent: made.recent, recentBehind: false });
      else nextAsk = setTimeout(() => make(caseId, draft, true), pauses.restMs);
    } catch (error) {
      if (!signal.aborted) set({ problem: asProblem(error) });
    }
  };
  const askIn = (ms: number) => {
    clearTimeout(nextAsk);
    asking.abort();
    asking = new AbortController();
    const { chosen } = store.getState();
    const draft = fields;
    if (!chosen || !draft) return;
    set({ behind: true, recentBehind: true });
    nextAsk = setTimeout(() => make(chosen.id, draft, false), ms);
  };
  const choose = (caseId: string) => {
    const { cases, chosen } = store.getState();
    const found = cases.status === 'ready' ? cases.value.find(({ id }) => id === caseId) : undefined;
    if (!found || found.id === chosen?.id) return;
    set({ chosen: found });
    askIn(0);
  };
  const loadCases = async () => {
    finding.abort();
    finding = new AbortController();
    const { signal } = finding;
    const search = store.getState().search.trim();
    try {
      const query = { view: 'latest', limit: CASES, ...(search ? { search } : {}) } as const;
      const { cases } = await api.call('GET /v1/cases', { query }, { signal });
      set({ cases: { status: 'ready', value: cases } });
      // What is shown stays until another is chosen: a search by itself changes nothing.
      if (cases[0] && !store.getState().chosen) choose(cases[0].id);
    } catch (error) {
      if (!signal.aborted) set({ cases: { status: 'failed', problem: asProblem(error) } });
    }
  };

  return {
    loadCases,
    choose,
    find(search) {
      set({ search });
      clearTimeout(nextFind);
      nextFind = setTimeout(loadCases, pauses.draftMs);
    },
    step(by) {
      const { cases, chosen } = store.getState();
      if (cases.status !== 'ready') return;
      const at = cases.value.findIndex(({ id }) => id === chosen?.id);
      const next = cases.value[at === -1 ? 0 : at + by];
      if (next) choose(next.id);
    },
    follow(draft) {
      fields = draft;
      askIn(pauses.draftMs);
    },
    again() {
      set({ problem: null });
      askIn(0);
    },
    end() {
      clearTimeout(nextAsk);
      clearTimeout(nextFind);
      asking.abort();
      finding.abort();
    },
  };
}
