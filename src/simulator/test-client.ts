import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { SimulatedOrg, SimulatedOrgOptions } from './core.ts';
import { SEED_PASSWORD } from './seed/users.ts';
import { startSimulatedOrg } from './server.ts';

/** What tests connect as. */
export const TEST_APP = {
  clientId: 'test-client',
  clientSecret: 'test-secret',
  callbackUrl: 'http://127.0.0.1:9/callback',
} as const;

export const ADMIN = 'ines.okafor@acme.example';
export const AGENT = 'jonas.lind@acme.example';
export const OUTSIDER = 'tom.weber@acme.example';

export function startTestOrg(options: Partial<SimulatedOrgOptions> = {}): Promise<SimulatedOrg> {
  return startSimulatedOrg({
    port: 0,
    dataDir: null,
    forceAppDir: fileURLToPath(new URL('../../force-app/main/default', import.meta.url)),
    careServiceUrl: 'http://127.0.0.1:4400',
    externalClientApp: TEST_APP,
    ...options,
  });
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  instance_url: string;
  id: string;
  issued_at: string;
  signature: string;
}

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  redirect: 'manual' as const,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** Signs in on the login page and returns the session cookie. */
export async function signIn(url: string, username: string): Promise<string> {
  const reply = await fetch(`${url}/login`, form({ username, pw: SEED_PASSWORD, startURL: '/' }));
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

export const newVerifier = () => randomBytes(48).toString('base64url');
export const challengeFor = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

export function authorizeUrl(url: string, verifier: string, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: TEST_APP.clientId,
    redirect_uri: TEST_APP.callbackUrl,
    scope: 'api refresh_token openid',
    state: 'st',
    code_challenge: challengeFor(verifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  return `${url}/services/oauth2/authorize?${query}`;
}

/** Walks authorize and, when asked, the approval page; returns where it led. */
export async function authorize(url: string, username: string, verifier: string): Promise<URL> {
  const cookie = await signIn(url, username);
  const page = await fetch(authorizeUrl(url, verifier), { redirect: 'manual', headers: { cookie } });
  const straight = page.headers.get('location');
  if (straight) return new URL(straight);
  const id = /name="id" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const request = form({ id, decision: 'allow' });
  const approved = await fetch(`${url}/services/oauth2/approve`, {
    ...request,
    headers: { ...request.headers, cookie },
  });
  return new URL(approved.headers.get('location') ?? '');
}

export function requestToken(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(
    `${url}/services/oauth2/token`,
    form({ client_id: TEST_APP.clientId, client_secret: TEST_APP.clientSecret, ...fields }),
  );
}

/** The whole web server flow. */
export async function connect(url: string, username: string): Promise<Tokens> {
  const verifier = newVerifier();
  const back = await authorize(url, username, verifier);
  const reply = await requestToken(url, {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: TEST_APP.callbackUrl,
    code_verifier: verifier,
  });
  return (await reply.json()) as Tokens;
}

export interface ApiAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are what tests look into
  body: any;
  headers: Headers;
}

export type Api = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

/** Calls REST below `/services/data/v66.0`; an absolute path is taken as it is. */
export function apiFor(url: string, token: string): Api {
  return async (method, path, body, headers = {}) => {
    const target = path.startsWith('/services') ? path : `/services/data/v66.0${path}`;
    const reply = await fetch(url + target, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? undefined : JSON.parse(text), headers: reply.headers };
  };
}

export async function connectApi(org: SimulatedOrg, username = ADMIN): Promise<Api> {
  return apiFor(org.url, (await connect(org.url, username)).access_token);
}
