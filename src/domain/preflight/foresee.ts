import { type CheckedField, checkField, type FormValues } from './check-field.ts';
import type { NotChecked, Verdict } from './verdict.ts';

/** What Salesforce will say of a record before it is sent. */
export interface Foresight {
  /** Certain refusals and likely ones, in the order of the form. */
  verdicts: Verdict[];
  notChecked: NotChecked[];
}

/** Looks at what is known of the org alone: it asks nobody. */
export function foresee(fields: readonly CheckedField[], values: FormValues): Foresight {
  return { verdicts: fields.flatMap((field) => checkField(field, values)), notChecked: [] };
}

/** The one to show beside a field: what blocks comes first. */
export const worstOf = (verdicts: readonly Verdict[], field: string): Verdict | undefined => {
  const own = verdicts.filter((each) => each.field === field);
  return own.find(({ kind }) => kind === 'refusal') ?? own[0];
};
