import type { EmbedScope } from '../../api/endpoint.ts';
import { type ActorRef, actingAgentId } from '../../domain/agent.ts';
import { newSecret } from '../ids.ts';
import { Problem } from '../problem.ts';
import { hashSecret } from './sign-in.ts';

/** What a token of the widget is bound to. */
export interface EmbedBond {
  connectionId: string;
  /** As whom the agent is in Salesforce; null on tokens from before it was kept. */
  salesforceUserId: string | null;
  /** The record of the page; null on a page without one, and in all that was opened from there. */
  recordId: string | null;
  caseId: string | null;
  expiresAt: string;
}

/** A case, or a record that has none yet, or neither: the agent's own list. */
export const embedScopeOf = (bond: Pick<EmbedBond, 'caseId' | 'recordId'>): EmbedScope =>
  bond.caseId !== null ? 'case' : bond.recordId !== null ? 'record' : 'agent';

export interface ScopePorts {
  /** The agent, when the case is theirs; with null, just the agent. */
  agentOfOwnCase(
    accountId: string,
    agentId: string,
    caseId: string | null,
  ): Promise<{ id: string; name: string } | null>;
  saveToken(token: { hash: Buffer; accountId: string; agentId: string; bond: EmbedBond }): Promise<void>;
}

/**
 * From the agent's own list to one of its cases, and back. The new token ends when the one shown would have: only
 * the page in Salesforce can make it last longer.
 *
 * @throws Problem EMBED_SCOPE_INSUFFICIENT for a token of a record's page; NOT_FOUND for a case of somebody else.
 */
export async function changeScope(
  ports: ScopePorts,
  actor: ActorRef,
  from: EmbedBond,
  caseId: string | null,
) {
  const agentId = actingAgentId(actor);
  if (from.recordId !== null || agentId === null) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  const agent = await ports.agentOfOwnCase(actor.accountId, agentId, caseId);
  if (!agent) throw new Problem('NOT_FOUND');
  const token = newSecret();
  const bond = { ...from, caseId };
  await ports.saveToken({ hash: hashSecret(token), accountId: actor.accountId, agentId, bond });
  return { token, expiresAt: from.expiresAt, scope: embedScopeOf(bond), caseId, agent };
}
