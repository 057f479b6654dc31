import type { LinkableCase } from '../../api/embed.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { objectOfRecord } from '../../domain/salesforce-names.ts';
import { Problem } from '../problem.ts';
import { permitCase, seesAll } from './case-sight.ts';
import type { EmbedBond } from './embed-scope.ts';
import type { CarePorts } from './ports.ts';

/** A connection as far as asking its org about a record goes. */
export interface AskedConnection {
  id: string;
  accountId: string;
}

export interface EmbedLinkPorts {
  canReadRecord(connection: AskedConnection, userId: string, recordId: string): Promise<boolean | null>;
  /** Null: Salesforce cannot be asked now. */
  peopleOfRecord(
    connection: AskedConnection,
    recordId: string,
  ): Promise<{ contactId: string | null; emails: string[] } | null>;
  /** @returns whether it stands in Salesforce now; false: it will be written by itself. @throws Problem */
  link(request: {
    accountId: string;
    connectionId: string;
    caseId: string;
    recordId: string;
    agentId: string;
  }): Promise<boolean>;
}

const FEWEST_CHARACTERS = 2;
const CASE_NUMBER = /^#?\d{1,12}$/;

export interface Linkable {
  record: { recordId: string; object: 'Case' | 'Lead' };
  suggested: LinkableCase[];
  found: LinkableCase[];
}

/** Care cases that may belong to the record of a page: those of its person, and those a search finds. */
export async function listLinkable(
  care: CarePorts,
  ports: EmbedLinkPorts,
  actor: Actor,
  bond: EmbedBond,
  query: string,
): Promise<Linkable> {
  const record = recordOf(bond);
  const connection = { id: bond.connectionId, accountId: actor.accountId };
  const people = await ports.peopleOfRecord(connection, record.recordId);
  const searches = query.length >= FEWEST_CHARACTERS || CASE_NUMBER.test(query);
  const sight = seesAll(actor) ? null : actingAgentId(actor);
  return care.inAccount(actor.accountId, async (store) => ({
    record,
    suggested: people ? await store.linkableOfPeople(bond.connectionId, people, sight) : [],
    found: searches ? await store.linkableBySearch(query, sight) : [],
  }));
}

/**
 * Links a Care case to the record of the page, for the agent whose Salesforce user may read it now.
 *
 * @throws Problem
 */
export async function linkRecord(
  care: CarePorts,
  ports: EmbedLinkPorts,
  actor: Actor,
  bond: EmbedBond,
  caseId: string,
) {
  const { recordId } = recordOf(bond);
  const agentId = actingAgentId(actor);
  if (agentId === null || bond.salesforceUserId === null) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  const { accountId } = actor;
  const { connectionId } = bond;
  await permitCase(care, actor, caseId);
  const allowed = await ports.canReadRecord({ id: connectionId, accountId }, bond.salesforceUserId, recordId);
  if (allowed === null) throw new Problem('SALESFORCE_UNAVAILABLE');
  if (!allowed) throw new Problem('EMBED_RECORD_FORBIDDEN');
  const written = await ports.link({ accountId, connectionId, caseId, recordId, agentId });
  return { caseId, recordId, written };
}

function recordOf({ recordId }: EmbedBond): Linkable['record'] {
  const object = recordId === null ? null : objectOfRecord(recordId);
  if (recordId === null || object === null) {
    throw new Problem('EMBED_SCOPE_INSUFFICIENT', 'A Care case is linked to a case or a lead.');
  }
  return { recordId, object };
}
