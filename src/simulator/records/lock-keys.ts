import type { FieldSchema, ObjectSchema } from '../core.ts';
import { parseRecordId } from '../schema/record-id.ts';
import type { OrgState } from '../state/org-state.ts';

/** What a write is aimed at. */
export type WriteTarget = { id: string } | { key: FieldSchema; value: string } | { create: true };

/**
 * The rows a write will lock: the record, its masters always, and on insert whatever it looks up. Reads the input
 * loosely, because what is wrong with it is said later.
 */
export function lockKeys(
  state: OrgState,
  object: ObjectSchema | null,
  input: Readonly<Record<string, unknown>>,
  target: WriteTarget,
): string[] {
  if (!object) return [];
  const ids = targetIds(state, object, target);
  const isInsert = ids.length === 0;
  const keys =
    isInsert && 'key' in target
      ? [`${object.name}.${target.key.name}=${target.value.toLowerCase()}`]
      : [...ids];
  for (const field of object.fields.filter(({ type }) => type === 'reference')) {
    if (!field.masterDetail && (!isInsert || !LOCKING_PARENTS.has(field.referenceTo[0] ?? ''))) continue;
    for (const id of ids) keys.push(String(state.row(id)?.fields[field.name] ?? ''));
    keys.push(...parentIds(state, field, input));
  }
  return keys.filter((key) => key !== '');
}

const LOCKING_PARENTS: ReadonlySet<string> = new Set(['Account', 'Contact', 'Case']);

function targetIds(state: OrgState, object: ObjectSchema, target: WriteTarget): string[] {
  if ('create' in target) return [];
  if ('id' in target) return [target.id];
  return [...(state.idsBy(object.name, target.key, target.value) ?? [])].filter(
    (id) => !state.row(id)?.deleted,
  );
}

function parentIds(state: OrgState, field: FieldSchema, input: Readonly<Record<string, unknown>>): string[] {
  for (const [name, value] of Object.entries(input)) {
    if (name.toLowerCase() === field.name.toLowerCase()) return [parseRecordId(value) ?? ''];
    if (
      name.toLowerCase() !== field.relationshipName?.toLowerCase() ||
      typeof value !== 'object' ||
      value === null
    )
      continue;
    const [keyName, keyValue] = Object.entries(value)[0] ?? [];
    const parent = field.referenceTo[0] ?? '';
    const key = keyName ? state.schema.object(parent)?.field(keyName) : null;
    if (key && typeof keyValue === 'string') return [...(state.idsBy(parent, key, keyValue) ?? [])];
  }
  return [];
}
