import { DEFAULT_MESSAGE_MAPPING } from '../default-message-mapping.ts';
import type { MessageObject } from '../message-object.ts';
import { LINK_FIELDS } from '../salesforce-names.ts';
import type { Drift, SeenSchema } from './drift.ts';
import type { KeptSchema } from './kept-schema.ts';
import type { SchemaField } from './schema.ts';

/** A mapped lookup whose record is found by another field of it. */
export interface LookupKey {
  /** The lookup. */
  field: string;
  key: string;
  /** The object it leads to. */
  target: string;
  /** Lost: no external id, or not there. Shared: several records may have the same. Unsaid: the org does not tell. */
  state: 'lost' | 'unique' | 'shared' | 'unsaid';
}

/** A field without which Care finds none of the records it has made, or cannot hang them on their case. */
export interface NeededField {
  name: string;
  what: 'escalation' | 'message' | 'parent';
}

/** What Care itself needs of an object, whatever is mapped. */
export function neededFields(object: string, chosen: MessageObject | null): NeededField[] {
  if (object === 'Case' || object === 'Lead') return [{ name: LINK_FIELDS.escalationId, what: 'escalation' }];
  const messages = chosen ?? DEFAULT_MESSAGE_MAPPING;
  if (object !== messages.object) return [];
  return [
    { name: messages.key, what: 'message' },
    { name: messages.parent, what: 'parent' },
  ];
}

const SERVES: Readonly<Record<NeededField['what'], string>> = {
  escalation: 'Care finds what it has created by it.',
  message: 'Care tells one message from another by it.',
  parent: 'It leads from a message to its case.',
};
const AGAIN = 'Let a Salesforce admin mark it as an external id and as unique again.';

export function driftOfNeeded(kept: KeptSchema, { fields, holder, needed = [] }: SeenSchema): Drift[] {
  return needed.flatMap((need): Drift[] => {
    const found = fields.find(({ name }) => name === need.name);
    const wrong = found ? whatIsWrong(found, need, holder) : whatIsGone(need, kept, holder);
    if (wrong === null) return [];
    const fact = `${wrong.fact} ${SERVES[need.what]}`;
    return [{ severity: 'refusal', ...wrong, subject: need.name, label: found?.label ?? need.name, fact }];
  });
}

type Wrong = Pick<Drift, 'kind' | 'fact' | 'remedy' | 'now'> & Partial<Pick<Drift, 'severity'>>;

/** An org that never had the package has lost nothing: the setup doctor speaks of that. */
function whatIsGone({ name, what }: NeededField, kept: KeptSchema, holder: string): Wrong | null {
  if (what === 'escalation' && !kept.names.includes(name)) return null;
  return {
    kind: 'key_gone',
    fact: `Salesforce shows ${holder} no field ${name} any more: it was deleted, or their access to it was taken.`,
    remedy:
      what === 'escalation'
        ? 'Let a Salesforce admin give access to it again, or install the Care package again.'
        : 'Let a Salesforce admin give access to it again, or choose another object for messages.',
    now: '',
  };
}

function whatIsWrong(field: SchemaField, { what }: NeededField, holder: string): Wrong | null {
  if (!field.createable) {
    const remedy = 'Let a Salesforce admin give edit access to the field.';
    return { kind: 'key_gone', fact: `${holder} may no longer write it.`, remedy, now: 'locked' };
  }
  if (what === 'parent') {
    if (field.referenceTo.includes('Case')) return null;
    const remedy = 'Choose another lookup, or another object for messages.';
    return { kind: 'key_gone', fact: 'It no longer leads to Case.', remedy, now: field.referenceTo.join() };
  }
  if (!field.externalId) {
    return { kind: 'key_gone', fact: 'It is no external id any more.', remedy: AGAIN, now: 'no external id' };
  }
  if (field.unique !== false) return null;
  const fact = 'It is no longer unique: two records could be made of one.';
  return { kind: 'key_shared', severity: 'warning', fact, remedy: AGAIN, now: 'not unique' };
}

/** A mapping that is saved finds its records by external ids that are there: one that is not was taken away since. */
export function driftOfLookups(kept: KeptSchema, { lookupKeys = [], fields }: SeenSchema): Drift[] {
  return lookupKeys.flatMap(({ field, key, target, state }): Drift[] => {
    const of = { subject: field, label: fields.find(({ name }) => name === field)?.label ?? field, now: key };
    if (state === 'lost') {
      const remedy = 'Let a Salesforce admin mark it as an external id again, or find the record by another.';
      return [
        {
          ...of,
          kind: 'key_gone',
          severity: 'refusal',
          fact: `${key} is no external id of ${target}.`,
          remedy,
        },
      ];
    }
    if (state !== 'shared' || !kept.uniqueKeys?.includes(field)) return [];
    const fact = `${key} of ${target} is no longer unique: where two records have the same, Salesforce takes neither.`;
    const remedy = 'Let a Salesforce admin mark it as unique again, or find the record by another.';
    return [{ ...of, kind: 'key_shared', severity: 'warning', fact, remedy }];
  });
}
