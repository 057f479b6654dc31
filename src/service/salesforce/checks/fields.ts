import { z } from 'zod';
import type { MessageMapping } from '../../../domain/default-message-mapping.ts';
import { LINK_FIELDS } from '../../../domain/salesforce-names.ts';
import { type Check, fine, listed, type Verdict, wrong } from './check.ts';

const Described = z.object({
  fields: z.array(z.object({ name: z.string(), createable: z.boolean(), updateable: z.boolean() })),
});

/** An object as the holder of the default token sees it; null: not at all. */
export interface SeenObject {
  object: string;
  fields: z.output<typeof Described>['fields'] | null;
  /** Ours on it. */
  wanted: readonly string[];
  /** What is only ever set when a record is made. */
  fixed: string | null;
  /** False: Care works without it, but for what concerns it alone. */
  needed: boolean;
}

/** All fields Care writes, there and writable. */
export const fieldsCheck: Check = {
  code: 'fields',
  title: 'Fields of Care',
  setup: { path: 'Setup, Permission Sets, Care Integration, Object Settings', page: 'PermSets' },
  examine: async (org, { mapping, holder }) => {
    const seen = await Promise.all(
      objectsOf(mapping).map(
        async (each): Promise<SeenObject> => ({
          ...each,
          fields: (await org.find(`/sobjects/${each.object}/describe`, Described, 'holder'))?.fields ?? null,
        }),
      ),
    );
    return decideFields(seen, holder.username);
  },
};

const objectsOf = (mapping: MessageMapping): Omit<SeenObject, 'fields'>[] => [
  { object: 'Case', wanted: Object.values(LINK_FIELDS), fixed: null, needed: true },
  { object: 'Lead', wanted: Object.values(LINK_FIELDS), fixed: null, needed: false },
  { object: mapping.object, wanted: fieldsOf(mapping), fixed: mapping.parent, needed: true },
];

export const fieldsOf = (mapping: MessageMapping): string[] => [
  mapping.key,
  mapping.parent,
  mapping.version,
  ...mapping.fields.map(({ field }) => field),
];

/** The object itself, or those of its fields that are not seen. */
export const missingOf = ({
  object,
  fields,
  wanted,
}: Pick<SeenObject, 'object' | 'wanted'> & {
  fields: readonly { name: string }[] | null;
}): string[] => {
  if (fields === null) return [object];
  const names = new Set(fields.map(({ name }) => name));
  return wanted.filter((name) => !names.has(name)).map((name) => `${object}.${name}`);
};

export function decideFields(seen: readonly SeenObject[], username: string): Verdict {
  const missing = seen.flatMap(missingOf);
  const readOnly = seen.flatMap(readOnlyOf);
  if (missing.length + readOnly.length === 0) return fine(`${username} sees and writes all fields of Care.`);
  const hurts = seen.some((each) => each.needed && missingOf(each).length + readOnlyOf(each).length > 0);
  const facts = [
    ...(missing.length > 0 ? [`${username} sees no ${listed(missing)}.`] : []),
    ...(readOnly.length > 0 ? [`${username} may not write ${listed(readOnly)}.`] : []),
  ];
  return wrong(
    hurts ? 'trouble' : 'warning',
    facts.join(' '),
    'Install the Care package where fields are missing, and assign the permission set Care Integration to this user.',
  );
}

function readOnlyOf({ object, fields, wanted, fixed }: SeenObject): string[] {
  const named = (fields ?? []).filter(({ name }) => wanted.includes(name));
  return named
    .filter(({ name, createable, updateable }) => !createable || (!updateable && name !== fixed))
    .map(({ name }) => `${object}.${name}`);
}
