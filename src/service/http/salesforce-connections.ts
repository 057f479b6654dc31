import type { FastifyReply, FastifyRequest } from 'fastify';
import * as api from '../../api/salesforce.ts';
import { hashSecret } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import type { SalesforceIntegration } from '../salesforce/integration.ts';
import type { SalesforceDesk } from '../salesforce/salesforce-desk.ts';
import { sessionToken } from './actor.ts';
import { type Route, route } from './route.ts';

/**
 * Comes back with the browser from Salesforce's site, which the session's own cookie (SameSite=Strict) does
 * not. Good for the callback alone.
 */
const BROWSER_COOKIE = 'care_connect';

/** Connecting orgs and people. */
export function salesforceConnectionRoutes(
  desk: SalesforceDesk,
  integration: Pick<SalesforceIntegration, 'startConnecting' | 'finishConnecting' | 'configured'>,
  secure: boolean,
): Route[] {
  const setBrowserCookie = (reply: FastifyReply, secret: string, seconds: number): void => {
    reply.header(
      'set-cookie',
      `${BROWSER_COOKIE}=${secret}; Path=${api.finishConnection.path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`,
    );
  };

  return [
    route(api.listConnections, async ({ actor }) => ({
      status: 200,
      body: { connections: await desk.connections(actor) },
    })),
    route(
      api.startConnection,
      async ({ actor, body, request, reply }) => {
        const session = sessionToken(request);
        if (!session) throw new Problem('UNAUTHENTICATED');
        if (!integration.configured) {
          throw new Problem(
            'FORBIDDEN',
            'This installation has no Salesforce app: its client id and secret are not set.',
          );
        }
        const start = await integration.startConnecting(actor, hashSecret(session), body);
        setBrowserCookie(reply, start.browserSecret, 600);
        return { status: 201, body: { authorizeUrl: start.authorizeUrl } };
      },
      { once: 'across' },
    ),
    route(api.finishConnection, async ({ request, reply }) => {
      setBrowserCookie(reply, '', 0);
      try {
        const callback = new URL(request.url, 'http://care.invalid').searchParams;
        await integration.finishConnecting(callback, browserSecret(request));
      } catch (error) {
        if (!(error instanceof Problem) || !wantsPage(request)) throw error;
        sendProblemPage(reply, error);
        return undefined;
      }
      // The address that Salesforce sent, with its code, is not left in the history.
      reply.status(302).header('cache-control', 'no-store').header('location', '/desk?salesforce=connected');
      reply.send();
      return undefined;
    }),
    route(api.setStatusSync, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setStatusSync(actor, params.connectionId, body.mode) },
    })),
    route(api.setAutomationAgent, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setAutomationAgent(actor, params.connectionId, body.agentId) },
    })),
    route(api.linkIdentity, async ({ actor, params, body }) => {
      await desk.linkIdentity(actor, params.connectionId, params.salesforceUserId, body.agentId);
      return { status: 204 };
    }),
  ];
}

const browserSecret = (request: FastifyRequest): string | null =>
  new RegExp(`(?:^|;\\s*)${BROWSER_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )?.[1] ?? null;

const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');

/** A page of our own, without a script: the person stands here after a navigation and needs to know what next. */
function sendProblemPage(reply: FastifyReply, problem: Problem): void {
  const { title, detail, remedy, code } = problem.toBody();
  const fact = detail === title ? '' : `<p>${escapeHtml(detail)}</p>`;
  reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Not connected to Salesforce</title></head>
<body><main><h1>Not connected to Salesforce</h1>
<p>${escapeHtml(title)}</p>${fact}<p>${escapeHtml(remedy)}</p>
<p><a href="/desk">Back to Care</a></p><p><small>${code}</small></p></main></body>
</html>
`);
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
