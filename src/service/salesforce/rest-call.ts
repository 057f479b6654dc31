import { PassThrough } from 'node:stream';
import type { HttpRequest, HttpResponse } from 'jsforce';
import { Connection } from 'jsforce/lib/core.js';
import { Transport } from 'jsforce/lib/transport.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { type ExchangeAnswer, ExchangeError, exchange } from './http-exchange.ts';

/** Sent with every call; comes back in change events as `…;client=Care`. */
const CALL_CLIENT = 'Care';

export interface RestCall {
  accessToken: string;
  /** Pinned: the one origin the token may be shown to. */
  instanceUrl: string;
  trusted: boolean;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/services/data/vNN`. */
  path: string;
  headers: Record<string, string>;
  body?: unknown;
  deadlineMs: number;
}

/** What came back. `answer` is null only when nothing trustworthy did; `sent` says whether it may have happened. */
export type RestAnswer =
  | { answer: ExchangeAnswer; body: unknown; error: null }
  | { answer: null; body: null; error: ExchangeError };

/**
 * One HTTP request to the REST API, by a jsforce connection that has nothing to break the promise with: it
 * holds no refresh token and no refresh function, so a 401 is only reported; its transport is ours, so there
 * is no retry, no redirect and no proxy; and it lives for this one call, so it shares no state.
 */
export async function restCall(call: RestCall): Promise<RestAnswer> {
  const transport = new OneExchange(call);
  const connection = new Connection({
    instanceUrl: call.instanceUrl,
    accessToken: call.accessToken,
    version: SALESFORCE_API_VERSION,
    callOptions: { client: CALL_CLIENT },
  });
  connection._transport = transport;
  const request: HttpRequest = {
    method: call.method,
    url: call.path,
    headers: { 'sforce-auto-assign': 'FALSE', ...lowerCaseNames(call.headers) },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  };
  if (call.body !== undefined) request.headers!['content-type'] = 'application/json; charset=UTF-8';
  try {
    await connection.request(request);
  } catch {
    // jsforce loses the status of a refusal on its way; the transport has kept the answer as it was.
  }
  return transport.outcome();
}

/** The transport of one call: pins the origin, lets one exchange through, keeps what came back. */
class OneExchange extends Transport {
  readonly #call: RestCall;
  #answer: ExchangeAnswer | null = null;
  #error: ExchangeError | null = null;
  #used = false;

  constructor(call: RestCall) {
    super();
    this.#call = call;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#exchange(request) }));
  }

  async #exchange(request: HttpRequest): Promise<HttpResponse> {
    if (this.#used) throw new Error('One call is one HTTP request.');
    this.#used = true;
    try {
      this.#answer = await exchange({
        method: request.method,
        url: request.url,
        origin: this.#call.instanceUrl,
        trusted: this.#call.trusted,
        headers: { ...request.headers, accept: 'application/json' },
        body: typeof request.body === 'string' ? request.body : undefined,
        deadlineMs: this.#call.deadlineMs,
      });
    } catch (error) {
      this.#error = error instanceof ExchangeError ? error : new ExchangeError('cut', true, 'It broke off.');
      throw this.#error;
    }
    const { status, headers, text } = this.#answer;
    return { statusCode: status, headers, body: text };
  }

  outcome(): RestAnswer {
    if (this.#answer === null) {
      const error = this.#error ?? new ExchangeError('refused_address', false, 'The request was not made.');
      return { answer: null, body: null, error };
    }
    return { answer: this.#answer, body: parsed(this.#answer), error: null };
  }
}

/** JSON, or undefined for anything else: a page of HTML is never an answer. */
function parsed(answer: ExchangeAnswer): unknown {
  if (answer.text === '') return null;
  if (!/^application\/json\b/.test(answer.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}

const lowerCaseNames = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
