import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { soql } from '../../domain/soql.ts';
import { ExchangeError, exchange } from './http-exchange.ts';
import { isTrustedOrigin } from './org-hosts.ts';
import { type Grant, readGrant, TokenRequestError } from './token-answer.ts';

export interface SignInSettings {
  clientId: string;
  clientSecret: string;
  /** Origins allowed beside Salesforce's own. */
  trustedOrigins: readonly string[];
  /** Exact address Salesforce sends the browser back to. */
  redirectUri: string;
}

/** Who a grant is for, in the org's own words. */
export interface SalesforceIdentity {
  orgId: string;
  userId: string;
  username: string;
  displayName: string;
  email: string | null;
}

/** A person said no, or Salesforce did, before there was a code. */
export class AuthorizationRefused extends Error {
  readonly error: string;
  readonly description: string;

  constructor(error: string, description: string) {
    super(`${error}: ${description}`);
    this.name = 'AuthorizationRefused';
    this.error = error;
    this.description = description;
  }
}

/** The org let the user in, and then refused to say what it is. */
export class OrgAccessRefused extends Error {
  /** Salesforce's own. */
  readonly words: string;

  constructor(words: string) {
    super(`The org refuses its API: ${words}`);
    this.name = 'OrgAccessRefused';
    this.words = words;
  }
}

/** All that is asked for, as Salesforce's consent page names it, and what for. */
export const SCOPES = [
  {
    scope: 'Manage user data via APIs (api)',
    why: 'To read contacts, to write cases, leads and their messages, and to hear when they change.',
  },
  {
    scope: 'Perform requests at any time (refresh_token, offline_access)',
    why: 'To stay connected while you are away, without asking you to log in again.',
  },
  {
    scope: 'Access unique user identifiers (openid)',
    why: 'To show you which org and user it is before anything is saved.',
  },
] as const;

const SCOPE = 'api refresh_token openid';
const DEADLINE_MS = 30_000;

const UserInfo = z.object({
  organization_id: z.string(),
  user_id: z.string(),
  sub: z.string(),
  preferred_username: z.string(),
  name: z.string(),
  email: z.string().nullish(),
});

const Organizations = z.object({
  records: z.array(z.object({ Name: z.string(), IsSandbox: z.boolean() })).min(1),
});

const Refusals = z.array(z.object({ errorCode: z.string(), message: z.string() })).min(1);

/** What Salesforce says to a token that it does not know (any more): spent, revoked, died of idleness. */
const Unrevoked = z.object({ error: z.enum(['invalid_token', 'unsupported_token_type']) });

const Introspection = z.object({ active: z.boolean() });

/** Salesforce's OAuth endpoints: the web-server flow with PKCE, renewal and revocation. Holds no token. */
export class SignInServer {
  readonly #settings: SignInSettings;
  readonly #client: oauth.Client;

  constructor(settings: SignInSettings) {
    this.#settings = settings;
    this.#client = { client_id: settings.clientId };
  }

  get redirectUri(): string {
    return this.#settings.redirectUri;
  }

  /** Made when it is needed: an installation without an app of its own never gets here. */
  get #secret(): oauth.ClientAuth {
    return oauth.ClientSecretPost(this.#settings.clientSecret);
  }

  /** @returns where to send the browser, and the verifier to keep for `exchangeCode`. */
  async authorizeUrl(loginUrl: string, state: string): Promise<{ url: string; verifier: string }> {
    const verifier = oauth.generateRandomCodeVerifier();
    const url = new URL('/services/oauth2/authorize', loginUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.#settings.clientId,
      redirect_uri: this.#settings.redirectUri,
      scope: SCOPE,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'login',
    }).toString();
    return { url: url.href, verifier };
  }

  /**
   * @param callback the query the browser came back with.
   * @throws AuthorizationRefused, TokenRequestError
   */
  async exchangeCode(
    loginUrl: string,
    callback: URLSearchParams,
    state: string,
    verifier: string,
  ): Promise<Grant> {
    const as = this.#serverAt(loginUrl);
    let parameters: URLSearchParams;
    try {
      if (callback.getAll('code').length > 1) throw new TypeError('There are two codes.');
      parameters = oauth.validateAuthResponse(as, this.#client, callback, state);
    } catch (error) {
      if (error instanceof oauth.AuthorizationResponseError) {
        throw new AuthorizationRefused(error.error, error.error_description ?? '');
      }
      throw new AuthorizationRefused('invalid_response', 'The browser came back without a usable code.');
    }
    return this.#grant(loginUrl, () =>
      oauth.authorizationCodeGrantRequest(
        as,
        this.#client,
        this.#secret,
        parameters,
        this.#settings.redirectUri,
        verifier,
        this.#options(loginUrl),
      ),
    );
  }

  /** Shows the refresh token once. @throws TokenRequestError */
  refresh(loginUrl: string, refreshToken: string): Promise<Grant> {
    return this.#grant(loginUrl, () =>
      oauth.refreshTokenGrantRequest(
        this.#serverAt(loginUrl),
        this.#client,
        this.#secret,
        refreshToken,
        this.#options(loginUrl),
      ),
    );
  }

  /** Ends a grant at Salesforce. @returns whether Salesforce says that it is over, now or before. */
  async revoke(loginUrl: string, token: string): Promise<boolean> {
    try {
      const response = await oauth.revocationRequest(
        this.#serverAt(loginUrl),
        this.#client,
        this.#secret,
        token,
        this.#options(loginUrl),
      );
      if (response.status === 200) return true;
      const answer = Unrevoked.safeParse(await response.json());
      return response.status === 400 && answer.success;
    } catch {
      return false;
    }
  }

  /** Asks whether a token still works, without using it. @returns null when Salesforce did not say. */
  async introspect(loginUrl: string, token: string): Promise<boolean | null> {
    try {
      const response = await oauth.introspectionRequest(
        this.#serverAt(loginUrl),
        this.#client,
        this.#secret,
        token,
        this.#options(loginUrl),
      );
      const answer = Introspection.safeParse(await response.json());
      return response.status === 200 && answer.success ? answer.data.active : null;
    } catch {
      return null;
    }
  }

  /** Asks the pinned instance who the token is for. @throws TokenRequestError when it does not fit the grant. */
  async identityOf(grant: Grant): Promise<SalesforceIdentity> {
    const response = await this.#fetch(`${grant.instanceUrl}/services/oauth2/userinfo`, {
      method: 'GET',
      headers: { authorization: `Bearer ${grant.accessToken}`, accept: 'application/json' },
    });
    const parsed = UserInfo.safeParse(await response.json().catch(() => undefined));
    if (response.status !== 200 || !parsed.success) {
      throw new TokenRequestError(
        'distrusted',
        `The org did not say who the grant is for (${response.status}).`,
      );
    }
    const {
      organization_id: orgId,
      user_id: userId,
      preferred_username: username,
      name,
      email,
    } = parsed.data;
    const subject = `/id/${grant.orgId}/${grant.userId}`;
    if (orgId !== grant.orgId || userId !== grant.userId || !parsed.data.sub.endsWith(subject)) {
      throw new TokenRequestError('distrusted', 'The org says that the grant is for somebody else.');
    }
    return { orgId, userId, username, displayName: name, email: email ?? null };
  }

  /** Asks the pinned instance what org it is. @throws OrgAccessRefused, TokenRequestError */
  async organizationOf(grant: Grant): Promise<{ orgName: string; isSandbox: boolean }> {
    const { text } = soql`SELECT Name, IsSandbox FROM Organization`;
    const path = `/services/data/v${SALESFORCE_API_VERSION}/query?q=${encodeURIComponent(text)}`;
    const response = await this.#fetch(`${grant.instanceUrl}${path}`, {
      method: 'GET',
      headers: { authorization: `Bearer ${grant.accessToken}`, accept: 'application/json' },
    });
    const body: unknown = await response.json().catch(() => undefined);
    const found = Organizations.safeParse(body).data?.records[0];
    if (response.status === 200 && found) return { orgName: found.Name, isSandbox: found.IsSandbox };
    const [refusal] = Refusals.safeParse(body).data ?? [];
    if (refusal && response.status < 500) {
      throw new OrgAccessRefused(`${refusal.errorCode}: ${refusal.message}`);
    }
    throw new TokenRequestError('distrusted', `The org did not say what it is (${response.status}).`);
  }

  async #grant(loginUrl: string, ask: () => Promise<Response>): Promise<Grant> {
    const { clientSecret, trustedOrigins } = this.#settings;
    return readGrant(await ask(), { clientSecret, trustedOrigins, loginUrl });
  }

  #serverAt(loginUrl: string): oauth.AuthorizationServer {
    return {
      issuer: loginUrl,
      token_endpoint: `${loginUrl}/services/oauth2/token`,
      revocation_endpoint: `${loginUrl}/services/oauth2/revoke`,
      introspection_endpoint: `${loginUrl}/services/oauth2/introspect`,
    };
  }

  #options(loginUrl: string) {
    return {
      [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) =>
        this.#fetch(url, { method: 'POST', headers: init.headers, body: init.body.toString() }),
      [oauth.allowInsecureRequests]: isTrustedOrigin(loginUrl, this.#settings),
    };
  }

  async #fetch(
    url: string,
    init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  ): Promise<Response> {
    const origin = new URL(url).origin;
    const trusted = isTrustedOrigin(origin, this.#settings);
    try {
      const answer = await exchange({ ...init, url, origin, trusted, deadlineMs: DEADLINE_MS });
      const bodyless = answer.status === 204 || answer.status === 304;
      return new Response(bodyless ? null : answer.text, { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      throw new TokenRequestError(error.sent ? 'unknown' : 'unreachable', error.message);
    }
  }
}
