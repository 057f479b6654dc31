import type { Conditions } from './conditions/condition.ts';
import { keysIn } from './mapping/fill-template.ts';
import type { MappedField } from './mapping/mapped-field.ts';

/** A mapping or a rule in use, with what of Care data it names. */
export type DataUser =
  | { kind: 'mapping'; fields: readonly MappedField[] }
  | { kind: 'rule'; conditions: Conditions['conditions'] };

/** Whether it is written by, asked of or set by this piece of Care data. */
export function usesDatum(user: DataUser, key: string): boolean {
  if (user.kind === 'rule') return user.conditions.some(({ subject }) => subject === key);
  return user.fields.some(({ source, back }) => {
    if (back?.data === key) return true;
    if (source.kind === 'fixed') return false;
    return source.kind === 'template' ? keysIn(source.template).includes(key) : source.data === key;
  });
}

/**
 * Whether it would go wrong without this value: a rule that asks for it, a status in Salesforce that sets it. That a
 * mapping has a word for it does no harm once no case has it.
 */
export function needsValue(user: DataUser, key: string, value: string): boolean {
  if (user.kind === 'rule') {
    return user.conditions.some(({ subject, values }) => subject === key && values.includes(value));
  }
  return user.fields.some(({ back }) => back?.data === key && Object.values(back.values).includes(value));
}

/** Whether a mapping has a word of its own for this value: under another name it would be lost. */
export const mapsValue = (user: DataUser, key: string, value: string): boolean =>
  user.kind === 'mapping' &&
  user.fields.some(
    ({ source }) => source.kind === 'variable' && source.data === key && Object.hasOwn(source.values, value),
  );
