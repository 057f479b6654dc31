import type { CasePriority, CaseStatus } from '../domain/case.ts';
import type { AgentClient } from './agent-client.ts';

interface Work {
  /** The customer's handle. */
  customer: string;
  by: 'ines' | 'jonas' | 'priya';
  status?: CaseStatus;
  priority?: CasePriority;
  note?: string;
}

/** What the team has done so far this morning. */
const WORK: readonly Work[] = [
  {
    customer: 'maya_lindq',
    by: 'jonas',
    priority: 'high',
    note: 'Second pump on this machine. If the tank valve is not it, we exchange the unit: breakfast is tomorrow.',
  },
  {
    customer: 'fiona_mcr',
    by: 'ines',
    priority: 'urgent',
    note: 'Brown mark near the plug: safety. I have asked quality for the batch report of B2-0047.',
  },
  {
    customer: '+1 555 0173',
    by: 'priya',
    priority: 'high',
    note: 'The hair dryer belongs to order 48-20997.',
  },
  { customer: 'juanca_mtz', by: 'jonas', status: 'pending', note: 'Payments confirms a double charge.' },
  {
    customer: 'marlon.fix',
    by: 'ines',
    status: 'on_hold',
    note: 'Waiting for spare parts to decide on the pump.',
  },
  { customer: 'the.slow.kitchen', by: 'priya', priority: 'high' },
  { customer: 't_okonkwo', by: 'jonas' },
  { customer: 'pablo.ruiz.foto', by: 'priya', status: 'pending', priority: 'low' },
  { customer: '+81 90 5550 0123', by: 'ines', priority: 'low' },
  { customer: 'win.big.now.4471', by: 'ines', status: 'spam' },
];

interface ListedCase {
  id: string;
  status: CaseStatus;
  customer: { handle: string };
}

/** Leaves some cases assigned, waiting, on hold and marked as spam, so that every view holds something. */
export async function seedWork(agents: Record<Work['by'], AgentClient>): Promise<void> {
  const { cases } = await agents.ines.get<{ cases: ListedCase[] }>('/v1/cases?view=inbox&limit=200');
  for (const { customer, by, status, priority, note } of WORK) {
    const found = cases.find((one) => one.customer.handle === customer);
    // Without one, a visitor or an earlier start was here before.
    if (!found) continue;
    const agent = agents[by];
    const path = `/v1/cases/${found.id}`;
    if (status !== 'spam') await agent.put(`${path}/assignee`, { agentId: agent.agentId });
    if (status) await agent.put(`${path}/status`, { status });
    if (priority) await agent.put(`${path}/priority`, { priority });
    if (note) await agent.post(`${path}/notes`, { text: note }, `demo-note-${found.id}`);
  }
}
