import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type {
  FieldProblem,
  listExternalIds,
  MappedFieldInput,
  MappingEditor,
  saveMapping,
} from '../../../../api/mappings.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

/** Which version is in use, and by whom it was saved. */
export type SavedVersion = AnswerOf<typeof saveMapping>['saved'];

/** A field by which a lookup can find its record. */
export type ExternalId = AnswerOf<typeof listExternalIds>['fields'][number];

/** What lies over the page. */
export type Asking =
  | 'nothing'
  /** Leaving would lose the draft. */
  | 'leave'
  | 'discard'
  /** What the draft changes, in words. */
  | 'compare'
  /** Somebody else saved meanwhile. */
  | 'conflict'
  | 'versions'
  | 'file'
  | 'suggestions'
  /** What a token must be allowed. */
  | 'permissions';

/** A mapping as the org has it, as it is saved, and as it stands in the editor. */
export interface DraftState {
  /** What the org shows of the object, and the Care data there is. Its `fields` and `saved` are those it was loaded with. */
  load: Loaded<MappingEditor>;
  /** The version the draft was made from. */
  saved: SavedVersion;
  savedFields: readonly MappedFieldInput[];
  /** The draft. */
  fields: readonly MappedFieldInput[];
  /** Of the saved mapping, as the service told them. */
  savedProblems: readonly FieldProblem[];
  /** Why the service did not save, by field; those of a field go when it is edited. */
  refused: ReadonlyMap<string, string>;
  /** Fields as they stood before each change, the latest last; for undo. */
  before: readonly (readonly MappedFieldInput[])[];
  /** What the latest change was about: typing on in the same place is one change. */
  lastEdit: string;
  /** Of objects that lookups lead to, once they were asked for. */
  externalIds: ReadonlyMap<string, Loaded<readonly ExternalId[]>>;
  /** Of the case that is looked at, as the preview found them. */
  found: readonly FieldProblem[];
  /** Fields that stand among the mapped ones: what one is at work on keeps its place. */
  arranged: ReadonlySet<string>;
  busy: boolean;
  /** Why what was asked for last did not happen. */
  problem: ApiProblem | null;
  asking: Asking;
  /** What somebody else saved meanwhile; null: nobody did, or it could not be read. */
  theirs: SavedVersion | null;
  set(change: Partial<Omit<DraftState, 'set'>>): void;
}
export type DraftStore = StoreApi<DraftState>;

export const createDraftStore = (): DraftStore =>
  createStore<DraftState>()((set) => ({
    load: { status: 'loading' },
    saved: { version: 0, savedAt: null, author: null },
    savedFields: [],
    fields: [],
    savedProblems: [],
    refused: new Map(),
    before: [],
    lastEdit: '',
    externalIds: new Map(),
    found: [],
    arranged: new Set(),
    busy: false,
    problem: null,
    asking: 'nothing',
    theirs: null,
    set: (change) => set(change),
  }));

/** What a newly loaded or saved mapping makes of the draft: nothing is changed, nothing can be undone. */
export const settled = (
  saved: SavedVersion,
  fields: readonly MappedFieldInput[],
): Partial<Omit<DraftState, 'set'>> => ({
  saved,
  savedFields: fields,
  fields,
  refused: new Map(),
  before: [],
  lastEdit: '',
  arranged: new Set(fields.map(({ field }) => field)),
  problem: null,
});
