import type { FieldSchema } from '../core.ts';
import type { Json } from '../state/journal-entry.ts';
import { derived, field, readOnly, reference } from './fields.ts';
import type { LoadedObject } from './load-schema.ts';

/** Table of facts: there is one in it once an admin has enabled them, which cannot be taken back (Help, "Enable Person Accounts"). */
export const PERSON_ACCOUNTS = 'person-accounts';

export const hasPersonAccounts = (facts: { facts(table: string): Iterable<[string, Json]> }): boolean =>
  [...facts.facts(PERSON_ACCOUNTS)].length > 0;

/** On both records under one name, so that a person account has them once. */
export const SHARED_WITH_CONTACT = ['OwnerId', 'Phone', 'Description'] as const;

const NAME_PARTS = ['LastName', 'FirstName', 'Salutation'];
/** Fields of a contact that Account shows under `Person…` (Object Reference, Account, "IsPersonAccount Fields"). */
const PREFIXED = ['Email', 'MobilePhone', 'Title', 'LeadSource'];

/** The object's fields in an org with person accounts. */
export function personFields(object: LoadedObject, objects: readonly LoadedObject[]): readonly FieldSchema[] {
  switch (object.name) {
    case 'Account': {
      const contact = objects.find(({ name }) => name === 'Contact');
      return [...object.fields, ...ACCOUNT_FIELDS, ...(contact?.fields ?? []).flatMap(asPersonField)];
    }
    case 'Contact':
      return [...object.fields, derived('IsPersonAccount', 'boolean')];
    case 'Lead':
      // Only a lead without a company becomes a person account (Help 000005220).
      return object.fields.map((each) => (each.name === 'Company' ? { ...each, required: false } : each));
    case 'RecordType':
      return [...object.fields, field('IsPersonType', 'boolean')];
    default:
      return object.fields;
  }
}

const ACCOUNT_FIELDS: readonly FieldSchema[] = [
  derived('IsPersonAccount', 'boolean'),
  readOnly(reference('PersonContactId', ['Contact'])),
];

/** A custom field of Contact is there as `X__pc` (Change Data Capture guide, "Creating and Undeleting a Person Account"). */
function asPersonField(ofContact: FieldSchema): FieldSchema[] {
  const { name } = ofContact;
  const own = { ...ofContact, personOf: name, childRelationshipName: null };
  if (NAME_PARTS.includes(name)) return [own];
  if (ofContact.custom) {
    const relationshipName = ofContact.relationshipName?.replace(/__r$/, '__pr') ?? null;
    return [{ ...own, name: name.replace(/__c$/, '__pc'), relationshipName }];
  }
  return PREFIXED.includes(name) || name.startsWith('Mailing') ? [{ ...own, name: `Person${name}` }] : [];
}
