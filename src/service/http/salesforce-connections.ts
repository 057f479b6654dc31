import * as api from '../../api/salesforce.ts';
import type { SalesforceDesk } from '../salesforce/salesforce-desk.ts';
import { type Route, route } from './route.ts';

/** Connected orgs, and how they are kept in step. */
export function salesforceConnectionRoutes(desk: SalesforceDesk): Route[] {
  return [
    route(api.listConnections, async ({ actor }) => ({
      status: 200,
      body: { connections: await desk.connections(actor) },
    })),
    route(api.setStatusSync, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setStatusSync(actor, params.connectionId, body.mode) },
    })),
    route(api.getEscalationRules, async ({ actor }) => ({
      status: 200,
      body: await desk.escalationRules(actor),
    })),
    route(api.setEscalationRules, async ({ actor, body }) => {
      await desk.setEscalationRules(actor, body);
      return { status: 200, body };
    }),
    route(api.setSyncPause, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setSyncPause(actor, params.connectionId, body.paused) },
    })),
    route(api.setAutomationAgent, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setAutomationAgent(actor, params.connectionId, body.agentId) },
    })),
  ];
}
