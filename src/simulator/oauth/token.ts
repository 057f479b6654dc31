import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Org } from '../org.ts';
import type { IssuedTokens } from './grants.ts';
import { identityUrl } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { sameSecret, signatureOf } from './secrets.ts';

type Form = Record<string, string | undefined>;

/** `POST /services/oauth2/token`: codes and refresh tokens against tokens. */
export function registerToken(app: FastifyInstance, org: Org): void {
  app.post<{ Body: Form }>('/services/oauth2/token', async (request, reply) => {
    const form = request.body ?? {};
    requireClient(org, request);
    const issued = issue(org, form, request.ip);
    await org.state.journal.flushed();
    return reply.header('cache-control', 'no-store').send(answer(org, issued));
  });
}

/** The client's own credentials: in the form, or as Basic. */
export function requireClient(org: Org, request: FastifyRequest): void {
  const form = (request.body ?? {}) as Form;
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [basicId, basicSecret] = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent)
    : [];
  if ((basicId ?? form.client_id) !== org.grants.app.clientId)
    throw new OAuthError('invalid_client_id', 'client identifier invalid');
  if (!sameSecret(basicSecret ?? form.client_secret ?? '', org.grants.app.clientSecret)) {
    throw new OAuthError('invalid_client', 'invalid client credentials');
  }
}

function issue(org: Org, form: Form, address: string): IssuedTokens {
  switch (form.grant_type) {
    case 'authorization_code':
      return org.grants.exchange(form.code ?? '', form.redirect_uri ?? '', form.code_verifier);
    case 'refresh_token':
      return org.grants.refresh(form.refresh_token ?? '', address);
    default:
      throw new OAuthError('unsupported_grant_type', 'grant type not supported');
  }
}

/** No `expires_in`, and `issued_at` is a text of milliseconds: both as the platform answers. */
function answer(org: Org, { user, scope, accessToken, refreshToken, issuedAt }: IssuedTokens) {
  const id = identityUrl(org, user);
  return {
    access_token: accessToken,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    signature: signatureOf(org.grants.app.clientSecret, id, String(issuedAt)),
    scope,
    instance_url: org.url,
    id,
    token_type: 'Bearer',
    issued_at: String(issuedAt),
  };
}
