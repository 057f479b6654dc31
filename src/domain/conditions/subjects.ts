import type { OwnCareData } from '../case-field.ts';
import { CARE_DATA } from '../mapping/care-data.ts';
import { bookOf, type CareBook, type CareDatum } from '../mapping/care-datum.ts';
import { ownCareData } from '../mapping/own-care-data.ts';
import type { Operator } from './condition.ts';

/** What decides which operators there are, and how values are given. */
export const SUBJECT_SORTS = ['choice', 'text', 'number', 'presence'] as const;
export type SubjectSort = (typeof SUBJECT_SORTS)[number];

/** Something of a case that a condition can ask about. Options of a choice may be the account's own. */
export interface Subject extends CareDatum {
  sort: SubjectSort;
}

/** The first is taken when nothing is chosen yet. */
export const OPERATORS_OF: Readonly<Record<SubjectSort, readonly Operator[]>> = {
  choice: ['is_any_of', 'is_none_of', 'is_set', 'is_not_set'],
  text: ['contains_any', 'contains_none', 'is_set', 'is_not_set'],
  number: ['at_least', 'at_most'],
  presence: ['is_set', 'is_not_set'],
};

/** Of the brand: its options are what the account has. */
export const PROFILE_SUBJECT = 'profile';

const PROFILE: CareDatum = {
  key: PROFILE_SUBJECT,
  kind: 'variable',
  label: 'Profile',
  type: 'choice',
  example: 'Acme Help on X',
  options: [],
  read: ({ profile }) => profile.id,
};

/** Of all Care data, what says something of the case and not of how it is escalated. */
const KEYS: readonly string[] = [
  'platform',
  PROFILE_SUBJECT,
  'case_priority',
  'case_status',
  'customer_latest_text',
  'customer_text',
  'sentiment',
  'language',
  'message_kind',
  'message_count',
  'author_handle',
  'customer_email',
  'linked_contact',
];

const SORT_OF_TYPE: Partial<Readonly<Record<CareDatum['type'], SubjectSort>>> = {
  choice: 'choice',
  choices: 'choice',
  text: 'text',
  long_text: 'text',
  email: 'text',
  number: 'number',
  date: 'presence',
  contact: 'presence',
};

const asSubject = (datum: CareDatum): Subject[] => {
  const sort = SORT_OF_TYPE[datum.type];
  return sort ? [{ ...datum, sort }] : [];
};

const SHARED = bookOf([...CARE_DATA, PROFILE]);
const OF_EVERY_ACCOUNT: readonly Subject[] = KEYS.flatMap((key) => {
  const datum = SHARED.datum(key);
  return datum ? asSubject(datum) : [];
});

/** All that an account can ask about, in the order people read it in. */
export const subjectBook = (own: OwnCareData): CareBook<Subject> =>
  bookOf([...OF_EVERY_ACCOUNT, ...ownCareData(own).flatMap(asSubject)]);
