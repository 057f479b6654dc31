import type { FieldValue } from '../core.ts';

/** One comparison of a matching rule. Both sides have to be filled. */
export interface MatchItem {
  /** Field of the record being saved. */
  readonly field: string;
  /** Field of the other record, if it is called otherwise. */
  readonly of?: string;
  readonly method: 'Exact' | 'Fuzzy';
}

/** Records of one object that are the same person: any group of items all of which match. */
export interface MatchingRule {
  readonly name: string;
  readonly object: string;
  readonly groups: readonly (readonly MatchItem[])[];
}

/** A duplicate rule (DuplicateRule and MatchingRule metadata, as far as a save is concerned). */
export interface DuplicateRule {
  readonly name: string;
  readonly object: string;
  readonly active: boolean;
  readonly actionOnInsert: 'Allow' | 'Block';
  readonly actionOnUpdate: 'Allow' | 'Block';
  /** Whether an allowed duplicate alerts; else it is only reported, and saved. */
  readonly alert: boolean;
  readonly alertText: string;
  readonly matchRules: readonly MatchingRule[];
}

/** What rules call an account: a person's is a kind of its own (DuplicateRule, `SobjectType`). */
export const kindOf = (object: string, { IsPersonAccount }: Readonly<Record<string, FieldValue>>): string =>
  object === 'Account' && IsPersonAccount === true ? PERSON_ACCOUNT : object;

export const PERSON_ACCOUNT = 'PersonAccount';
/** The object whose fields a rule for this kind compares. */
export const objectOf = (kind: string): string => (kind === PERSON_ACCOUNT ? 'Account' : kind);

/** Facts: by name. */
export const DUPLICATE_RULES = 'duplicate-rule';
