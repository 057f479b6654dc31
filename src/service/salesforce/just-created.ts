import { z } from 'zod';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { ContactRow, contactFields, contactOf } from '../sync/find-contact.ts';
import { askContacts, type ContactAsker } from './contacts.ts';
import { answered } from './outcome-problem.ts';

/** Longer than anybody presses again for a contact whose creation was never answered, clocks apart included. */
const WINDOW_MS = 15 * 60_000;
const Created = z.object({ records: z.array(ContactRow.extend({ CreatedById: z.string() })) });

/**
 * Contacts of the same name, e-mail and phone that the user who is about to create one has created within the last
 * minutes, newest first, those of person accounts among them, whatever it is to be now. A contact carries no key of ours, so that this is how a try whose answer was lost is found.
 *
 * @throws Problem when the org does not answer.
 */
export async function justCreated(
  asker: ContactAsker,
  as: ContactKind,
  fields: CaseFields,
  now: Date,
): Promise<LinkedContact[]> {
  const told = TELLING.flatMap((name) => {
    const value = fields[as === 'PersonAccount' && name === 'Email' ? 'PersonEmail' : name];
    return typeof value === 'string' && value !== '' ? [soql`${new Soql(name)} = ${value}`.text] : [];
  });
  if (told.length === 0) return [];
  const since = new Date(now.getTime() - WINDOW_MS).toISOString();
  const query = new Soql(
    `SELECT ${contactFields(asker.connection).join(', ')}, CreatedById FROM Contact WHERE ${told.join(' AND ')} AND CreatedDate >= ${since} ORDER BY CreatedDate DESC LIMIT 20`,
  );
  const { body, tokenOwner } = answered(await askContacts(asker, query));
  return Created.parse(body)
    .records.filter(({ CreatedById }) => CreatedById === tokenOwner.salesforceUserId)
    .map(contactOf);
}

const TELLING = ['LastName', 'FirstName', 'Email', 'Phone'] as const;
