import { z } from 'zod';
import type { LinkedContact } from '../../domain/contact.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { askVisible, visibleOf } from './ask-visible.ts';
import { followMerges } from './follow-merges.ts';
import type { SalesforcePort, SalesforceRequest } from './ports.ts';

export type ContactSight =
  /** The contact itself, or the one it was merged into. */
  | { kind: 'there'; contact: LinkedContact }
  /** In the recycle bin, and nothing took its place. */
  | { kind: 'deleted' }
  /** Deleted for good, or hidden from the token that looked. */
  | { kind: 'not_seen' }
  /** Could not be asked. */
  | { kind: 'unknown' };

/** In which org, and through whose eyes. */
export interface ContactQuestion
  extends Pick<
    SalesforceRequest,
    'accountId' | 'connectionId' | 'actingAgentId' | 'fallback' | 'deadlineMs'
  > {
  /** Left out: who asks does not know; then a contact that is found is not told to be a person account's. */
  hasPersonAccounts?: boolean;
}

const FIELDS = ['Id', 'Name', 'Email', 'Phone', 'AccountId', 'Account.Name'] as const;

/** What a query for contacts has to name for `contactOf`; an org without person accounts knows of none. */
export const contactFields = ({ hasPersonAccounts }: { hasPersonAccounts: boolean }): readonly string[] =>
  hasPersonAccounts ? [...FIELDS, 'IsPersonAccount'] : FIELDS;
export const ContactRow = z.object({
  Id: z.string(),
  Name: z.string(),
  // Left out: not for this user to see.
  Email: z.string().nullable().default(null),
  Phone: z.string().nullable().default(null),
  AccountId: z.string().nullish(),
  Account: z.object({ Name: z.string() }).nullable().default(null),
  IsPersonAccount: z.boolean().optional(),
});
const Found = z.object({
  records: z.array(ContactRow.extend({ IsDeleted: z.boolean(), MasterRecordId: z.string().nullable() })),
});

export const contactOf = (row: z.output<typeof ContactRow>): LinkedContact => ({
  id: row.Id,
  name: row.Name,
  email: row.Email,
  phone: row.Phone,
  // A person's account is the person again.
  accountName: row.IsPersonAccount ? null : (row.Account?.Name ?? null),
  personAccountId: row.IsPersonAccount ? (row.AccountId ?? null) : null,
});

/** What became of a contact: the recycle bin is searched too, and merges are followed. One call where it stands. */
export const findContact = (
  port: Pick<SalesforcePort, 'call'>,
  question: ContactQuestion,
  contactId: string,
): Promise<ContactSight> => followMerges(contactId, (id) => look(port, question, id));

async function look(
  port: Pick<SalesforcePort, 'call'>,
  { hasPersonAccounts = false, ...question }: ContactQuestion,
  id: string,
): Promise<ContactSight | { kind: 'merged'; into: string }> {
  const fields = [...contactFields({ hasPersonAccounts }), 'IsDeleted', 'MasterRecordId'];
  const found = await query(port, question, Found, (unseen) => {
    const seen = new Soql(visibleOf(fields, unseen).join(', '));
    return soql`SELECT ${seen} FROM Contact WHERE Id = ${id} LIMIT 1`;
  });
  if (!found) return { kind: 'unknown' };
  const [row] = found.records;
  if (!row) return { kind: 'not_seen' };
  if (!row.IsDeleted) return { kind: 'there', contact: contactOf(row) };
  if (row.MasterRecordId !== null) return { kind: 'merged', into: row.MasterRecordId };
  return row.AccountId ? lookAtAccount(port, question, row.AccountId) : { kind: 'deleted' };
}

const Accounts = z.object({ records: z.array(z.object({ MasterRecordId: z.string().nullable() })) });
const Ids = z.object({ records: z.array(z.object({ Id: z.string() })) });

/**
 * A person account is merged as an account, and takes its contact with it (SOAP API guide, `merge()`): should that name
 * no master of its own, the account does.
 */
async function lookAtAccount(
  port: Pick<SalesforcePort, 'call'>,
  question: ContactQuestion,
  accountId: string,
): Promise<ContactSight | { kind: 'merged'; into: string }> {
  const found = await query(
    port,
    question,
    Accounts,
    () => soql`SELECT MasterRecordId FROM Account WHERE Id = ${accountId} LIMIT 1`,
  );
  if (!found) return { kind: 'unknown' };
  const master = found.records[0]?.MasterRecordId ?? null;
  if (master === null) return { kind: 'deleted' };
  const person = () =>
    soql`SELECT Id FROM Contact WHERE AccountId = ${master} AND IsPersonAccount = true LIMIT 1`;
  const [contact] = (await query(port, question, Ids, person))?.records ?? [];
  return contact ? { kind: 'merged', into: contact.Id } : { kind: 'deleted' };
}

/** The recycle bin included. Null: nobody could say. */
async function query<Shape extends z.ZodType>(
  port: Pick<SalesforcePort, 'call'>,
  question: ContactQuestion,
  shape: Shape,
  queryOf: (unseen: ReadonlySet<string>) => Soql,
): Promise<z.output<Shape> | null> {
  const { accountId, connectionId, actingAgentId, fallback, deadlineMs } = question;
  const outcome = await askVisible((unseen) =>
    port.call({
      accountId,
      connectionId,
      actingAgentId,
      fallback,
      ...(deadlineMs !== undefined && { deadlineMs }),
      purpose: 'contact',
      method: 'GET',
      path: `/queryAll?q=${encodeURIComponent(queryOf(unseen).text)}`,
      records: 0,
    }),
  );
  return outcome?.kind === 'answered' ? (shape.safeParse(outcome.body).data ?? null) : null;
}
