import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const OIDC_CLIENT = { clientId: 'care', clientSecret: 'company-secret' };

/** A real OpenID provider on loopback, as a company has one; whoever signs in is who they say. */
export interface CompanySignIn {
  issuer: string;
  /** Whether it vouches for addresses. */
  verified: boolean;
  /** What a browser does there, from the address Care sends it to: the address it comes back to Care with. */
  walk(authorizeUrl: string, login: string | null): Promise<URL>;
  stop(): Promise<void>;
}

export async function startCompanySignIn(redirectUri: string): Promise<CompanySignIn> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const company: CompanySignIn = {
    issuer,
    verified: true,
    walk: (authorizeUrl, login) => walk(authorizeUrl, login, redirectUri),
    stop: () => close(http),
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.clientId,
        client_secret: OIDC_CLIENT.clientSecret,
        redirect_uris: [redirectUri],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: company.verified }),
    }),
    cookies: { keys: ['company'] },
  });
  http.on('request', provider.callback());
  return company;
}

/** Follows it page by page with a jar of cookies; with no login, the person says no. */
async function walk(authorizeUrl: string, login: string | null, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>();
  const ask = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  let url = authorizeUrl;
  for (let step = 0; step < 12; step += 1) {
    if (url.startsWith(redirectUri)) return new URL(url);
    let response = await ask(url);
    if (response.status === 200) {
      const page = await response.text();
      if (login === null) response = await ask(`${url}/abort`);
      else {
        const prompt = page.includes('name="login"') ? 'login' : 'consent';
        response = await ask(url, { prompt, login, password: 'any' });
      }
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status} from ${url}: ${await response.text()}`);
    url = new URL(location, url).href;
  }
  throw new Error('The company’s sign-in leads in circles.');
}

const close = (http: Server): Promise<void> =>
  new Promise((done) => {
    http.close(() => done());
    http.closeAllConnections();
  });
