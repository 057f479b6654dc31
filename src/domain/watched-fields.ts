/**
 * Which fields of a form the org's duplicate rules look at. A rule names the fields of its matching rules, compound ones
 * as a whole; one that names none is taken to look at all.
 */
export function watchedFields(form: readonly string[], named: readonly string[]): string[] {
  if (named.length === 0) return [...form];
  const names = new Set(named);
  return form.filter(
    (field) =>
      names.has(field) ||
      (names.has('Name') && PARTS_OF_NAME.has(field)) ||
      [...names].some((name) => isPartOfAddress(field, name)),
  );
}

const PARTS_OF_NAME: ReadonlySet<string> = new Set(['FirstName', 'MiddleName', 'LastName', 'Suffix']);
const PARTS_OF_ADDRESS = /(Street|City|State|StateCode|PostalCode|Country|CountryCode)$/;

/** `MailingCity` of `MailingAddress`, `City` of `Address`. */
const isPartOfAddress = (field: string, name: string): boolean =>
  name.endsWith('Address') &&
  PARTS_OF_ADDRESS.test(field) &&
  field.replace(PARTS_OF_ADDRESS, '') === name.slice(0, -'Address'.length);
