import type {
  ContactShape,
  DuplicatesShape,
  LinkedContactShape,
  SuggestedContactShape,
} from '../../api/contacts.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import type { CaseFormField } from '../../domain/case-form.ts';
import type { Connection } from '../../domain/connection.ts';
import { isLinked, type LinkedContact } from '../../domain/contact.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { recordOfForm } from '../../domain/mapping/record-of-form.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import { PLATFORM_LABELS } from '../../domain/profile.ts';
import { bare } from '../../domain/suggest-contact.ts';
import { connectionOfCustomer } from '../storage/connection-of-customer.ts';
import { followContactLink } from '../storage/contact-follows.ts';
import { type Alike, linkedAlike, removeContactLink, saveContactLink } from '../storage/contact-link.ts';
import type { Tx } from '../storage/database.ts';
import { mappingForNew } from '../storage/mapping-version.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { type CaseInOrg, connected, inCase, person, shownContact, shownDuplicates } from './case-in-org.ts';
import { checkContactLink } from './check-contact-link.ts';
import {
  type ContactAsker,
  readContact,
  type SearchHints,
  searchContacts,
  suggestContacts,
} from './contacts.ts';
import { createContact } from './create-contact.ts';
import { draftAs, learnPersonAccounts } from './person-accounts.ts';
import { chosenOf, type DraftingDeps, draftRecord, formOf } from './record-form.ts';
import { writerOf } from './record-writer.ts';

export interface ContactDeskDeps extends DraftingDeps {
  port: SalesforcePort;
}

/** Fields and what is done although the org warns. */
export interface ContactRequest {
  fields: Readonly<Record<string, string | null>>;
  anyway: boolean;
  /** What it is to be; null: as the account has it. */
  as: ContactKind | null;
}

/** A contact as it would be made, and as what. */
export interface ContactForm {
  fields: CaseFormField[];
  actingUser: string;
  because: string | null;
  as: ContactKind;
  /** What it can be instead. */
  kinds: ContactKind[];
  /** Labels of what the mapping fills and this kind has not. */
  without: string[];
}

export type ContactAnswer = { contact: ContactShape } | { contact: null; duplicates: DuplicatesShape };

/** Who the customer of a case is in Salesforce: found, suggested, linked, created. */
export function createContactDesk(deps: ContactDeskDeps) {
  const { db, describes, port } = deps;

  const askedBy = (connection: Connection, actor: Actor): ContactAsker => ({
    port,
    connection,
    agentId: person(actor),
  });

  const link = (actor: Actor, { summary }: CaseInOrg, connection: Connection, contact: LinkedContact) =>
    db.forAccount(actor.accountId, async (tx) => {
      const linked = {
        accountId: actor.accountId,
        customerId: summary.customer.id,
        connectionId: connection.id,
        linkedBy: actingAgentId(actor),
      };
      await saveContactLink(tx, { ...linked, contact });
      await followContactLink(tx, deps, linked);
    });

  const draft = async (actor: Actor, caseId: string, as: ContactKind | null) => {
    const agentId = person(actor);
    const found = await inCase(db, actor, caseId, async (each) => each);
    const connection = await learnPersonAccounts(deps, connected(found.connection), agentId);
    const drafted = await db.forAccount(actor.accountId, (tx) =>
      draftRecord(tx, deps, { connection, object: 'Contact', caseId, agentId }),
    );
    return { ...found, ...(await draftAs(describes, drafted, as, agentId)) };
  };

  return {
    /** @param caseId looks where this case goes; left out: where cases of customers go who are linked nowhere. */
    async searchContacts(actor: Actor, search: string, caseId?: string): Promise<ContactShape[]> {
      const alike = { handle: bare(search), email: null, phone: null, besides: null };
      const find = async (connection: Connection | null, tx: Tx) => ({
        connection: connected(connection),
        hints: await hintsOf(tx, connected(connection), alike),
      });
      const { connection, hints } = await (caseId === undefined
        ? db.forAccount(actor.accountId, async (tx) => find(await connectionOfCustomer(tx, null), tx))
        : inCase(db, actor, caseId, (found, tx) => find(found.connection, tx)));
      const contacts = await searchContacts(askedBy(connection, actor), search, hints);
      return contacts.map((contact) => shownContact(connection, contact));
    },

    /** Nobody for a customer who is linked already. */
    async suggestContacts(actor: Actor, caseId: string): Promise<SuggestedContactShape[]> {
      const { connection, contact, customer, hints } = await inCase(db, actor, caseId, async (found, tx) => {
        const org = connected(found.connection);
        const { id, handle, email, phone, name } = found.summary.customer;
        const alike = { handle: bare(handle), email, phone, besides: id };
        return {
          ...found,
          connection: org,
          customer: { handle, email, phone, name },
          hints: await hintsOf(tx, org, alike),
        };
      });
      if (isLinked(contact)) return [];
      const suggested = await suggestContacts(askedBy(connection, actor), customer, hints);
      return suggested.map(({ reason, ...each }) => ({ ...shownContact(connection, each), reason }));
    },

    async linkContact(actor: Actor, caseId: string, contactId: string): Promise<ContactShape> {
      const found = await inCase(db, actor, caseId, async (each) => each);
      const connection = connected(found.connection);
      const contact = await readContact(askedBy(connection, actor), contactId);
      await link(actor, found, connection, contact);
      return shownContact(connection, contact);
    },

    /**
     * The linked contact as it stands in the org now; the link follows a merge. One that cannot be asked for stays as it
     * was known.
     */
    async checkContact(
      actor: Actor,
      caseId: string,
    ): Promise<{ contact: LinkedContactShape | null; followed: string | null }> {
      const { connection, contact } = await inCase(db, actor, caseId, async (each) => each);
      if (!connection || !contact) return { contact: null, followed: null };
      const checked = await checkContactLink(db, askedBy(connection, actor), contact);
      const followed = checked.id === contact.id ? null : contact.name;
      return { contact: shownContact(connection, checked), followed };
    },

    unlinkContact: (actor: Actor, caseId: string): Promise<void> =>
      inCase(db, actor, caseId, async ({ summary, connection }, tx) => {
        if (connection) await removeContactLink(tx, summary.customer.id, connection.id);
      }),

    /**
     * The contact as the saved mapping makes it of the customer.
     *
     * @param asked what it is to be; null: as the account has it.
     */
    async contactForm(actor: Actor, caseId: string, asked: ContactKind | null = null): Promise<ContactForm> {
      const agentId = person(actor);
      const { draft: drafted, left, as, kinds } = await draft(actor, caseId, asked);
      // Nothing of ours stands in a contact, and what the agent's own token is refused is theirs to hear.
      const { displayName, because } = await writerOf({ db, describes }, drafted.connection, {
        agentId,
        object: as === 'Contact' ? 'Contact' : 'Account',
        ours: [],
        fields: [],
        recordTypeId: as === 'Contact' ? null : drafted.mapping.recordTypeId,
      });
      const fields = await formOf(describes, drafted, agentId);
      const without = left.map(({ label }) => label);
      return { fields, actingUser: displayName, because, as, kinds, without };
    },

    /** @throws Problem when it may not be done, or Salesforce did not take it. */
    async createContact(actor: Actor, caseId: string, request: ContactRequest): Promise<ContactAnswer> {
      const found = await draft(actor, caseId, request.as);
      const { connection, mapping, facts } = found.draft;
      const form = await formOf(describes, found.draft, person(actor));
      const chosen = chosenOf(form, request.fields);
      // What the agent's own rights leave out of the form is left out of the record.
      const shown = new Set(form.map(({ name }) => name));
      const values = evaluate(mapping.fields, facts).filter(({ field }) => shown.has(field));
      const fields = recordOfForm(values, chosen, mapping.recordTypeId);
      const made = await createContact(
        askedBy(connection, actor),
        found.as,
        fields,
        request.anyway,
        deps.now(),
      );
      if (made.kind === 'duplicates') {
        return { contact: null, duplicates: shownDuplicates(connection, made.duplicates) };
      }
      await link(actor, found, connection, made.contact);
      return { contact: shownContact(connection, made.contact) };
    },
  };
}

/** Where handles are kept, and who is linked who looks the same. */
async function hintsOf(tx: Tx, { id }: Connection, alike: Alike): Promise<SearchHints> {
  const { fields } = await mappingForNew(tx, id, 'Contact');
  const handleFields = fields.flatMap(({ field, type, source }) =>
    source.kind === 'dynamic' && source.data === 'author_handle' && SEARCHABLE.has(type) ? [field] : [],
  );
  const linked = await linkedAlike(tx, id, alike);
  return {
    handleFields,
    linked: new Map(
      [...linked].map(([contactId, { handle, platform }]) => [
        contactId,
        `Linked to @${bare(handle)} on ${PLATFORM_LABELS[platform]}`,
      ]),
    ),
  };
}

/** SOQL compares these; a long text it does not. */
const SEARCHABLE: ReadonlySet<string> = new Set(['string', 'url', 'phone', 'email']);
