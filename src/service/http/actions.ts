import type { FastifyRequest } from 'fastify';
import * as api from '../../api/actions.ts';
import { type ActionPorts, actFor, linkCases, sendReplies } from '../care/actions.ts';
import type { CarePorts } from '../care/ports.ts';
import { type Route, route } from './route.ts';

/** What Flow and Agentforce do in Care, called by the org's Apex. */
export function actionRoutes(care: CarePorts, ports: ActionPorts): Route[] {
  return [
    route(api.sendReplies, async ({ body, request }) => {
      const acting = await actFor(ports, orgCredential(request), body);
      const results = await sendReplies(care, ports, acting, body.inputs);
      return { status: 200, body: { agent: acting.agent, results } };
    }),
    route(api.linkCases, async ({ body, request }) => {
      const acting = await actFor(ports, orgCredential(request), body);
      const results = await linkCases(ports, acting, body.inputs);
      return { status: 200, body: { agent: acting.agent, results } };
    }),
  ];
}

/** The key of a connected org, as its named credential sends it. */
const orgCredential = (request: FastifyRequest): string | null =>
  /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
