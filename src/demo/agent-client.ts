import { randomUUID } from 'node:crypto';
import { type SignInPorts, startSession } from '../service/care/sign-in.ts';
import { SESSION_COOKIE } from '../service/http/actor.ts';

/** One agent at Care's HTTP API, as the desk would ask it. */
export interface AgentClient {
  agentId: string;
  /** `name=value`, for a browser that is to be signed in as this agent. */
  cookie: string;
  get<T>(path: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  /** @param key the Idempotency-Key: the same one never does it twice. */
  post<T>(path: string, body: unknown, key?: string): Promise<T>;
}

export async function signInAgent(
  careUrl: string,
  signIn: SignInPorts,
  accountId: string,
  agentId: string,
): Promise<AgentClient> {
  const { token } = await startSession(signIn, accountId, agentId);
  const cookie = `${SESSION_COOKIE}=${token}`;
  const ask = async (method: string, path: string, body?: unknown, key?: string) => {
    const response = await fetch(`${careUrl}${path}`, {
      method,
      headers: {
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Failed to ${method} ${path}: it answered ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    agentId,
    cookie,
    get: (path) => ask('GET', path),
    put: (path, body) => ask('PUT', path, body),
    post: (path, body, key = randomUUID()) => ask('POST', path, body, key),
  };
}
