import * as escalations from '../../api/escalations.ts';
import * as salesforce from '../../api/salesforce.ts';
import type { SalesforceDesk } from '../salesforce/salesforce-desk.ts';
import { type Route, route } from './route.ts';

/** Connected orgs, and how they are kept in step. */
export function salesforceConnectionRoutes(desk: SalesforceDesk): Route[] {
  return [
    route(salesforce.listConnections, async ({ actor }) => ({
      status: 200,
      body: { connections: await desk.connections(actor) },
    })),
    route(salesforce.setStatusSync, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setStatusSync(actor, params.connectionId, body.mode) },
    })),
    route(escalations.getEscalationRules, async ({ actor }) => ({
      status: 200,
      body: await desk.escalationRules(actor),
    })),
    route(escalations.setEscalationRules, async ({ actor, body }) => {
      await desk.setEscalationRules(actor, body);
      return { status: 200, body };
    }),
    route(salesforce.setSyncPause, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setSyncPause(actor, params.connectionId, body.paused) },
    })),
    route(salesforce.setNewContacts, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setNewContacts(actor, params.connectionId, body.as) },
    })),
    route(salesforce.setAutomationAgent, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setAutomationAgent(actor, params.connectionId, body.agentId) },
    })),
  ];
}
