import * as api from '../../api/embed.ts';
import { actingAgentId } from '../../domain/agent.ts';
import { changeScope, type EmbedBond, type ScopePorts } from '../care/embed-scope.ts';
import type { CarePorts } from '../care/ports.ts';
import { Problem } from '../problem.ts';
import { openIfAsked } from './embed.ts';
import { type Call, type Route, route } from './route.ts';

/** The agent's own list inside Salesforce, and the way into one of its cases. */
export function embedListRoutes(care: CarePorts, scope: ScopePorts): Route[] {
  return [
    route(api.listOpenCases, async ({ actor }) => ({
      status: 200,
      body: await care.inAccount(actor.accountId, (store) => store.openCases(agentOf(actor))),
    })),
    route(
      api.changeScope,
      async (call) => {
        const { actor, body } = call;
        const grant = await changeScope(scope, actor, bondOf(call), body.caseId);
        return {
          status: 201,
          body: { ...grant, opened: await openIfAsked(care, actor, grant, body.entries) },
        };
      },
      { once: 'never' },
    ),
  ];
}

const bondOf = ({ request }: Pick<Call<never>, 'request'>): EmbedBond => {
  const bond = request.visitor?.embed;
  if (!bond) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  return bond;
};

const agentOf = (actor: Parameters<typeof actingAgentId>[0]): string => {
  const agentId = actingAgentId(actor);
  if (agentId === null) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  return agentId;
};
