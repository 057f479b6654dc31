/** What Care knows of a customer that a contact may have, too. */
export interface Wanted {
  name: string;
  email: string | null;
  phone: string | null;
  handle: string;
}

/** What an org's contact is compared by. */
export interface ComparedContact {
  name: string;
  email: string | null;
  phones: readonly (string | null)[];
  /** Of the fields that the mapping keeps the author's handle in. */
  handles: readonly (string | null)[];
}

/** A part of a number this short says nothing. */
export const FEWEST_DIGITS = 4;
/** Without the country's code, which is written in one place and left out in the other. */
const TELLING_DIGITS = 8;

/** Why a contact may be the customer, the surest reason first. Null: nothing speaks for it. */
export function whySuggested(wanted: Wanted, contact: ComparedContact): string | null {
  if (isSame(wanted.email, contact.email)) return 'Same e-mail address';
  if (contact.phones.some((phone) => isSameNumber(wanted.phone, phone))) return 'Same phone number';
  if (contact.handles.some((handle) => isSame(bare(wanted.handle), handle && bare(handle)))) {
    return 'Same handle';
  }
  return isSame(wanted.name, contact.name) ? 'Same name' : null;
}

/** The order in which they are offered: by how much the reason says. */
export const bySurest = (one: { reason: string }, other: { reason: string }): number =>
  rankOf(one.reason) - rankOf(other.reason);

const SURENESS = ['Same e-mail address', 'Same phone number', 'Same handle', 'Linked to', 'Same name'];
const rankOf = (reason: string): number => SURENESS.findIndex((each) => reason.startsWith(each));

export const digitsOf = (text: string | null): string => (text ?? '').replace(/\D/g, '');

/** The digits by which a number is looked for; '' when there are too few to tell. */
export const tellingDigits = (phone: string | null): string => {
  const digits = digitsOf(phone).slice(-TELLING_DIGITS);
  return digits.length < FEWEST_DIGITS ? '' : digits;
};

/** A handle without its sign. */
export const bare = (handle: string): string => handle.trim().replace(/^@/, '');

const isSame = (one: string | null, other: string | null): boolean =>
  !!one && !!other && one.trim().toLowerCase() === other.trim().toLowerCase();

function isSameNumber(one: string | null, other: string | null): boolean {
  const digits = tellingDigits(one);
  return digits !== '' && digitsOf(other).endsWith(digits);
}
