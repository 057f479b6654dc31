import { expect, test } from 'vitest';
import { watchedFields } from './watched-fields.ts';

const FORM = ['FirstName', 'LastName', 'Email', 'MailingCity', 'OtherCity', 'Title'];

test.each([
  [['Email'], ['Email']],
  [['Name'], ['FirstName', 'LastName']],
  [
    ['MailingAddress', 'Title'],
    ['MailingCity', 'Title'],
  ],
  [['Phone'], []],
  [[], FORM],
])('of rules that compare %j the form watches %j', (named, watched) => {
  expect(watchedFields(FORM, named)).toEqual(watched);
});
