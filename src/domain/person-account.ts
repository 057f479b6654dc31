import type { MappedField } from './mapping/mapped-field.ts';
import type { SchemaField } from './mapping/schema.ts';

/**
 * What a new contact is made as. A person account is an account and its one contact in a single record: it is written
 * as an Account, and its contact is what cases belong to (SOAP API guide, "Person Account Record Types").
 */
export const CONTACT_KINDS = ['Contact', 'PersonAccount'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

const KIND_WORDS: Readonly<Record<ContactKind, string>> = {
  Contact: 'Contact',
  PersonAccount: 'Person account',
};
/** @param kind null: nobody has chosen. */
export const kindInWords = (kind: ContactKind | null): string =>
  kind === null ? 'As the mapping fits' : KIND_WORDS[kind];

/** An org has person accounts when its contacts say whether they are one's (Object Reference, Contact, `IsPersonAccount`). */
export const hasPersonAccounts = (contact: readonly Pick<SchemaField, 'name'>[]): boolean =>
  contact.some(({ name }) => name === 'IsPersonAccount');

/** What of Contact an account has under the same name (Object Reference, Account, "IsPersonAccount Fields"). */
const SAME_NAME: ReadonlySet<string> = new Set([
  'Name',
  'FirstName',
  'MiddleName',
  'LastName',
  'Suffix',
  'Salutation',
  'Phone',
  'Fax',
  'Description',
]);

/**
 * The field of Account that a person's field of Contact is written by: `Email` by `PersonEmail`, a custom `X__c` by
 * `X__pc`. Null: a person account has none.
 */
export function personFieldOf(contactField: string, account: readonly SchemaField[]): SchemaField | null {
  const name = SAME_NAME.has(contactField)
    ? contactField
    : contactField.endsWith('__c')
      ? contactField.replace(/__c$/, '__pc')
      : `Person${contactField}`;
  return account.find((field) => field.name === name) ?? null;
}

/** The other way: the field of Contact by which one of Account is written. Null: accounts alone have it. */
export function contactFieldOf(accountField: string): string | null {
  if (SAME_NAME.has(accountField)) return accountField;
  if (accountField.endsWith('__pc')) return accountField.replace(/__pc$/, '__c');
  return /^Person[A-Z]/.test(accountField) ? accountField.slice('Person'.length) : null;
}

/** The mapping of Contact as a person account takes it, and what of it has no place there. */
export function asPersonMapping(
  mapping: readonly MappedField[],
  account: readonly SchemaField[],
): { fields: MappedField[]; left: MappedField[] } {
  const fields: MappedField[] = [];
  const left: MappedField[] = [];
  for (const mapped of mapping) {
    const field = personFieldOf(mapped.field, account);
    if (!field) left.push(mapped);
    else fields.push({ ...mapped, field: field.name, by: mapped.by && relatedBy(mapped.by, field) });
  }
  return { fields, left };
}

const relatedBy = (by: NonNullable<MappedField['by']>, field: SchemaField): MappedField['by'] =>
  field.relationshipName === null ? by : { ...by, relationship: field.relationshipName };

/**
 * A lead without a company becomes a person account when it is converted, so that an org with them takes one (Object
 * Reference, Lead, `Company`; Help 000005220). Its describe need not say so.
 */
export const asLeadSchema = (lead: readonly SchemaField[]): SchemaField[] =>
  lead.map((field) => (field.name === COMPANY ? { ...field, nillable: true } : field));

export const COMPANY = 'Company';

/**
 * Account's fields as a person account takes them: its name is made of the person's, whose last name it needs. A
 * describe tells what both kinds of account have.
 */
export const asPersonSchema = (account: readonly SchemaField[]): SchemaField[] =>
  account.map((field) => {
    if (field.name === 'Name') return { ...field, createable: false };
    return field.name === 'LastName' ? { ...field, nillable: false } : field;
  });
