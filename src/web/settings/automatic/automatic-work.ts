import type { AutomaticRuleInput, AutomaticRuleShape } from '../../../api/automatic-rules.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import {
  type AutomaticStore,
  canBeTried,
  draftOf,
  NEW_RULE,
  NOTHING_ASKED,
  type RuleDraft,
  reasonAgainstSaving,
} from './store/automatic-store.ts';

/** What the page of automatic escalation does. */
export interface AutomaticWork {
  load(): Promise<void>;
  /** The org it is about, and its record types; the page does without what is not to be had. */
  loadAround(): Promise<void>;
  /** Opens the editor; null: of a new rule. */
  edit(rule: AutomaticRuleShape | null): void;
  change(change: Partial<RuleDraft>): void;
  searchOwners(words: string): void;
  save(): Promise<void>;
  /** Closes the editor; asks first if something would be lost. */
  cancel(): void;
  isChanged(): boolean;
  holds(leave: () => void): boolean;
  leave(): void;
  setActive(rule: AutomaticRuleShape, active: boolean): Promise<void>;
  /** @param by places: -1: before the one above it. */
  move(rule: AutomaticRuleShape, by: number): Promise<void>;
  askToRemove(rule: AutomaticRuleShape): void;
  remove(): Promise<void>;
  close(): void;
  end(): void;
}

interface AutomaticWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: AutomaticStore;
  readonly connectionId: string;
}

const DELAY_MS = 300;
const SHORTEST_SEARCH = 2;
const RULES = '/v1/salesforce/connections/:connectionId/automatic-rules';

export function createAutomaticWork({ api, store, connectionId, say }: AutomaticWorkOptions): AutomaticWork {
  const { set } = store.getState();
  const acting = actOn(set);
  const params = { connectionId };
  let trying: ReturnType<typeof setTimeout> | undefined;
  let searching: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let sought = 0;

  const load = async () => {
    try {
      const value = await api.call(`GET ${RULES}`, { params });
      set({ load: { status: 'ready', value } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const rules = () => {
    const { load: loaded } = store.getState();
    return loaded.status === 'ready' ? loaded.value.rules : [];
  };
  /** As it is now: another admin may have changed it since the page was read. */
  const latest = async (ruleId: string) =>
    (await api.call(`GET ${RULES}`, { params })).rules.find(({ id }) => id === ruleId);
  const change = (ruleId: string, body: AutomaticRuleInput & { active: boolean }) =>
    api.call(`PUT ${RULES}/:ruleId`, { params: { connectionId, ruleId }, body });
  const isChanged = () => {
    const { draft, before } = store.getState();
    return draft !== null && JSON.stringify(draft) !== JSON.stringify(before);
  };
  /** Conditions that are not whole yet have no answer, and need none. */
  const tryNow = async () => {
    const { draft } = store.getState();
    const mine = ++asked;
    if (!draft || !canBeTried(draft)) return set({ trial: null });
    const { match, conditions } = draft;
    const body = { match, conditions };
    const trial = await api.call(`POST ${RULES}/trial`, { params, body }).catch(() => null);
    if (mine === asked) set({ trial });
  };
  const tryLater = () => {
    clearTimeout(trying);
    trying = setTimeout(() => void tryNow(), DELAY_MS);
  };
  const open = (draft: RuleDraft | null) => {
    sought += 1;
    set({ draft, before: draft, trial: null, owners: [], problem: null, asking: NOTHING_ASKED });
    tryLater();
  };
  const holds = (leave: () => void) => {
    if (!isChanged()) return false;
    set({ asking: { what: 'leave', leave } });
    return true;
  };

  return {
    load,
    async loadAround() {
      const path = 'GET /v1/salesforce/connections/:connectionId';
      const found = await api.call(path, { params }).catch(() => null);
      if (found) set({ connection: found.connection });
      const mappings = 'GET /v1/salesforce/connections/:connectionId/mappings';
      const seen = await api.call(mappings, { params, query: {} }).catch(() => null);
      const ofCase = seen?.objects.find(({ role }) => role === 'case')?.recordTypes ?? [];
      set({ recordTypes: ofCase.map(({ recordType: value, label }) => ({ value, label })) });
    },
    edit: (rule) => open(rule ? draftOf(rule) : NEW_RULE),
    change(change) {
      const { draft } = store.getState();
      if (!draft) return;
      set({ draft: { ...draft, ...change } });
      if (change.conditions || change.match) tryLater();
    },
    searchOwners(words) {
      clearTimeout(searching);
      const search = words.trim();
      if (search.length < SHORTEST_SEARCH) return set({ owners: [] });
      searching = setTimeout(async () => {
        const mine = ++sought;
        const found = await api
          .call(`GET ${RULES}/owners`, { params, query: { search } })
          .catch(() => ({ owners: [] }));
        if (mine === sought) set({ owners: found.owners });
      }, DELAY_MS);
    },
    async save() {
      const { draft } = store.getState();
      if (!draft || reasonAgainstSaving(draft)) return;
      const { id } = draft;
      const body = inputOf(draft);
      const done = await acting(async () =>
        id === null
          ? api.call(`POST ${RULES}`, { params, body })
          : change(id, { ...body, active: (await latest(id))?.active ?? false }),
      );
      if (!done) return;
      open(null);
      say(id === null ? `${body.name} is added. Turn it on when it is right.` : `${body.name} is saved`);
      await load();
    },
    cancel: () => {
      if (!holds(() => open(null))) open(null);
    },
    isChanged,
    holds,
    leave() {
      const { asking } = store.getState();
      open(null);
      if (asking.what === 'leave') asking.leave();
    },
    async setActive(rule, active) {
      const done = await acting(async () =>
        change(rule.id, { ...inputOf(draftOf((await latest(rule.id)) ?? rule)), active }),
      );
      if (done) say(active ? `${rule.name} is on` : `${rule.name} is off`);
      await load();
    },
    async move(rule, by) {
      const ruleIds = rules().map(({ id }) => id);
      const at = ruleIds.indexOf(rule.id);
      if (by === 0 || at < 0 || ruleIds[at + by] === undefined) return;
      ruleIds.splice(at, 1);
      ruleIds.splice(at + by, 0, rule.id);
      if (await acting(() => api.call(`PUT ${RULES}`, { params, body: { ruleIds } }))) {
        say(`${rule.name} is now number ${at + by + 1}`);
      }
      await load();
    },
    askToRemove: (rule) => set({ asking: { what: 'remove', rule }, problem: null }),
    async remove() {
      const { asking } = store.getState();
      if (asking.what !== 'remove') return;
      const { id: ruleId, name } = asking.rule;
      const done = await acting(() =>
        api.call(`DELETE ${RULES}/:ruleId`, { params: { connectionId, ruleId } }),
      );
      if (!done) return;
      set({ asking: NOTHING_ASKED });
      say(`${name} is deleted`);
      await load();
    },
    close: () => set({ asking: NOTHING_ASKED, problem: null }),
    end() {
      asked += 1;
      clearTimeout(trying);
      clearTimeout(searching);
    },
  };
}

const inputOf = ({ id: _id, byName, owner, ...written }: RuleDraft): AutomaticRuleInput => ({
  ...written,
  name: written.name.trim(),
  owner: byName ? owner : null,
});
