import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { PROBLEMS } from '../../api/problems.ts';
import * as api from '../../api/sign-in.ts';
import type { SignInPorts } from '../care/sign-in.ts';
import { beginOidc, finishOidc, type OidcServer } from '../care/sign-in-oidc.ts';
import type { ServiceConfig } from '../config.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from './route.ts';
import { setSessionCookie } from './session.ts';

/** Comes back with the browser from the company's sign-in: good for the callback alone, for ten minutes. */
const ATTEMPT_COOKIE = 'care_sign_in';
const ATTEMPT_SECONDS = 600;

export interface SignInRouteDeps {
  ports: SignInPorts;
  /** Absent: this installation has no company's sign-in. */
  server: OidcServer | undefined;
  config: ServiceConfig;
  secure: boolean;
  log: Logger;
}

/** The ways in that are not a link's: what there is, and OpenID Connect. */
export function signInRoutes({ ports, server, config, secure, log }: SignInRouteDeps): Route[] {
  const redirectUri = `${config.publicUrl}${api.finishOidc.path}`;
  const oidc = (): OidcServer => {
    if (!server) throw new Problem('SIGN_IN_UNAVAILABLE');
    return server;
  };
  const remember = (reply: FastifyReply, secret: string, seconds: number): void => {
    reply.header(
      'set-cookie',
      `${ATTEMPT_COOKIE}=${secret}; Path=${api.finishOidc.path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`,
    );
  };
  /** A person stands here with a browser: what went wrong is said on a page. */
  const orSayWhy = async (reply: FastifyReply, work: () => Promise<string>): Promise<undefined> => {
    const location = await work().catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code === 'SIGN_IN_UNAVAILABLE') throw error;
      if (error.cause) log.warn({ code: error.code, reason: String(error.cause) }, 'sign-in failed');
      return `/sign-in?problem=${error.code}`;
    });
    reply.status(302).header('cache-control', 'no-store').header('location', location).send();
    return undefined;
  };

  return [
    route(api.getSignIn, async ({ query }) => {
      const code = api.SIGN_IN_PROBLEMS.find((each) => each === query.problem);
      const problem = code && PROBLEMS[code];
      return {
        status: 200,
        body: {
          demo: config.demo === true,
          oidc: config.oidc ? { label: config.oidc.label } : null,
          links: true,
          problem: problem ? { code, fact: problem.title, remedy: problem.remedy } : null,
        },
      };
    }),
    route(api.startOidc, ({ query, reply }) =>
      orSayWhy(reply, async () => {
        const { url, secret } = await beginOidc(oidc(), redirectUri, query.returnTo);
        remember(reply, secret, ATTEMPT_SECONDS);
        return url;
      }),
    ),
    route(api.finishOidc, ({ request, reply }) =>
      orSayWhy(reply, async () => {
        const server = oidc();
        remember(reply, '', 0);
        const answer = new URL(request.url, config.publicUrl);
        const { session, returnTo } = await finishOidc(ports, server, answer, secretOf(request));
        setSessionCookie(reply, session, secure);
        return `/${returnTo}`;
      }),
    ),
  ];
}

const secretOf = (request: FastifyRequest): string | null =>
  new RegExp(`(?:^|;\\s*)${ATTEMPT_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )?.[1] ?? null;
