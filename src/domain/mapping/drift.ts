import type { CareBook } from './care-datum.ts';
import { driftOfLookups, driftOfNeeded, type LookupKey, type NeededField } from './drift-of-keys.ts';
import { driftOfPersons, ofAccount } from './drift-of-persons.ts';
import { whyNotFit } from './fits.ts';
import type { KeptField, KeptRule, KeptSchema } from './kept-schema.ts';
import { type MappedField, mayBeEmpty, valuesOf } from './mapped-field.ts';
import { isRequired, type SchemaField, whyUnwritable } from './schema.ts';

export const DRIFT_KINDS = [
  'target_gone',
  'field_gone',
  'field_renamed',
  'field_locked',
  'type_changed',
  'field_shorter',
  'value_gone',
  'field_required',
  'rule_added',
  'rule_changed',
  'key_gone',
  'key_shared',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** Cases escalated last that were tried again. */
export interface TriedCases {
  tried: number;
  refused: number;
  /** What a rule would say of them cannot be told; absent: of none. */
  notChecked?: number;
  /** Why not, of the first of these; null or absent: it can be told of all. */
  why?: string | null;
}

/** What the org has changed under a mapping. A refusal: records will be refused. A warning: some may be. */
export interface Drift {
  kind: DriftKind;
  severity: 'refusal' | 'warning';
  /** API name of the field, name of the rule, or '' for the object itself. */
  subject: string;
  label: string;
  fact: string;
  remedy: string;
  /** What it is now: a change of it is another drift. */
  now: string;
  /** Of the cases escalated last, how many would be refused for it; absent: that cannot be told. */
  cases?: TriedCases | null;
}

/** What of an org a mapping stands on, as it is now. */
export interface SeenSchema {
  fields: readonly SchemaField[];
  /** Active ones, of the object; null: the holder may not read them. */
  rules: readonly KeptRule[] | null;
  /** Whose rights it shows, by name. */
  holder: string;
  /** By what mapped lookups find their records; absent: nobody has looked. */
  lookupKeys?: readonly LookupKey[];
  /** What Care itself needs of the object. */
  needed?: readonly NeededField[];
  /** Of Contact: Account's fields as a person account takes them; absent: contacts become none, or it may not be seen. */
  persons?: readonly SchemaField[];
}

/** What has changed since the schema was kept that a mapping breaks by, what is refused for certain first. */
export function findDrift(
  kept: KeptSchema,
  seen: SeenSchema,
  mapping: readonly MappedField[],
  book: CareBook,
): Drift[] {
  const before = new Map(kept.mapped.map((field) => [field.name, field]));
  const drifts = [
    ...mapping.flatMap((mapped) => {
      const was = before.get(mapped.field);
      return was ? driftOfMapped(was, mapped, kept, seen, book) : [];
    }),
    ...driftOfLookups(kept, seen),
    ...driftOfNeeded(kept, seen),
    ...newlyRequired(kept, seen, mapping),
    ...driftOfPersons(kept, seen, mapping),
    ...driftOfRules(kept.rules, seen.rules),
  ];
  return drifts.sort(
    (one, other) => Number(other.severity === 'refusal') - Number(one.severity === 'refusal'),
  );
}

function driftOfMapped(
  was: KeptField,
  mapped: MappedField,
  kept: KeptSchema,
  { fields, holder }: SeenSchema,
  book: CareBook,
): Drift[] {
  const { name } = was;
  const found = fields.find((each) => each.name === name);
  const of = { subject: name, label: was.label };
  if (!found) {
    const renamed = whatItIsNow(was, kept, fields);
    if (renamed) {
      return [
        {
          ...of,
          kind: 'field_renamed',
          severity: 'refusal',
          fact: `${name} is gone, and ${renamed.name} is there with the same label, ${renamed.label}.`,
          remedy: `Map ${renamed.name} in its place.`,
          now: renamed.name,
        },
      ];
    }
    return [
      {
        ...of,
        kind: 'field_gone',
        severity: 'refusal',
        fact: `Salesforce shows ${holder} no field ${name} any more: it was deleted, or their access to it was taken.`,
        remedy: 'Take it out of the mapping, or let a Salesforce admin give access to it again.',
        now: '',
      },
    ];
  }
  if (was.writable && whyUnwritable(found, holder) !== null) {
    return [
      {
        ...of,
        kind: 'field_locked',
        severity: 'refusal',
        fact: `${holder} may no longer write ${found.label}.`,
        remedy: 'Let a Salesforce admin give edit access to the field, or take it out of the mapping.',
        now: 'locked',
      },
    ];
  }
  return [
    ...typeChange(was, mapped, found, book),
    ...(was.length > 0 && found.length > 0 && found.length < was.length ? [shorter(was, mapped, found)] : []),
    ...goneValues(was, mapped, found),
  ].map((drift) => ({ ...drift, subject: name, label: found.label }));
}

type DriftOfField = Omit<Drift, 'subject' | 'label'>;

/** A field that was not there before and carries the same label is the same one under another name. */
const whatItIsNow = (
  was: KeptField,
  { names }: KeptSchema,
  fields: readonly SchemaField[],
): SchemaField | undefined => {
  const known = new Set(names);
  const same = (text: string) => text.trim().toLowerCase();
  return fields.find(
    ({ name, label, type }) => !known.has(name) && type === was.type && same(label) === same(was.label),
  );
};

function typeChange(was: KeptField, mapped: MappedField, found: SchemaField, book: CareBook): DriftOfField[] {
  if (was.type === found.type) return [];
  const unfit = whyNotFit(found, mapped, book);
  const fact = `It was of the type ${was.type} and is ${found.type} now.`;
  return [
    unfit === null
      ? {
          kind: 'type_changed',
          severity: 'warning',
          fact,
          remedy: 'Look at it and save again.',
          now: found.type,
        }
      : {
          kind: 'type_changed',
          severity: 'refusal',
          fact: `${fact} ${unfit}`,
          remedy: 'Choose Care data that fits.',
          now: found.type,
        },
  ];
}

function shorter(was: KeptField, { shorten }: MappedField, found: SchemaField): DriftOfField {
  return {
    kind: 'field_shorter',
    severity: shorten ? 'warning' : 'refusal',
    fact: `It holds ${found.length} characters now; it held ${was.length}.`,
    remedy: shorten
      ? 'What is longer is cut. Map something shorter to keep it whole.'
      : 'Let it be shortened, or map something shorter.',
    now: String(found.length),
  };
}

function goneValues(was: KeptField, mapped: MappedField, found: SchemaField): DriftOfField[] {
  const active = new Set(found.picklistValues.filter((each) => each.active).map(({ value }) => value));
  return valuesOf(mapped.source)
    .filter((value) => was.values.includes(value) && !active.has(value))
    .map(
      (value): DriftOfField => ({
        kind: 'value_gone',
        severity: found.restrictedPicklist && isRequired(found) ? 'refusal' : 'warning',
        fact: `“${value}” is not a value of it any more.`,
        remedy: 'Choose one of its values. Until then the org’s default stands, or nothing.',
        now: value,
      }),
    );
}

function newlyRequired(kept: KeptSchema, { fields }: SeenSchema, mapping: readonly MappedField[]): Drift[] {
  const before = new Set(kept.required);
  const sources = new Map(mapping.map(({ field, source }) => [field, source]));
  const hasName = sources.has('Name');
  return fields
    .filter((field) => isRequired(field) && !field.ours && !before.has(field.name))
    .filter(({ name }) => !(hasName && (name === 'LastName' || name === 'FirstName')))
    .flatMap((field): Drift[] => {
      const source = sources.get(field.name);
      const drift = {
        kind: 'field_required',
        subject: field.name,
        label: field.label,
        now: 'required',
      } as const;
      if (!source) {
        return [
          {
            ...drift,
            severity: 'refusal',
            fact: 'Salesforce requires it now, and nothing is mapped to it.',
            remedy: 'Map it, or give a fixed value. Until then the agent is asked.',
          },
        ];
      }
      if (!mayBeEmpty(source)) return [];
      return [
        {
          ...drift,
          severity: 'warning',
          fact: 'Salesforce requires it now: a case that has nothing there would be refused.',
          remedy: 'Map something that every case has, or give a fixed value.',
        },
      ];
    });
}

/** Rules that are new or another than they were; of what was not to be read before, none is known to be. */
export function changedRules(before: KeptSchema['rules'], now: SeenSchema['rules']): readonly KeptRule[] {
  if (!before || !now) return [];
  const known = new Map(before.map((rule) => [rule.id, rule]));
  return now.filter((rule) => {
    const was = known.get(rule.id);
    return !(was && was.modifiedAt === rule.modifiedAt && was.message === rule.message);
  });
}

function driftOfRules(before: KeptSchema['rules'], now: SeenSchema['rules']): Drift[] {
  const known = new Set(before?.map(({ id }) => id));
  return changedRules(before, now).flatMap((rule): Drift[] => {
    const was = known.has(rule.id);
    return [
      {
        kind: was ? 'rule_changed' : 'rule_added',
        severity: 'warning',
        subject: rule.name,
        label: rule.name,
        fact: `${was ? 'The validation rule has changed' : 'The validation rule is new'}. It refuses with the words “${rule.message.replace(/\.$/, '')}”.`,
        remedy: 'Look whether what is mapped keeps to it. Then mark it as seen, or change the mapping.',
        now: `${rule.modifiedAt} ${rule.message}`,
      },
    ];
  });
}

/**
 * The schema to keep with a version that follows another: as it is now, but what it breaks by all the same stays an
 * alarm, such as a field that is required since and still not mapped.
 */
export function keepOn(
  before: KeptSchema | null,
  now: KeptSchema,
  seen: SeenSchema,
  mapping: readonly MappedField[],
  book: CareBook,
): KeptSchema {
  if (!before) return now;
  const open = findDrift(before, seen, mapping, book);
  const of = (kind: DriftKind) =>
    new Set(open.filter((each) => each.kind === kind).map(({ subject }) => subject));
  const required = of('field_required');
  const valueGone = of('value_gone');
  const valuesBefore = new Map(before.mapped.map(({ name, values }) => [name, values]));
  return {
    ...now,
    required: now.required.filter((name) => !required.has(name)),
    ...(now.personsRequired && {
      personsRequired: now.personsRequired.filter((name) => !required.has(ofAccount(name))),
    }),
    mapped: now.mapped.map((field) =>
      valueGone.has(field.name)
        ? { ...field, values: [...new Set([...field.values, ...(valuesBefore.get(field.name) ?? [])])] }
        : field,
    ),
  };
}
