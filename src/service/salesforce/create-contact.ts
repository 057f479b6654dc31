import { z } from 'zod';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import { withRelationships } from '../../domain/mapping/record-of.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import { Problem } from '../problem.ts';
import type { SalesforceOutcome } from '../sync/ports.ts';
import { type ContactAsker, readContacts } from './contacts.ts';
import { justCreated } from './just-created.ts';
import { type FoundDuplicates, readMatches } from './matching-records.ts';
import { answered } from './outcome-problem.ts';

export type ContactCreation =
  | { kind: 'created'; contact: LinkedContact }
  | { kind: 'duplicates'; duplicates: FoundDuplicates };

/**
 * Once, as far as can be told without a key: what the same user made of the same person a moment ago is told first, and a
 * try whose answer is lost is looked for.
 *
 * @param anyway although a rule of the org warns of duplicates, or it was made a moment ago; a rule that blocks still does.
 * @throws Problem when Salesforce did not take it.
 */
export async function createContact(
  asker: ContactAsker,
  as: ContactKind,
  fields: CaseFields,
  anyway: boolean,
  now: Date,
): Promise<ContactCreation> {
  const { port, connection, agentId } = asker;
  const earlier = await justCreated(asker, as, fields, now);
  const [latest] = earlier;
  if (latest && !anyway) {
    const records = earlier.map((contact) => ({ ...contact, object: 'Contact' as const }));
    const fact = `You created this ${latest.personAccountId === null ? 'contact' : 'person account'} in the last minutes.`;
    return { kind: 'duplicates', duplicates: { fact, allowed: true, records, unseen: 0 } };
  }
  const outcome = await port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: agentId,
    fallback: 'none',
    purpose: 'contact',
    method: 'POST',
    path: as === 'Contact' ? '/sobjects/Contact' : '/sobjects/Account',
    // Duplicates are told as the agent may see them; only a rule that warns can be passed by.
    headers: { 'sforce-duplicate-rule-header': `allowSave=${anyway}; runAsCurrentUser=true` },
    body: withRelationships(fields),
    records: 1,
  });
  if (outcome.kind === 'unknown') {
    const known = new Set(earlier.map(({ id }) => id));
    const made = (await justCreated(asker, as, fields, now)).find(({ id }) => !known.has(id));
    if (made) return { kind: 'created', contact: made };
  }
  const found = duplicatesIn(outcome);
  if (found) {
    const { ids, ...duplicates } = found;
    return { kind: 'duplicates', duplicates: { ...duplicates, ...(await readMatches(asker, ids)) } };
  }
  const { id } = z.object({ id: z.string() }).parse(answered(outcome).body);
  return {
    kind: 'created',
    contact: as === 'Contact' ? contactOf(id, fields) : await contactOfPerson(asker, id),
  };
}

/**
 * The contact that came with a person account (SOAP API guide, "Person Account Record Types"). Without an answer it
 * stands all the same, and is told as just created when it is asked for again.
 */
async function contactOfPerson(asker: ContactAsker, accountId: string): Promise<LinkedContact> {
  const [contact] = await readContacts(asker, [], [accountId]);
  if (!contact) throw new Problem('SALESFORCE_REFUSED', 'You see no contact of the new person account.');
  return contact;
}

function duplicatesIn(outcome: SalesforceOutcome): { fact: string; allowed: boolean; ids: string[] } | null {
  const error = outcome.kind === 'refused' ? outcome.errors.find(({ duplicates }) => duplicates) : undefined;
  if (!error?.duplicates) return null;
  const { allowSave, recordIds } = error.duplicates;
  return { fact: error.message, allowed: allowSave, ids: recordIds };
}

const contactOf = (id: string, { FirstName, LastName, Email, Phone }: CaseFields): LinkedContact => ({
  id,
  name: [FirstName, LastName].filter(isText).join(' '),
  email: isText(Email) ? Email : null,
  phone: isText(Phone) ? Phone : null,
  accountName: null,
  personAccountId: null,
});

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
