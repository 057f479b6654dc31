import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import { asPersonMapping, type ContactKind, hasPersonAccounts } from '../../domain/person-account.ts';
import { Problem } from '../problem.ts';
import { changeConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import type { DescribeCache } from './describe-cache.ts';
import type { DescribedObject } from './described-object.ts';
import type { RecordDraft } from './record-form.ts';

/** `IsPersonType` is there only where person accounts are (Object Reference, RecordType). A describe does not tell it. */
const PERSON_TYPES =
  "SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND IsPersonType = true AND IsActive = true";
const Types = z.object({ records: z.array(z.object({ Id: z.string() })) });
/** The one every org with person accounts begins with. */
const FIRST_TYPE = 'PersonAccount';

/** Sees whether the org has person accounts by now, and keeps it. What may not be seen is left as it was known. */
export async function learnPersonAccounts(
  { db, describes }: { db: Database; describes: DescribeCache },
  connection: Connection,
  agentId: string | null,
): Promise<Connection> {
  if (connection.hasPersonAccounts) return connection;
  const seen = await describes.describe(connection, agentId, 'Contact').catch((error: unknown) => {
    if (error instanceof Problem) return [];
    throw error;
  });
  if (!hasPersonAccounts(seen)) return connection;
  const learnt = { hasPersonAccounts: true };
  await db.forAccount(connection.accountId, (tx) => changeConnection(tx, connection.id, learnt));
  return { ...connection, ...learnt };
}

/** The record type of the person accounts that a user creates; null: they can create none. */
export async function personTypeOf(
  describes: DescribeCache,
  connection: Connection,
  agentId: string | null,
): Promise<string | null> {
  if (!connection.hasPersonAccounts) return null;
  try {
    const { createable, types } = await readPersonTypes(describes, connection, agentId);
    const able = types.filter(({ available }) => available);
    return createable ? (usualOf(able)?.recordTypeId ?? null) : null;
  } catch (error) {
    // Who may not see accounts creates none.
    if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED') return null;
    throw error;
  }
}

/** Developer name of the one that a connected user should have; null: nobody can say. */
export async function personTypeNameOf(
  describes: DescribeCache,
  connection: Connection,
): Promise<string | null> {
  const found = await readPersonTypes(describes, connection, null).catch((error: unknown) => {
    if (error instanceof Problem) return null;
    throw error;
  });
  return (found && usualOf(found.types)?.developerName) ?? null;
}

type RecordType = DescribedObject['recordTypes'][number];

const usualOf = (types: readonly RecordType[]): RecordType | undefined =>
  types.find(({ defaultRecordTypeMapping }) => defaultRecordTypeMapping) ??
  types.find(({ developerName }) => developerName === FIRST_TYPE) ??
  types[0];

async function readPersonTypes(describes: DescribeCache, connection: Connection, agentId: string | null) {
  const path = `/query?q=${encodeURIComponent(PERSON_TYPES)}`;
  const [persons, account] = await Promise.all([
    describes.read(connection, agentId, path, (body) => Types.parse(body).records),
    describes.describeObject(connection, agentId, 'Account'),
  ]);
  const ids = new Set(persons.value.map(({ Id }) => Id));
  const { createable, recordTypes } = account.value;
  return { createable, types: recordTypes.filter(({ recordTypeId }) => ids.has(recordTypeId)) };
}

/** What a new contact can be made as, and is unless somebody chooses otherwise. */
export interface ContactKinds {
  kinds: ContactKind[];
  preset: ContactKind;
  personType: string | null;
}

/** By the account's own choice; else a person, where one can be created and the mapping puts it into no company. */
export async function contactKindsOf(
  describes: DescribeCache,
  { connection, mapping }: Pick<RecordDraft, 'connection' | 'mapping'>,
  agentId: string | null,
): Promise<ContactKinds> {
  const personType = await personTypeOf(describes, connection, agentId);
  if (personType === null) return { kinds: ['Contact'], preset: 'Contact', personType };
  const inCompany = mapping.fields.some(({ field }) => field === 'AccountId');
  const preset = connection.contactsAs ?? (inCompany ? 'Contact' : 'PersonAccount');
  return { kinds: ['PersonAccount', 'Contact'], preset, personType };
}

/** A draft of a contact as the person account it is to be, with what of its mapping has no place there. */
export async function asPersonDraft(
  describes: DescribeCache,
  draft: RecordDraft,
  personType: string,
  agentId: string | null,
): Promise<{ draft: RecordDraft; left: MappedField[] }> {
  const account = await describes.describe(draft.connection, agentId, 'Account');
  const { fields, left } = asPersonMapping(draft.mapping.fields, account);
  const mapping = { ...draft.mapping, fields, recordTypeId: personType };
  return { draft: { ...draft, object: 'Account', mapping }, left };
}

/**
 * A draft of a contact as the kind that is asked for.
 *
 * @throws Problem VALIDATION_FAILED for a person account that the agent cannot create.
 */
export async function draftAs(
  describes: DescribeCache,
  draft: RecordDraft,
  asked: ContactKind | null,
  agentId: string,
): Promise<{ draft: RecordDraft; left: MappedField[]; as: ContactKind; kinds: ContactKind[] }> {
  const { kinds, preset, personType } = await contactKindsOf(describes, draft, agentId);
  const as = asked ?? preset;
  if (as === 'Contact') return { draft, left: [], as, kinds };
  if (personType !== null)
    return { ...(await asPersonDraft(describes, draft, personType, agentId)), as, kinds };
  throw new Problem('VALIDATION_FAILED', 'You cannot create person accounts in this org.', {
    errors: [{ path: 'as', fact: 'Create a contact instead.' }],
  });
}
