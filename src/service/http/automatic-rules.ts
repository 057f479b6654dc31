import * as api from '../../api/automatic-rules.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { AutomaticRulesDesk } from '../salesforce/automatic-rules-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** Automatic escalation, and what it leaves to be linked. They take a session, so whoever acts is a person. */
export function automaticRuleRoutes(desk: AutomaticRulesDesk): Route[] {
  return [
    route(api.listAutomaticRules, async ({ actor, params }) => ({
      status: 200,
      body: await desk.list(actor as AgentActor, params.connectionId),
    })),
    route(
      api.addAutomaticRule,
      async ({ actor, params, body }) => ({
        status: 201,
        body: { rule: await desk.add(actor as AgentActor, params.connectionId, body) },
      }),
      ASKS_SALESFORCE,
    ),
    route(api.changeAutomaticRule, async ({ actor, params, body }) => ({
      status: 200,
      body: { rule: await desk.change(actor as AgentActor, params.connectionId, params.ruleId, body) },
    })),
    route(api.removeAutomaticRule, async ({ actor, params }) => {
      await desk.remove(actor as AgentActor, params.connectionId, params.ruleId);
      return { status: 204 };
    }),
    route(api.orderAutomaticRules, async ({ actor, params, body }) => {
      await desk.order(actor as AgentActor, params.connectionId, body.ruleIds);
      return { status: 204 };
    }),
    route(
      api.tryAutomaticRule,
      async ({ actor, params, body }) => ({
        status: 200,
        body: await desk.try(actor as AgentActor, params.connectionId, body),
      }),
      { once: 'never' },
    ),
    route(api.searchRuleOwners, async ({ actor, params, query }) => ({
      status: 200,
      body: { owners: await desk.searchOwners(actor as AgentActor, params.connectionId, query.search) },
    })),
    route(api.listCasesWithoutContact, async ({ actor, query }) => ({
      status: 200,
      body: await desk.withoutContact(actor as AgentActor, {
        search: query.search?.trim() || null,
        cursor: query.cursor ?? null,
        limit: query.limit,
      }),
    })),
  ];
}
