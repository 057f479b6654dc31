import type { CareBook } from './care-datum.ts';
import type { MappedField } from './mapped-field.ts';
import { mappedWords } from './source-words.ts';

export interface FieldChange {
  field: string;
  label: string;
  change: 'added' | 'changed' | 'removed';
  /** In words; null: it was, or is, not mapped. */
  before: string | null;
  after: string | null;
}

/** What differs between two mappings of one record type, by field. */
export function compareMappings(
  before: readonly MappedField[],
  after: readonly MappedField[],
  book: CareBook,
): FieldChange[] {
  const [was, is] = [before, after].map((fields) => new Map(fields.map((each) => [each.field, each]))) as [
    Map<string, MappedField>,
    Map<string, MappedField>,
  ];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((field): FieldChange[] => {
    const [old, now] = [was.get(field), is.get(field)];
    const words = { before: old ? mappedWords(old, book) : null, after: now ? mappedWords(now, book) : null };
    if (words.before === words.after) return [];
    const change = !old ? 'added' : !now ? 'removed' : 'changed';
    return [{ field, label: (now ?? old)!.label, change, ...words }];
  });
}
