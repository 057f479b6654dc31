import * as api from '../../api/actions.ts';
import { type ActionPorts, actFor, linkCases, sendReplies } from '../care/actions.ts';
import type { CarePorts } from '../care/ports.ts';
import { orgCredential } from './org-credential.ts';
import { type Route, route } from './route.ts';

/** What Flow and Agentforce do in Care, called by the org's Apex. */
export function actionRoutes(care: CarePorts, ports: ActionPorts): Route[] {
  return [
    route(api.sendReplies, async ({ body, request, allow }) => {
      const acting = await actFor(ports, orgCredential(request), body);
      allow(acting.actor);
      const results = await sendReplies(care, ports, acting, body.inputs);
      return { status: 200, body: { agent: acting.agent, results } };
    }),
    route(api.linkCases, async ({ body, request, allow }) => {
      const acting = await actFor(ports, orgCredential(request), body);
      allow(acting.actor);
      const results = await linkCases(care, ports, acting, body.inputs);
      return { status: 200, body: { agent: acting.agent, results } };
    }),
  ];
}
