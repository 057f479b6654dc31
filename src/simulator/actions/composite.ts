import type { Transaction } from '../records/transaction.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { type Action, type ApiCall, type ApiReply, objectBody } from './action.ts';
import { fillReferences } from './composite-references.ts';
import { errorBody, findAction } from './registry.ts';

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly referenceId: string;
  readonly reply: ApiReply;
}

const MAX_SUBREQUESTS = 25;
/** Queries and collections together (REST guide, "Composite"). */
const MAX_HEAVY = 5;

/**
 * `POST /composite`: subrequests in order, later ones may use earlier answers. With `allOrNone` they are one
 * transaction, and one failure undoes all; without, each commits by itself.
 */
export const composite: Action = {
  operation: 'composite',
  method: 'POST',
  path: '/composite',
  records: (call) => subrequestsOf(call).length,
  locks: (call) =>
    subrequestsOf(call).flatMap((request) => {
      try {
        const [action, subcall] = prepare(call, request, call.transaction);
        return action.locks?.(subcall) ?? [];
      } catch {
        // What is wrong with a subrequest is said when it runs.
        return [];
      }
    }),
  handle(call) {
    const requests = subrequestsOf(call);
    checkCounts(requests);
    const allOrNone = objectBody(call).allOrNone === true;
    const outcomes: Outcome[] = [];
    const answers = new Map<string, unknown>();
    for (const request of requests) {
      const halted = allOrNone && outcomes.some(({ reply }) => reply.status >= 300);
      const reply = halted ? haltedReply() : runOne(call, request, answers, allOrNone);
      if (reply.status < 300) answers.set(request.referenceId, reply.body);
      outcomes.push({ referenceId: request.referenceId, reply });
    }
    const failed = allOrNone && outcomes.some(({ reply }) => reply.status >= 300 || hasFailedRow(reply.body));
    if (failed) call.transaction.rollback();
    return {
      status: 200,
      body: {
        compositeResponse: outcomes.map(({ referenceId, reply }) => {
          // Rows of a collection keep `success: true` though they were rolled back: the platform's own trap.
          const shown = failed && reply.status < 300 && !Array.isArray(reply.body) ? haltedReply() : reply;
          return {
            body: shown.body ?? null,
            httpHeaders: shown.headers ?? {},
            httpStatusCode: shown.status,
            referenceId,
          };
        }),
      },
    };
  },
};

function runOne(
  call: ApiCall,
  request: Subrequest,
  answers: ReadonlyMap<string, unknown>,
  shared: boolean,
): ApiReply {
  const transaction = shared ? call.transaction : call.org.begin(call.user, writerOptions(call, request));
  try {
    const [action, subcall] = prepare(call, fillReferences(request, answers), transaction);
    const reply = transaction.attempt(() => action.handle(subcall));
    if (!shared) call.org.commit(transaction);
    return reply;
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return { status: error.status, body: errorBody(error) };
  }
}

/** A subrequest's own headers decide how it saves; what it does not say is as the whole request says. */
function writerOptions({ transaction: { writer }, headers }: ApiCall, request: Subrequest) {
  const own = headersOf(request);
  const assign = own['sforce-auto-assign'];
  return {
    origin: writer.origin,
    autoAssign: assign === undefined ? writer.autoAssign : assign.toUpperCase() !== 'FALSE',
    duplicateRuleHeader: own['sforce-duplicate-rule-header'] ?? headers['sforce-duplicate-rule-header'] ?? '',
  };
}

const headersOf = ({ httpHeaders = {} }: Subrequest): Record<string, string> =>
  Object.fromEntries(Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]));

function prepare(call: ApiCall, request: Subrequest, transaction: Transaction): [Action, ApiCall] {
  const url = new URL(request.url, call.org.url);
  const path = /^\/services\/data\/v\d+\.0(\/.*)$/.exec(url.pathname)?.[1];
  const method = request.method.toUpperCase();
  const found = path ? findAction(method, path) : null;
  if (!found || found.action === composite) {
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  return [
    found.action,
    {
      ...call,
      method,
      params: found.params,
      query: url.searchParams,
      headers: { ...call.headers, ...headersOf(request) },
      body: request.body,
      transaction,
    },
  ];
}

function subrequestsOf(call: ApiCall): Subrequest[] {
  const { compositeRequest } = objectBody(call);
  if (!Array.isArray(compositeRequest)) {
    throw new SalesforceError(
      400,
      'JSON_PARSER_ERROR',
      'The property compositeRequest is required and must be a list.',
    );
  }
  return compositeRequest.map((entry: unknown) => {
    const { method, url, referenceId, body, httpHeaders } = (entry ?? {}) as Partial<Subrequest>;
    if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
      throw new SalesforceError(
        400,
        'JSON_PARSER_ERROR',
        'Each subrequest needs method, url and referenceId.',
      );
    }
    return { method, url, referenceId, body, ...(httpHeaders ? { httpHeaders } : {}) };
  });
}

function checkCounts(requests: readonly Subrequest[]): void {
  const heavy = requests.filter(({ url }) =>
    /\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/.test(url),
  ).length;
  if (requests.length > MAX_SUBREQUESTS || heavy > MAX_HEAVY) {
    throw new SalesforceError(
      400,
      'LIMIT_EXCEEDED',
      `A composite takes at most ${MAX_SUBREQUESTS} subrequests, of which ${MAX_HEAVY} may be queries or collections.`,
    );
  }
  const names = requests.map(({ referenceId }) => referenceId);
  if (new Set(names).size < names.length)
    throw new SalesforceError(400, 'DUPLICATE_VALUE', 'Duplicate reference id in the composite request.');
}

const hasFailedRow = (body: unknown) =>
  Array.isArray(body) && body.some((row: { success?: boolean } | null) => row?.success === false);

const haltedReply = (): ApiReply => ({
  status: 400,
  body: [
    {
      errorCode: 'PROCESSING_HALTED',
      message: 'The transaction was rolled back since another operation in the same transaction failed.',
    },
  ],
});
