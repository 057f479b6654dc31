import * as api from '../../api/mapping-health.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { MappingHealthDesk } from '../salesforce/mapping-health-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** They take a session, so whoever acts is a person. */
export function mappingHealthRoutes(desk: MappingHealthDesk): Route[] {
  return [
    route(api.getMappingHealth, async ({ actor, params }) => ({
      status: 200,
      body: await desk.health(actor as AgentActor, params.connectionId),
    })),
    route(
      api.checkMappingHealth,
      async ({ actor, params }) => ({
        status: 200,
        body: await desk.check(actor as AgentActor, params.connectionId),
      }),
      ASKS_SALESFORCE,
    ),
    route(api.seeDrift, async ({ actor, params }) => {
      await desk.see(actor as AgentActor, params.connectionId, params.driftId);
      return { status: 204 };
    }),
    route(api.restMappingHealth, async ({ actor, params }) => ({
      status: 200,
      body: await desk.rest(actor as AgentActor, params.connectionId),
    })),
    route(api.getRequiredPermissions, async ({ actor, params }) => ({
      status: 200,
      body: await desk.permissions(actor as AgentActor, params.connectionId),
    })),
  ];
}
