/** A Salesforce contact as far as Care shows it. */
export interface LinkedContact {
  /** 18 characters. */
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  accountName: string | null;
  /** Of a person account, the account whose one contact this is; null: a contact of its own. */
  personAccountId: string | null;
}

/** `deleted`: in the recycle bin, and nothing took its place; `not_seen`: deleted for good, or hidden from everybody asked. */
export const WHY_MISSING = ['deleted', 'not_seen'] as const;
export type WhyMissing = (typeof WHY_MISSING)[number];

/** The contact a customer is linked to, as it looked when the org was last asked. */
export interface ContactLink extends LinkedContact {
  /** Null: it stands. */
  missing: WhyMissing | null;
}

/** Whether a new record can belong to the contact. One that is only not seen may well be there. */
export const isLinked = (link: ContactLink | null): boolean => link !== null && link.missing !== 'deleted';
