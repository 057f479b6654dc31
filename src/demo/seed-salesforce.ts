import type { SimulatedOrg } from '../simulator/core.ts';
import type { AgentClient } from './agent-client.ts';
import { connectOrg } from './connect-org.ts';
import { INES, JONAS, PRIYA } from './people.ts';

/** Whose case is in Salesforce from the start. */
const ESCALATED_CUSTOMER = 'maya_lindq';
const ESCALATION_DEADLINE_MS = 20_000;

interface Connection {
  id: string;
  statusSync: 'none' | 'automated' | 'bidirectional';
  users: { username: string; isDefault: boolean }[];
}

interface Agents {
  ines: AgentClient;
  jonas: AgentClient;
  priya: AgentClient;
}

/** Connects the org once: Ines's token is the default, Jonas has his own, Priya is linked by Ines. */
export async function seedConnection(careUrl: string, org: SimulatedOrg, agents: Agents): Promise<void> {
  const connections = async () =>
    (await agents.ines.get<{ connections: Connection[] }>('/v1/salesforce/connections')).connections;
  const [before] = await connections();
  if (!before) await connectOrg(careUrl, agents.ines, INES.email, null);
  const [connection] = await connections();
  if (!connection) throw new Error('The org was connected, and there is no connection.');
  const path = `/v1/salesforce/connections/${connection.id}`;

  if (!connection.users.some(({ username }) => username === JONAS.email)) {
    await connectOrg(careUrl, agents.jonas, JONAS.email, connection.id);
  }
  if (connection.statusSync === 'none') {
    await agents.ines.put(`${path}/status-sync`, { mode: 'bidirectional' });
  }
  const priya = org.core.users.byUsername(PRIYA.email);
  if (!priya) throw new Error(`The org has no user ${PRIYA.email}.`);
  await agents.ines.put(`${path}/identity-links/${priya.id}`, { agentId: agents.priya.agentId });
}

interface ListedCase {
  id: string;
  customer: { handle: string; name: string; email: string | null };
  escalation: { state: string } | null;
}

/** Creates one Salesforce case, so that the org's pages have something to show. */
export async function seedEscalation({ jonas }: Agents, log: (line: string) => void): Promise<void> {
  const find = async () => {
    const { cases } = await jonas.get<{ cases: ListedCase[] }>('/v1/cases?view=inbox&limit=200');
    return cases.find(({ customer }) => customer.handle === ESCALATED_CUSTOMER);
  };
  const found = await find();
  if (!found || found.escalation) return;
  const path = `/v1/cases/${found.id}/salesforce`;
  await linkContact(jonas, path, found);
  await jonas.post(`${path}/cases`, {}, `demo-escalate-${found.id}`);

  const deadline = Date.now() + ESCALATION_DEADLINE_MS;
  while ((await find())?.escalation?.state !== 'created') {
    if (Date.now() > deadline) return log('The first Salesforce case is still on its way.');
    await new Promise((done) => setTimeout(done, 150));
  }
}

async function linkContact(jonas: AgentClient, path: string, { id, customer }: ListedCase): Promise<void> {
  const lastName = customer.name.split(' ').at(-1) ?? customer.name;
  const { contacts } = await jonas.get<{ contacts: { id: string; email: string | null }[] }>(
    `/v1/salesforce/contacts?search=${encodeURIComponent(lastName)}`,
  );
  const known = contacts.find(({ email }) => email !== null && email === customer.email);
  if (known) {
    await jonas.put(`${path}/contact`, { contactId: known.id });
    return;
  }
  await jonas.post(`${path}/contacts`, {}, `demo-contact-${id}`);
}
