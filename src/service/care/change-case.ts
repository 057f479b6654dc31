import type { ActorRef } from '../../domain/agent.ts';
import type { CareCase, CasePriority, CaseStatus } from '../../domain/case.ts';
import { isActive } from '../../domain/case.ts';
import { type CaseHappening, decideCaseStatus } from '../../domain/decide-case-status.ts';
import { Problem } from '../problem.ts';
import type { CarePorts, CareStore, CaseChange } from './ports.ts';

/** The case, locked, or NOT_FOUND. */
export async function requireCase(store: CareStore, caseId: string): Promise<CareCase> {
  const found = await store.lockCase(caseId);
  if (!found) throw new Problem('NOT_FOUND');
  return found;
}

/** Sets a status by hand, or by Salesforce's hand. Setting what is already there changes nothing. */
export async function setStatus(
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  status: CaseStatus,
): Promise<void> {
  await ports.inAccount(actor.accountId, async (store) => {
    const current = await requireCase(store, caseId);
    await applyStatus(ports, store, actor, current, { type: 'set', status });
  });
}

/** Moves the status as the rules say and writes it down if it moved. Returns the status now. */
export async function applyStatus(
  ports: Pick<CarePorts, 'now'>,
  store: CareStore,
  actor: ActorRef,
  current: CareCase,
  happening: CaseHappening,
  alongside: CaseChange = {},
): Promise<CaseStatus> {
  const next = decideCaseStatus(current.status, current.assigneeId !== null, happening);
  const change: CaseChange = { ...alongside, ...(next === current.status ? {} : { status: next }) };
  if (Object.keys(change).length === 0) return next;
  if (!isActive(current.status) && isActive(next)) await refuseSecondOpenCase(store, current);
  await store.saveCase(current.id, {
    ...alongside,
    status: next,
    doneAt: next === 'done' ? (current.doneAt ?? ports.now().toISOString()) : null,
  });
  await store.recordChange(actor, current.id, change);
  return next;
}

async function refuseSecondOpenCase(store: CareStore, reopened: CareCase): Promise<void> {
  const latest = await store.lockLatestCase(reopened.profileId, reopened.customerId);
  if (latest && latest.id !== reopened.id && isActive(latest.status)) {
    throw new Problem(
      'CASE_OPEN_ELSEWHERE',
      `Case #${latest.number} is this customer's open case on this profile.`,
    );
  }
}

export async function setPriority(
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  priority: CasePriority,
): Promise<void> {
  await ports.inAccount(actor.accountId, async (store) => {
    const current = await requireCase(store, caseId);
    if (current.priority === priority) return;
    await store.saveCase(caseId, { priority });
    await store.recordChange(actor, caseId, { priority });
  });
}

/** Assigns the case (New becomes Open) or takes the assignment away (it becomes New again). */
export async function setAssignee(
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  agentId: string | null,
): Promise<void> {
  await ports.inAccount(actor.accountId, async (store) => {
    const current = await requireCase(store, caseId);
    if (current.assigneeId === agentId) return;
    if (agentId !== null) {
      const agent = await store.agent(agentId);
      if (!agent?.active) throw new Problem('AGENT_UNKNOWN');
    }
    await store.saveCase(caseId, { assignedAt: agentId === null ? null : ports.now().toISOString() });
    const happening: CaseHappening = { type: agentId === null ? 'unassigned' : 'assigned' };
    await applyStatus(ports, store, actor, current, happening, { assigneeId: agentId });
  });
}
