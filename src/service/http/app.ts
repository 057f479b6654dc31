import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { z } from 'zod';
import type { Endpoint } from '../../api/endpoint.ts';
import type { Actor } from '../../domain/agent.ts';
import { permitCase } from '../care/case-sight.ts';
import { embedScopeOf } from '../care/embed-scope.ts';
import type { CarePorts } from '../care/ports.ts';
import { PermissionMissing, permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { identify, type Visitor } from './actor.ts';
import { once, onceAcross } from './idempotency.ts';
import type { Answer, Route } from './route.ts';
import { readStorableJson, storableQuery } from './storable.ts';

const BODY_LIMIT = 1_048_576;

/** A few active people of the account who can change what somebody may do. */
export type WhoChangesRoles = (accountId: string) => Promise<{ name: string; roleName: string }[]>;

/** In a minute. Of an address more: a whole office, or a proxy that is not told of, may have the same one. */
const MOST_OF_A_PERSON = 1_200;
const MOST_OF_AN_ADDRESS = 12_000;

type RefuseTooMany = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
const tooMany = (max: number): Problem =>
  new Problem('RATE_LIMITED', `More than ${max} requests in a minute.`);

/** The HTTP edge: parses by the contract, finds out who acts, turns problems into RFC 9457. */
export async function buildApp(
  services: Services,
  whoChangesRoles: WhoChangesRoles,
  care: CarePorts,
  routes: readonly Route[],
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    bodyLimit: BODY_LIMIT,
    trustProxy: services.config.trustedProxies?.length ? services.config.trustedProxies : false,
    // Addresses can carry what must not be logged (an OAuth code in a callback).
    logController: new LogController({ disableRequestLogging: true }),
  });
  await app.register(helmet, {
    // Pages set their own policy (pages.ts); JSON needs none but may not be framed or sniffed.
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      useDefaults: false,
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: services.config.publicUrl.startsWith('https:'),
    xFrameOptions: false,
  });
  await app.register(rateLimit, {
    max: MOST_OF_AN_ADDRESS,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) => tooMany(context.max),
  });
  const countOfPerson = app.createRateLimit({
    max: MOST_OF_A_PERSON,
    timeWindow: 60_000,
    keyGenerator: ({ visitor }) => {
      const actor = visitor?.actor;
      return actor?.kind === 'agent' ? `agent ${actor.agentId}` : 'nobody';
    },
  });
  const refuseTooMany: RefuseTooMany = async (request, reply) => {
    if (request.visitor?.actor.kind !== 'agent') return;
    const count = await countOfPerson(request);
    if (count.isAllowed || !count.isExceeded) return;
    reply.header('retry-after', count.ttlInSeconds);
    throw tooMany(count.max);
  };
  keepRawJson(app);
  app.setErrorHandler(async (error, request, reply) =>
    answerProblem(services, await withHelpers(whoChangesRoles, error), request, reply),
  );
  app.setNotFoundHandler((request, reply) => sendProblem(reply, new Problem('NOT_FOUND'), request));
  for (const each of routes) addRoute(app, services, care, each, refuseTooMany);
  return app;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as they came: a signature is over these. */
    rawBody?: Buffer;
    visitor?: Visitor;
  }
}

function keepRawJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    if (request.rawBody.length === 0) return done(null, undefined);
    try {
      done(null, readStorableJson(request.rawBody.toString('utf8')));
    } catch {
      done(new Problem('VALIDATION_FAILED', 'The body is not JSON.'));
    }
  });
}

function addRoute(
  app: FastifyInstance,
  services: Services,
  care: CarePorts,
  route: Route,
  refuseTooMany: RefuseTooMany,
): void {
  const { endpoint, handle } = route;
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const visitor = needsActor(endpoint) ? await identify(services.db, request, endpoint.access) : null;
      let asked = false;
      const allow = (actor: Actor): void => {
        asked = true;
        permit(actor, endpoint);
      };
      if (visitor) {
        request.visitor = visitor;
        await refuseTooMany(request, reply);
        allow(visitor.actor);
      }
      refuseOtherScopes(visitor, endpoint);
      const params = check(endpoint.params, request.params, 'params', notFoundOnParams);
      const caseId = caseOf(endpoint, params);
      if (visitor && caseId !== null) {
        refuseOtherCases(visitor, caseId);
        await permitCase(care, visitor.actor, caseId);
      }
      const query = check(endpoint.query, storableQuery(request.query), 'query');
      const body = check(endpoint.body, request.body, 'body');
      const call = {
        get actor(): Actor {
          if (!visitor) throw new Error(`${endpoint.path} has no actor.`);
          return visitor.actor;
        },
        allow,
        params: params as never,
        query: query as never,
        body: body as never,
        request,
        reply,
        services,
      };
      const key = request.headers['idempotency-key'];
      const work = (): Promise<Answer> => handle(call);
      const answer =
        endpoint.method === 'POST' && visitor && typeof key === 'string' && route.once !== 'never'
          ? await (route.once === 'in_one_transaction' ? once : onceAcross)(
              services.db,
              {
                accountId: visitor.actor.accountId,
                actor: nameOf(visitor.actor),
                key: checkKey(key),
                request: [endpoint.path, params, body],
              },
              work,
            )
          : await work();
      if (!asked && (endpoint.permission || endpoint.contactsAndCases || endpoint.module)) {
        throw new Error(`${endpoint.path} declares what it takes and never said who acts.`);
      }
      if (answer === undefined) return reply;
      const schema = endpoint.answers[answer.status];
      reply.status(answer.status).header('cache-control', 'no-store');
      if (schema === null || schema === undefined || schema === 'event-stream') return reply.send();
      return reply.send(schema.parse(answer.body));
    },
  });
}

const needsActor = (endpoint: Endpoint): boolean =>
  !endpoint.access.some((access) => access === 'public' || access === 'signature' || access === 'connection');

/** An embed token opens what its scope is for. */
function refuseOtherScopes(visitor: Visitor | null, { embedScopes = ['case'] }: Endpoint): void {
  if (visitor?.embed && !embedScopes.includes(embedScopeOf(visitor.embed))) {
    throw new Problem('EMBED_SCOPE_INSUFFICIENT');
  }
}

/** An embed token was made for one case: everything else is not there for it. */
function refuseOtherCases({ embed }: Visitor, caseId: string): void {
  if (embed && caseId !== embed.caseId) throw new Problem('NOT_FOUND');
}

/** The case an address names. */
const caseOf = ({ path }: Endpoint, params: unknown): string | null =>
  path.includes(':caseId') ? (params as { caseId: string }).caseId : null;

const nameOf = (actor: Actor): string =>
  actor.kind === 'agent' ? actor.agentId : actor.kind === 'api_key' ? actor.keyId : actor.kind;

function checkKey(key: string): string {
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new Problem('VALIDATION_FAILED', 'An Idempotency-Key has 8 to 200 visible ASCII characters.');
}

const notFoundOnParams = (): never => {
  throw new Problem('NOT_FOUND');
};

function check(schema: z.ZodType | undefined, value: unknown, where: string, onFail?: () => never): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  onFail?.();
  throw new Problem('VALIDATION_FAILED', `The ${where} does not fit the contract.`, {
    errors: parsed.error.issues.map((issue) => ({
      path: [where, ...issue.path].join('.'),
      fact: issue.message,
    })),
  });
}

/** Says who of the account can change what a role lacks. */
async function withHelpers(whoChangesRoles: WhoChangesRoles, error: unknown): Promise<unknown> {
  if (!(error instanceof PermissionMissing)) return error;
  const people = await whoChangesRoles(error.accountId);
  if (people.length === 0) return error;
  const names = people.map(({ name, roleName }) => `${name} (${roleName})`).join(' or ');
  return new Problem(error.code, error.message, { remedy: `${names} can change what you may do.` });
}

function answerProblem(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Problem) return sendProblem(reply, error, request);
  const status = statusOf(error);
  if (status === 413)
    return sendProblem(reply, new Problem('PAYLOAD_TOO_LARGE', `More than ${BODY_LIMIT} bytes.`), request);
  if (status === 415) return sendProblem(reply, new Problem('UNSUPPORTED_MEDIA_TYPE'), request);
  if (status >= 400 && status < 500)
    return sendProblem(reply, new Problem('VALIDATION_FAILED', 'The request could not be read.'), request);
  services.log.error(
    { err: error, requestId: request.id, route: request.routeOptions.url },
    'request failed',
  );
  return sendProblem(reply, new Problem('INTERNAL'), request);
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;

function sendProblem(reply: FastifyReply, problem: Problem, request: FastifyRequest): FastifyReply {
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problem.toBody(request.id));
}
