import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultError } from '../control/fault-error.ts';
import type { Fault, OrgUser } from '../core.ts';
import { bearerOf } from '../oauth/identity.ts';
import type { Org } from '../org.ts';
import { notFound, SalesforceError } from '../salesforce-error.ts';
import type { Action, ApiCall, ApiReply } from './action.ts';
import './register-actions.ts';
import { limitInfo } from './limits.ts';
import { errorBody, findAction } from './registry.ts';
import { listVersions, versionState } from './versions.ts';

/** What the log will say about a request, filled as it becomes known. */
interface Trace {
  operation: string;
  user: OrgUser | null;
  records: number;
}

/** Longest address, and address with headers, in bytes (REST guide, status 414 and 431). */
const MAX_ADDRESS = 16_384;

/** Everything under `/services/data`: counts, signs in, injects faults, locks, runs, answers once it is durable. */
export async function registerApi(app: FastifyInstance, org: Org): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const trace: Trace = { operation: 'unknown', user: null, records: 0 };
    let answer: ApiReply;
    let fault: Fault | null = null;
    try {
      const work = prepare(org, request, trace);
      fault = org.control.takeFault(trace.operation);
      answer = fault?.drop === 'before' ? { status: 0 } : await perform(org, work, fault);
    } catch (error) {
      answer = toReply(error);
    }
    const isCut = fault?.drop !== undefined;
    log(org, request, trace, isCut ? { status: 0 } : answer);
    if (isCut) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    reply
      .code(answer.status)
      .headers({ ...answer.headers, 'sforce-limit-info': limitInfo(org), 'cache-control': 'no-cache' });
    if (answer.body === undefined) return reply.send();
    return reply.type('application/json;charset=UTF-8').send(JSON.stringify(answer.body));
  };
  app.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/services/data', handler });
  app.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], url: '/services/data/*', handler });
}

type Work = ApiReply | { action: Action; call: ApiCall };

function prepare(org: Org, request: FastifyRequest, trace: Trace): Work {
  const url = new URL(request.url, 'http://org.invalid');
  if (request.url.length > MAX_ADDRESS)
    throw new SalesforceError(414, 'URI_TOO_LONG', 'The address is longer than 16,384 bytes.');
  const [, version, path = ''] = /^\/services\/data(?:\/v([^/]+)(\/.*)?)?\/?$/.exec(url.pathname) ?? [];
  if (version === undefined) {
    if (!/^\/services\/data\/?$/.test(url.pathname)) throw notFound();
    trace.operation = 'versions';
    return { status: 200, body: listVersions() };
  }
  const state = versionState(version);
  if (state === 'retired')
    throw new SalesforceError(410, 'UNSUPPORTED_API_VERSION', 'The requested API version is retired.');
  if (state === 'unknown') throw notFound();
  const found = findAction(request.method, path === '/' ? '' : path);
  trace.operation = found?.action.operation ?? 'unknown';
  const live = org.grants.find(bearerOf(request.headers.authorization));
  if (!live) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  trace.user = live.user;
  if (!live.user.rights.apiEnabled)
    throw new SalesforceError(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User');
  if (!found) throw notFound();
  const headers = request.headers as Record<string, string | undefined>;
  const client = /client=([^,;\s]+)/i.exec(headers['sforce-call-options'] ?? '')?.[1];
  const transaction = org.begin(live.user, {
    origin: `com/salesforce/api/rest/${version}`,
    // On unless it is said to be off (REST guide, "Assignment Rule Header").
    autoAssign: headers['sforce-auto-assign']?.toUpperCase() !== 'FALSE',
    ...(client ? { client } : {}),
    ...(headers['sforce-duplicate-rule-header']
      ? { duplicateRuleHeader: headers['sforce-duplicate-rule-header'] }
      : {}),
  });
  const call: ApiCall = {
    org,
    user: live.user,
    method: request.method,
    params: found.params,
    query: url.searchParams,
    headers,
    body: readBody(request),
    version,
    transaction,
    fault: null,
  };
  trace.records = found.action.records?.(call) ?? 0;
  return { action: found.action, call };
}

async function perform(org: Org, work: Work, fault: Fault | null): Promise<ApiReply> {
  const failsWhole = fault?.code !== undefined && fault.rows === undefined;
  if (!('action' in work) || failsWhole) {
    if (fault?.latencyMs) await sleep(fault.latencyMs);
    if (failsWhole && fault?.code) throw faultError(fault.code);
    return work as ApiReply;
  }
  const { action } = work;
  const call = { ...work.call, fault };
  if (action.callOut) {
    if (fault?.latencyMs) await sleep(fault.latencyMs);
    return action.callOut(call);
  }
  return org.locked(action.locks?.(call) ?? [], fault?.latencyMs ?? 0, () => {
    const reply = action.handle(call);
    org.commit(call.transaction);
    return reply;
  });
}

function readBody(request: FastifyRequest): unknown {
  const { body } = request;
  if (typeof body !== 'string' || body === '') return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new SalesforceError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type ${type} is not supported. Supported types are: [application/json]`,
    );
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new SalesforceError(
      400,
      'JSON_PARSER_ERROR',
      error instanceof Error ? error.message : 'Unexpected content',
    );
  }
}

/** Whatever goes wrong, the answer has Salesforce's shape. */
export function toReply(error: unknown): ApiReply {
  if (error instanceof SalesforceError) return { status: error.status, body: errorBody(error) };
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    body: [{ message: `An unexpected error occurred: ${message}`, errorCode: 'UNKNOWN_EXCEPTION' }],
  };
}

function log(org: Org, request: FastifyRequest, trace: Trace, reply: ApiReply): void {
  const [first] = reply.status >= 300 && Array.isArray(reply.body) ? reply.body : [];
  org.control.record({
    at: new Date().toISOString(),
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    kind: 'api',
    operation: trace.operation,
    username: trace.user?.username ?? null,
    client: /client=([^,;\s]+)/i.exec(String(request.headers['sforce-call-options'] ?? ''))?.[1] ?? null,
    records: trace.records,
    status: reply.status,
    errorCode: (first as { errorCode?: string } | undefined)?.errorCode ?? null,
  });
}
