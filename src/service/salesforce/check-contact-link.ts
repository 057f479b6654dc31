import type { ContactLink } from '../../domain/contact.ts';
import { markContactMissing, moveContactLinks } from '../storage/contact-link.ts';
import type { Database } from '../storage/database.ts';
import { type ContactSight, findContact } from '../sync/find-contact.ts';
import type { ContactAsker } from './contacts.ts';

/** Somebody looks at it, and it is shown as it was known meanwhile. */
const DEADLINE_MS = 5_000;

/** The linked contact as the org shows it now, with every link to it brought up to date. */
export async function checkContactLink(
  db: Database,
  asker: ContactAsker,
  link: ContactLink,
): Promise<ContactLink> {
  const { accountId, id: connectionId } = asker.connection;
  const sight = await sightOf(asker, link.id);
  switch (sight.kind) {
    case 'unknown':
      return link;
    case 'there': {
      const { contact } = sight;
      await db.forAccount(accountId, (tx) =>
        moveContactLinks(tx, { accountId, connectionId, from: link.id, contact }),
      );
      return { ...contact, missing: null };
    }
    default:
      await db.forAccount(accountId, (tx) => markContactMissing(tx, connectionId, link.id, sight.kind));
      return { ...link, missing: sight.kind };
  }
}

/** What the agent may not see, the org's default user may: it is not missing then. */
async function sightOf(
  { port, connection, agentId }: ContactAsker,
  contactId: string,
): Promise<ContactSight> {
  const { accountId, id: connectionId, hasPersonAccounts } = connection;
  const question = { accountId, connectionId, hasPersonAccounts, deadlineMs: DEADLINE_MS };
  const own = await findContact(port, { ...question, actingAgentId: agentId, fallback: 'none' }, contactId);
  if (own.kind !== 'not_seen') return own;
  const byDefault = await findContact(
    port,
    { ...question, actingAgentId: null, fallback: 'default' },
    contactId,
  );
  // It stands, and only this agent may not see it: nothing is known anew.
  return byDefault.kind === 'there' && byDefault.contact.id === contactId ? { kind: 'unknown' } : byDefault;
}
