import type { SchemaField } from './mapping/schema.ts';

/** An object of the org that keeps messages, one record each. */
export interface MessageObject {
  object: string;
  /** Text, external id, unique: it holds Care's key of the message. */
  key: string;
  /** Lookup or master-detail to Case. */
  parent: string;
}

export interface FitForMessages {
  keys: readonly { name: string; label: string }[];
  parents: readonly { name: string; label: string }[];
  missing: readonly { fact: string; remedy: string }[];
}

/** The longest key of a message, in characters. */
const KEY_LENGTH = 130;

/** What of an object can keep messages, and what it lacks. */
export function fitForMessages(schema: readonly SchemaField[], label: string): FitForMessages {
  const named = ({ name, label: called }: SchemaField) => ({ name, label: called });
  const keys = schema.filter(
    ({ type, externalId, unique, createable, length }) =>
      type === 'string' && externalId && unique !== false && createable && length >= KEY_LENGTH,
  );
  const parents = schema.filter(
    ({ type, referenceTo, createable }) => type === 'reference' && referenceTo.includes('Case') && createable,
  );
  return {
    keys: keys.map(named),
    parents: parents.map(named),
    missing: [
      ...(parents.length === 0
        ? [
            {
              fact: `${label} has no lookup to Case that Care may write.`,
              remedy: `In Setup, Object Manager, ${label}, add a lookup or master-detail relationship to Case.`,
            },
          ]
        : []),
      ...(keys.length === 0
        ? [
            {
              fact: `${label} has no field that tells one message from another.`,
              remedy: `In Setup, Object Manager, ${label}, add a text field of ${KEY_LENGTH} characters or more, marked as external id and as unique.`,
            },
          ]
        : []),
    ],
  };
}

/** Why messages cannot be kept so. Null: they can. */
export function whyNotForMessages(
  { object, key, parent }: MessageObject,
  fit: FitForMessages,
): string | null {
  const [missing] = fit.missing;
  if (missing) return `${missing.fact} ${missing.remedy}`;
  if (!fit.keys.some(({ name }) => name === key)) {
    return `${key} of ${object} is no text that is an external id and unique.`;
  }
  if (!fit.parents.some(({ name }) => name === parent))
    return `${parent} of ${object} does not lead to Case.`;
  return null;
}
