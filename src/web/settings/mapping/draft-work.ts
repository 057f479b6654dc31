import type { FieldProblem, MappedFieldInput } from '../../../api/mappings.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { type ApiProblem, asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { Loaded } from '../store/loaded.ts';
import { changesOf } from './store/draft-changes.ts';
import { unfinished } from './store/draft-problems.ts';
import {
  type Asking,
  type DraftStore,
  type ExternalId,
  type SavedVersion,
  settled,
} from './store/draft-store.ts';

/** What the editor of one mapping does. */
export interface DraftWork {
  load(): Promise<void>;
  /** Maps a field otherwise. `aspect`: what is typed on in the same place is one change. */
  edit(mapped: MappedFieldInput, aspect?: string): void;
  remove(field: string): void;
  /** A field is mapped as it was saved. */
  restore(field: string): void;
  /** Puts several in at once, beside what is mapped already. */
  take(fields: readonly MappedFieldInput[]): void;
  /** The whole draft is another one; with `saved` the service has it already. */
  replace(fields: readonly MappedFieldInput[], saved?: SavedVersion): void;
  undo(): void;
  discard(): void;
  isChanged(): boolean;
  /** True: it was saved. */
  save(): Promise<boolean>;
  /** After somebody else saved: what they saved, in place of the draft. */
  takeTheirs(): Promise<void>;
  /** After somebody else saved: the draft, on top of it. */
  keepMine(): Promise<void>;
  ask(what: Asking): void;
  /** What stands in the way of the case that is looked at. */
  found(problems: readonly FieldProblem[]): void;
  /** What records of an object can be found by; asked once. */
  readExternalIds(object: string): Promise<void>;
  /** Has messages written to this object from now on, or to Care's own again. */
  keepMessages(chosen: { key: string; parent: string } | null): Promise<void>;
  /** True: something would be lost, and the page asks; `leave` goes on where one wanted to go. */
  holds(leave: () => void): boolean;
  leave(): void;
}

interface DraftWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: DraftStore;
  readonly connectionId: string;
  readonly object: string;
  readonly recordType: string;
  /** Versions, counts and problems of the list beside have changed. */
  readonly saved: () => void;
}

const PATIENCE_MS = 60_000;
const MOST_UNDO = 100;
const AT = '/v1/salesforce/connections/:connectionId/mappings/:object/:recordType' as const;

export function createDraftWork({
  api,
  store,
  connectionId,
  object,
  recordType,
  say,
  saved: told,
}: DraftWorkOptions): DraftWork {
  const params = { connectionId, object, recordType };
  const { set } = store.getState();
  const act = actOn(set);
  let goOn: (() => void) | null = null;

  const read = () => api.call(`GET ${AT}`, { params }, { timeoutMs: PATIENCE_MS });
  const isChanged = () => {
    const { savedFields, fields } = store.getState();
    return changesOf(savedFields, fields).size > 0;
  };
  const change = (fields: readonly MappedFieldInput[], edit: string) => {
    const { fields: old, before, lastEdit, refused } = store.getState();
    const goesOn = edit !== '' && edit === lastEdit;
    const kept = new Map(old.map((each) => [each.field, each]));
    const touched = new Set(fields.filter((each) => kept.get(each.field) !== each).map(({ field }) => field));
    set({
      fields,
      before: goesOn ? before : [...before.slice(-MOST_UNDO + 1), old],
      lastEdit: edit,
      refused: new Map([...refused].filter(([field]) => !touched.has(field))),
      problem: null,
    });
  };
  const put = (taken: readonly MappedFieldInput[], edit = '') => {
    const { fields } = store.getState();
    const byName = new Map(taken.map((each) => [each.field, each]));
    const known = new Set(fields.map(({ field }) => field));
    change(
      [
        ...fields.map((each) => byName.get(each.field) ?? each),
        ...taken.filter(({ field }) => !known.has(field)),
      ],
      edit,
    );
  };
  const savedWords = ({ version }: SavedVersion) => {
    const { load } = store.getState();
    return `Version ${version} of ${load.status === 'ready' ? load.value.label : object} is saved`;
  };
  const shownAmongMapped = (fields: readonly MappedFieldInput[]) =>
    new Set([...store.getState().arranged, ...fields.map(({ field }) => field)]);
  const send = async () => {
    const { fields, saved } = store.getState();
    const body = { base: saved.version, fields: [...fields] };
    const answer = await api.call(`PUT ${AT}`, { params, body }, { timeoutMs: PATIENCE_MS });
    const { fields: now } = store.getState();
    set({ ...settled(answer.saved, answer.fields), savedProblems: answer.problems, asking: 'nothing' });
    // What was changed while it was on its way is the next draft.
    if (now !== fields) change(now, '');
    say(savedWords(answer.saved));
    told();
  };
  const save = async (): Promise<boolean> => {
    if (store.getState().busy) return false;
    const open = unfinished(store.getState().fields);
    if (open.length > 0) {
      set({ refused: new Map(open.map(({ field, fact }) => [field, fact])), asking: 'nothing' });
      return false;
    }
    if (await act(send)) return true;
    const { problem } = store.getState();
    if (problem?.code === 'MAPPING_CHANGED') {
      const theirs = await read().catch(() => null);
      set({ asking: 'conflict', theirs: theirs?.saved ?? null });
    }
    if (problem?.code === 'MAPPING_DOES_NOT_FIT') set({ refused: refusedBy(problem), asking: 'nothing' });
    return false;
  };

  return {
    async load() {
      set({ load: { status: 'loading' } });
      try {
        const editor = await read();
        set({
          ...settled(editor.saved, editor.fields),
          savedProblems: editor.problems,
          load: { status: 'ready', value: editor },
        });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
    edit: (mapped, aspect) => put([mapped], aspect ? `${mapped.field} ${aspect}` : ''),
    remove: (field) =>
      change(
        store.getState().fields.filter((each) => each.field !== field),
        '',
      ),
    restore(field) {
      const { savedFields } = store.getState();
      put(savedFields.filter((each) => each.field === field));
    },
    take(fields) {
      put(fields);
      set({ arranged: shownAmongMapped(fields) });
    },
    replace(fields, saved) {
      if (saved) {
        set({ ...settled(saved, fields), savedProblems: [] });
        say(savedWords(saved));
        told();
      } else {
        change(fields, '');
        set({ arranged: shownAmongMapped(fields) });
      }
    },
    undo() {
      const { before } = store.getState();
      const fields = before.at(-1);
      if (fields) set({ fields, before: before.slice(0, -1), lastEdit: '', refused: new Map() });
    },
    discard() {
      change(store.getState().savedFields, '');
      set({ asking: 'nothing', refused: new Map() });
    },
    isChanged,
    save,
    async takeTheirs() {
      await act(async () => {
        const editor = await read();
        set({
          ...settled(editor.saved, editor.fields),
          savedProblems: editor.problems,
          load: { status: 'ready', value: editor },
          asking: 'nothing',
        });
        told();
      });
    },
    async keepMine() {
      await act(async () => {
        const { saved, fields, problems } = await read();
        set({ saved, savedFields: fields, savedProblems: problems });
      });
      if (store.getState().problem === null) await save();
    },
    ask: (asking) => set({ asking }),
    found: (found) => set({ found }),
    async readExternalIds(of) {
      const path = 'GET /v1/salesforce/connections/:connectionId/external-ids/:object';
      const show = (load: Loaded<readonly ExternalId[]>) =>
        set({ externalIds: new Map(store.getState().externalIds).set(of, load) });
      if (store.getState().externalIds.has(of)) return;
      show({ status: 'loading' });
      try {
        const { fields } = await api.call(path, { params: { connectionId, object: of } });
        show({ status: 'ready', value: fields });
      } catch (error) {
        show({ status: 'failed', problem: asProblem(error) });
      }
    },
    async keepMessages(chosen) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/message-object';
      const body = { chosen: chosen && { object, ...chosen } };
      const kept = await act(async () => {
        await api.call(path, { params: { connectionId }, body }, { timeoutMs: PATIENCE_MS });
        // The draft stays: what can be mapped is another now.
        set({ load: { status: 'ready', value: await read() } });
      });
      if (!kept) return;
      say(chosen ? 'New messages are kept here' : 'New messages are kept in Care’s own object');
      told();
    },
    holds(leave) {
      if (!isChanged()) return false;
      goOn = leave;
      set({ asking: 'leave' });
      return true;
    },
    leave: () => goOn?.(),
  };
}

const FIELD = /^fields\.(\w+)$/;

/** What the service says of each field. */
const refusedBy = ({ errors }: ApiProblem): ReadonlyMap<string, string> =>
  new Map(
    errors.flatMap(({ path, fact }): [string, string][] => {
      const field = FIELD.exec(path)?.[1];
      return field === undefined ? [] : [[field, fact]];
    }),
  );
