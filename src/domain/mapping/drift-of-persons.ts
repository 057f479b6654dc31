import { asPersonMapping, contactFieldOf } from '../person-account.ts';
import type { Drift, SeenSchema } from './drift.ts';
import type { KeptSchema } from './kept-schema.ts';
import { type MappedField, mayBeEmpty } from './mapped-field.ts';
import { isRequired } from './schema.ts';

/** How an alarm under the mapping of Contact names a field of Account. */
export const ofAccount = (field: string): string => `Account.${field}`;

/** What a new contact must have since, where it becomes a person account: the mapping of Contact fills that too. */
export function driftOfPersons(
  { personsRequired }: KeptSchema,
  { persons }: SeenSchema,
  mapping: readonly MappedField[],
): Drift[] {
  if (!persons || !personsRequired) return [];
  const before = new Set(personsRequired);
  const { fields: mapped } = asPersonMapping(mapping, persons);
  const sources = new Map(mapped.map(({ field, source }) => [field, source]));
  const hasName = sources.has('Name');
  return persons
    .filter((field) => isRequired(field) && !before.has(field.name))
    .filter(({ name }) => !(hasName && (name === 'LastName' || name === 'FirstName')))
    .flatMap(({ name, label }): Drift[] => {
      const drift = {
        kind: 'field_required',
        subject: ofAccount(name),
        label: `${label} of Account`,
        now: 'required',
      } as const;
      const source = sources.get(name);
      if (source && !mayBeEmpty(source)) return [];
      if (source) {
        return [
          {
            ...drift,
            severity: 'warning',
            fact: 'Salesforce requires it of person accounts now: a customer who has nothing there would be refused.',
            remedy: 'Map something that every case has, or give a fixed value.',
          },
        ];
      }
      const field = contactFieldOf(name);
      const mend =
        field === null
          ? 'Let a Salesforce admin give it a default value: a mapping of Contact does not reach it.'
          : `Map ${field}, or give a fixed value.`;
      return [
        {
          ...drift,
          severity: 'refusal',
          fact: 'Salesforce requires it of person accounts now, and nothing is mapped to it.',
          remedy: `${mend} Until then the agent is asked.`,
        },
      ];
    });
}
