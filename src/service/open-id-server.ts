import * as oidc from 'openid-client';
import type { OidcServer } from './care/sign-in-oidc.ts';
import type { ServiceConfig } from './config.ts';
import { Problem } from './problem.ts';

/** For each request to the company's sign-in. */
const DEADLINE_SECONDS = 10;

/** The company's sign-in, found by its issuer when it is first needed: it may be down when Care starts. */
export function openIdServer(settings: NonNullable<ServiceConfig['oidc']>): OidcServer {
  let found: Promise<oidc.Configuration> | null = null;

  const server = (): Promise<oidc.Configuration> => {
    found ??= discover(settings).catch((cause) => {
      found = null;
      throw new Problem('SIGN_IN_FAILED', undefined, { cause });
    });
    return found;
  };

  return {
    async authorizeUrl(redirectUri, { state, nonce, verifier }) {
      const url = oidc.buildAuthorizationUrl(await server(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return url.href;
    },

    async whoIs(answer, { state, nonce, verifier }) {
      const configuration = await server();
      try {
        const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Problem('SIGN_IN_FAILED');
        // Many servers put no address into the ID token: then the person's own record says it.
        const said =
          typeof claims.email === 'string'
            ? claims
            : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
        return {
          email: typeof said.email === 'string' ? said.email : null,
          verified: said.email_verified === true,
        };
      } catch (cause) {
        if (cause instanceof Problem) throw cause;
        const code = cause instanceof oidc.AuthorizationResponseError ? 'SIGN_IN_REFUSED' : 'SIGN_IN_FAILED';
        throw new Problem(code, undefined, { cause });
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: NonNullable<ServiceConfig['oidc']>) {
  const url = new URL(issuer);
  return oidc.discovery(url, clientId, clientSecret, undefined, {
    timeout: DEADLINE_SECONDS,
    // The settings let no address but this machine's own go without TLS.
    ...(url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
  });
}
