import { z } from 'zod';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { askVisible, visibleOf } from '../sync/ask-visible.ts';
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
    const fits = (given: string) => soql`${new Soql(name)} = ${given}`.text;
    return typeof value === 'string' && value !== '' ? [{ name, fits: fits(value) }] : [];
  });
  const since = new Date(now.getTime() - WINDOW_MS).toISOString();
  const outcome = await askVisible((unseen) => {
    const seen = visibleOf([...contactFields(asker.connection), 'CreatedById'], unseen).join(', ');
    const where = told.filter(({ name }) => !unseen.has(name)).map(({ fits }) => fits);
    if (where.length === 0) return null;
    const query = `SELECT ${seen} FROM Contact WHERE ${where.join(' AND ')} AND CreatedDate >= ${since} ORDER BY CreatedDate DESC LIMIT 20`;
    return askContacts(asker, new Soql(query));
  });
  if (outcome === null) return [];
  const { body, tokenOwner } = answered(outcome);
  return Created.parse(body)
    .records.filter(({ CreatedById }) => CreatedById === tokenOwner.salesforceUserId)
    .map(contactOf);
}

const TELLING = ['LastName', 'FirstName', 'Email', 'Phone'] as const;
