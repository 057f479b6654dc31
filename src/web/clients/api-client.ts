import { type ApiProblem, readProblem, unreachable } from './api-problem.ts';
import type { Answer, InputOf, Operation } from './operations.ts';

/** How requests prove who sends them. The desk's cookie goes along by itself; the widget holds a bearer token. */
export interface BearerToken {
  current(): string | null;
  /** Gets another token after a 401; resolves to false when there is none to be had. */
  renew(): Promise<boolean>;
}

export interface ApiClientOptions {
  /** Absent: the session cookie. */
  readonly token?: BearerToken;
  readonly fetch?: typeof fetch;
  /** Makes the Idempotency-Key of a POST that brings none. */
  readonly newKey?: () => string;
  readonly timeoutMs?: number;
  /** Pauses before the second and third try of a GET. */
  readonly retryDelaysMs?: readonly number[];
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Of a POST: the same key for the same intention, however often it is sent. */
  readonly idempotencyKey?: string;
  /** Lets the request outlive the page; at most 64 KB. */
  readonly keepalive?: boolean;
  /** For what takes longer than others, because Salesforce is waited for. */
  readonly timeoutMs?: number;
}

export interface ApiClient {
  /** Calls an operation of the contract. Rejects with ApiProblem, or AbortError when the signal says so. */
  call<Op extends Operation>(op: Op, input: InputOf<Op>, options?: CallOptions): Promise<Answer<Op>>;
  /** The bare request, with who we are on it; for streams. */
  open(path: string, init?: RequestInit): Promise<Response>;
}

const TIMEOUT_MS = 15_000;
const RETRY_DELAYS_MS = [400, 1_500];

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function createApiClient(options: ApiClientOptions = {}): ApiClient {
  const doFetch = options.fetch ?? ((input, init) => fetch(input, init));
  const newKey = options.newKey ?? (() => crypto.randomUUID());
  const delays = options.retryDelaysMs ?? RETRY_DELAYS_MS;
  const { token } = options;

  const withIdentity = (init: RequestInit): RequestInit => {
    const bearer = token?.current();
    return {
      ...init,
      credentials: token ? 'omit' : 'same-origin',
      headers: {
        ...(init.headers as Record<string, string>),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
    };
  };

  const open = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await doFetch(path, withIdentity(init));
    if (response.status === 401 && token && (await token.renew())) return doFetch(path, withIdentity(init));
    return response;
  };

  const once = async (
    path: string,
    init: RequestInit,
    { signal, timeoutMs = options.timeoutMs ?? TIMEOUT_MS }: CallOptions,
  ): Promise<unknown> => {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await open(path, {
        ...init,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      if (!response.ok) throw await readProblem(response);
      return response.status === 204 ? undefined : await response.json();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if ((error as ApiProblem).name === 'ApiProblem') throw error;
      throw unreachable(deadline.aborted, error);
    }
  };

  return {
    open,
    async call(op, input, callOptions = {}) {
      const [method = 'GET', template = ''] = op.split(' ');
      const { params, query, body } = input as AnyInput;
      const path = address(template, params, query);
      const init: RequestInit = { method, headers: { accept: 'application/json' } };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { ...init.headers, 'content-type': 'application/json' };
      }
      if (method === 'POST') {
        init.headers = { ...init.headers, 'idempotency-key': callOptions.idempotencyKey ?? newKey() };
      }
      if (callOptions.keepalive) init.keepalive = true;
      for (let attempt = 0; ; attempt++) {
        try {
          return (await once(path, init, callOptions)) as never;
        } catch (error) {
          const delay = delays[attempt];
          if (method !== 'GET' || delay === undefined || !(error as ApiProblem).passing) throw error;
          await pause(delay, callOptions.signal);
        }
      }
    },
  };
}

/** Fills `:names` and appends the query; undefined parts are left out. */
function address(template: string, params: AnyInput['params'], query: AnyInput['query']): string {
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
