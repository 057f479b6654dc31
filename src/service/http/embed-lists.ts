import type { FastifyRequest } from 'fastify';
import * as api from '../../api/embed.ts';
import { actingAgentId } from '../../domain/agent.ts';
import { type EmbedLinkPorts, linkRecord, listLinkable } from '../care/embed-link.ts';
import { changeScope, type EmbedBond, type ScopePorts } from '../care/embed-scope.ts';
import type { CarePorts } from '../care/ports.ts';
import { Problem } from '../problem.ts';
import { openIfAsked } from './embed.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** What the widget does without a case: the agent's own list, and linking one to a record. */
export function embedListRoutes(care: CarePorts, scope: ScopePorts, links: EmbedLinkPorts): Route[] {
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
    route(api.listLinkable, async (call) => ({
      status: 200,
      body: await listLinkable(care, links, call.actor, bondOf(call), call.query.query),
    })),
    route(
      api.linkRecord,
      async (call) => {
        const { written, ...body } = await linkRecord(
          care,
          links,
          call.actor,
          bondOf(call),
          call.body.caseId,
        );
        return { status: written ? 201 : 202, body };
      },
      ASKS_SALESFORCE,
    ),
  ];
}

const bondOf = ({ request }: { request: FastifyRequest }): EmbedBond => {
  const bond = request.visitor?.embed;
  if (!bond) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  return bond;
};

const agentOf = (actor: Parameters<typeof actingAgentId>[0]): string => {
  const agentId = actingAgentId(actor);
  if (agentId === null) throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  return agentId;
};
