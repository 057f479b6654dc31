import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AutomaticRuleInput,
  AutomaticRuleShape,
  listAutomaticRules,
  searchRuleOwners,
  tryAutomaticRule,
} from '../../../../api/automatic-rules.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type AutomaticRules = AnswerOf<typeof listAutomaticRules>;
export type Trial = AnswerOf<typeof tryAutomaticRule>;
export type RuleOwner = AnswerOf<typeof searchRuleOwners>['owners'][number];

/** A rule that is being written. */
export interface RuleDraft extends AutomaticRuleInput {
  /** Null: it is a new one. */
  id: string | null;
  /** An owner is to be named; absent of one, it is not yet. */
  byName: boolean;
}

export type Asking =
  | { what: 'nothing' }
  | { what: 'leave'; leave: () => void }
  | { what: 'remove'; rule: AutomaticRuleShape };

export interface AutomaticState {
  /** Null: not known yet. */
  connection: ConnectionShape | null;
  load: Loaded<AutomaticRules>;
  /** Of a Salesforce case; empty: the org has none, or cannot be asked. */
  recordTypes: readonly { value: string; label: string }[];
  draft: RuleDraft | null;
  /** As it was when the editor was opened. */
  before: RuleDraft | null;
  /** What the conditions would have matched; null: not known. */
  trial: Trial | null;
  owners: readonly RuleOwner[];
  asking: Asking;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<AutomaticState, 'set'>>): void;
}
export type AutomaticStore = StoreApi<AutomaticState>;

export const NOTHING_ASKED: Asking = { what: 'nothing' };

export const createAutomaticStore = (): AutomaticStore =>
  createStore<AutomaticState>()((set) => ({
    connection: null,
    load: { status: 'loading' },
    recordTypes: [],
    draft: null,
    before: null,
    trial: null,
    owners: [],
    asking: NOTHING_ASKED,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));

const USUAL_CAP = 50;

export const NEW_RULE: RuleDraft = {
  id: null,
  name: '',
  match: 'all',
  conditions: [],
  recordType: null,
  owner: null,
  byName: false,
  assign: false,
  withoutContact: true,
  hourlyCap: USUAL_CAP,
};

/** A saved rule to be changed. */
export function draftOf(rule: AutomaticRuleShape): RuleDraft {
  const { active: _a, lastHour: _l, made: _m, held: _h, cappedAt: _c, ...written } = rule;
  return { ...written, byName: rule.owner !== null };
}

/** Whether a condition says all it has to. */
const isWhole = ({ operator, values }: RuleDraft['conditions'][number]): boolean =>
  operator === 'is_set' || operator === 'is_not_set' || values.length > 0;

/** Whether the conditions can be tried as they are. */
export const canBeTried = ({ conditions }: RuleDraft): boolean =>
  conditions.length > 0 && conditions.every(isWhole);

/** Why a rule cannot be saved as it is; '' when it can. */
export function reasonAgainstSaving({ name, conditions, byName, owner, hourlyCap }: RuleDraft): string {
  if (name.trim() === '') return 'The rule has no name yet.';
  if (conditions.length === 0) return 'Add a condition first.';
  if (!conditions.every(isWhole)) return 'A condition has no value yet.';
  if (byName && owner === null) return 'Choose who owns the Salesforce case.';
  return Number.isInteger(hourlyCap) && hourlyCap >= 1 && hourlyCap <= 1_000
    ? ''
    : 'The cap is a whole number from 1 to 1000.';
}
