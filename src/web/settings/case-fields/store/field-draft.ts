import type { CaseFieldType } from '../../../../domain/case-field.ts';
import type { ManagedField } from './case-fields-store.ts';

/** One of what there is to choose, as it is being written. */
export interface OptionDraft {
  /** Null: it is new. */
  value: string | null;
  label: string;
}

/** A case field that is being written. */
export interface FieldDraft {
  name: string;
  type: CaseFieldType;
  options: readonly OptionDraft[];
}

export const NEW_FIELD: FieldDraft = {
  name: '',
  type: 'single_select',
  options: [{ value: null, label: '' }],
};

export const draftOf = ({ name, type, options }: ManagedField): FieldDraft => ({
  name,
  type,
  options: options.map(({ value, label }) => ({ value, label })),
});

export const isSelect = (type: CaseFieldType): boolean => type === 'single_select' || type === 'multi_select';

/** Lines without words are not options. */
export const writtenOptions = ({ type, options }: FieldDraft): OptionDraft[] =>
  isSelect(type)
    ? options.flatMap(({ value, label }) => (label.trim() ? [{ value, label: label.trim() }] : []))
    : [];

/** What is missing, by where; empty: it can be saved. */
export function missingIn(draft: FieldDraft): { name?: string; options?: string } {
  const written = writtenOptions(draft);
  const twice = written.find(
    ({ label }, at) => written.findIndex((each) => each.label.toLowerCase() === label.toLowerCase()) !== at,
  );
  return {
    ...(draft.name.trim() === '' ? { name: 'A name is missing.' } : {}),
    ...(isSelect(draft.type) && written.length === 0
      ? { options: 'A select takes options to choose from.' }
      : {}),
    ...(twice ? { options: `“${twice.label}” is there twice.` } : {}),
  };
}

/** Options that cases have, and that are taken out. */
export const takenOut = (field: ManagedField | null, draft: FieldDraft): ManagedField['options'] => {
  const kept = new Set(writtenOptions(draft).map(({ value }) => value));
  return field?.options.filter(({ value, cases }) => cases > 0 && !kept.has(value)) ?? [];
};

/** The list with one of it before or after its neighbour. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] {
  const to = at + by;
  if (to < 0 || to >= items.length) return items;
  const next = [...items];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}
