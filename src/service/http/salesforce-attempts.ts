import type { FastifyReply, FastifyRequest } from 'fastify';
import * as api from '../../api/attempts.ts';
import { hashSecret } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import type { AttemptDesk } from '../salesforce/attempt-desk.ts';
import { sessionToken } from './actor.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';
import { sendProblemPage, wantsPage } from './salesforce-problem-page.ts';

const COOKIE_SECONDS = 600;

/**
 * Connecting orgs and people, from the way to Salesforce to a person's word that it is the right one.
 *
 * @param configured false: this installation has no client id and secret.
 */
export function salesforceAttemptRoutes(
  attempts: AttemptDesk,
  configured: boolean,
  secure: boolean,
): Route[] {
  return [
    route(
      api.startConnection,
      async ({ actor, body, request, reply }) => {
        if (!configured) {
          throw new Problem(
            'FORBIDDEN',
            'This installation has no Salesforce app: its client id and secret are not set.',
          );
        }
        const { browserSecret, ...start } = await attempts.start(actor, sessionOf(request), body);
        setBrowserCookie(reply, start.attemptId, browserSecret, COOKIE_SECONDS, secure);
        return { status: 201, body: start };
      },
      // The address carries the state, and only the first answer the cookie.
      { once: 'never' },
    ),
    route(api.listAttempts, async ({ actor, query, request }) => ({
      status: 200,
      body: { attempts: await attempts.list(actor, sessionOf(request), query.open === '1') },
    })),
    route(api.getAttempt, async ({ actor, params, request }) => ({
      status: 200,
      body: await attempts.get(actor, sessionOf(request), params.attemptId),
    })),
    route(
      api.confirmAttempt,
      async ({ actor, params, request }) => ({
        status: 200,
        body: { connectionId: await attempts.confirm(actor, sessionOf(request), params.attemptId) },
      }),
      ASKS_SALESFORCE,
    ),
    route(api.cancelAttempt, async ({ actor, params }) => {
      await attempts.cancel(actor, params.attemptId);
      return { status: 204 };
    }),
    route(api.finishConnection, async ({ request, reply }) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const callback = new URL(request.url, 'http://care.invalid').searchParams;
      try {
        const attemptId = await attempts.comeBack(callback, (id) => browserSecret(request, id));
        setBrowserCookie(reply, attemptId, '', 0, secure);
        // The address that Salesforce sent, with its code, is not left in the history.
        reply.status(302).header('location', `/settings/integrations/salesforce/connect/${attemptId}`).send();
      } catch (error) {
        if (!(error instanceof Problem) || !wantsPage(request)) throw error;
        sendProblemPage(reply, error);
      }
      return undefined;
    }),
  ];
}

function sessionOf(request: FastifyRequest): Buffer {
  const session = sessionToken(request);
  if (!session) throw new Problem('UNAUTHENTICATED');
  return hashSecret(session);
}

/**
 * Comes back with the browser from Salesforce's site, which the session's own cookie (SameSite=Strict) does
 * not. Good for the callback alone, and for one attempt: two tabs may connect at once.
 */
function setBrowserCookie(
  reply: FastifyReply,
  attemptId: string,
  secret: string,
  seconds: number,
  secure: boolean,
): void {
  reply.header(
    'set-cookie',
    `${cookieOf(attemptId)}=${secret}; Path=${api.finishConnection.path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`,
  );
}

const browserSecret = (request: FastifyRequest, attemptId: string): string | null =>
  new RegExp(`(?:^|;\\s*)${cookieOf(attemptId)}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )?.[1] ?? null;

const cookieOf = (attemptId: string): string => `care_connect_${attemptId}`;
