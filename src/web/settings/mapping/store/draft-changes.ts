import type { MappedFieldInput } from '../../../../api/mappings.ts';

/** What became of fields since the mapping was saved, by name. */
export type DraftChanges = ReadonlyMap<string, 'added' | 'changed' | 'removed'>;

export function changesOf(
  saved: readonly MappedFieldInput[],
  draft: readonly MappedFieldInput[],
): DraftChanges {
  const was = new Map(saved.map((each) => [each.field, each]));
  const is = new Set(draft.map(({ field }) => field));
  const changes = new Map<string, 'added' | 'changed' | 'removed'>();
  for (const each of draft) {
    const old = was.get(each.field);
    if (!old) changes.set(each.field, 'added');
    else if (old !== each && !sameMapped(old, each)) changes.set(each.field, 'changed');
  }
  for (const { field } of saved) if (!is.has(field)) changes.set(field, 'removed');
  return changes;
}

export function sameMapped(one: MappedFieldInput, other: MappedFieldInput): boolean {
  return (
    one.by === other.by &&
    one.editable === other.editable &&
    one.shorten === other.shorten &&
    inOrder(one.source) === inOrder(other.source) &&
    inOrder(one.back ?? null) === inOrder(other.back ?? null)
  );
}

/** Values are the same in whatever order they were mapped. */
const inOrder = (part: MappedFieldInput['source' | 'back']): string =>
  JSON.stringify(part, (_, value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
