import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { orgOrigin } from './org-hosts.ts';

/** What a token request brought, believed only as far as it could be checked. */
export interface Grant {
  accessToken: string;
  /** Null when the answer carries none: the present one stays good. */
  refreshToken: string | null;
  /** Origin of the org's API. */
  instanceUrl: string;
  /** 18 characters. */
  orgId: string;
  /** 18 characters. */
  userId: string;
}

/**
 * A token request that brought nothing.
 * - `refused`: the server said no, in its own words; nothing was changed.
 * - `unreachable`: the request never left or the server could not work; nothing was changed.
 * - `unknown`: sent, without an answer that can be trusted; the token may have been replaced.
 * - `distrusted`: there was an answer, and it is not what it claims to be.
 */
export class TokenRequestError extends Error {
  readonly kind: 'refused' | 'unreachable' | 'unknown' | 'distrusted';
  /** OAuth error code, e.g. `invalid_grant`. */
  readonly error: string | null;
  readonly description: string | null;

  constructor(
    kind: TokenRequestError['kind'],
    fact: string,
    refusal: { error: string; description: string } | null = null,
  ) {
    super(fact);
    this.name = 'TokenRequestError';
    this.kind = kind;
    this.error = refusal?.error ?? null;
    this.description = refusal?.description ?? null;
  }
}

const Granted = z.object({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(4_096).optional(),
  instance_url: z.string(),
  id: z.string(),
  issued_at: z.string().regex(/^\d{10,16}$/),
  signature: z.string(),
  token_type: z.string().regex(/^bearer$/i),
});

const Refused = z.object({
  error: z.string().max(200),
  error_description: z
    .string()
    .max(1_000)
    // Nobody's words are this long; whatever they are is kept out of logs and tables.
    .transform((text) => text.replace(/[^\s/]{24,}/g, '…'))
    .default(''),
});

const IDENTITY_PATH = /^\/id\/(00D[A-Za-z0-9]{15})\/(005[A-Za-z0-9]{15})$/;

export interface GrantChecks {
  clientSecret: string;
  /** Where the person signed in. */
  loginUrl: string;
  trustedOrigins: readonly string[];
}

/**
 * Reads an answer of the token endpoint. A grant is believed when its signature was made with our client
 * secret and both its hosts are Salesforce's (or named by the operator): the callback carries no issuer, so
 * this is what tells the server that was asked from another that answered.
 *
 * @throws TokenRequestError; its message never carries what the answer held.
 */
export async function readGrant(response: Response, checks: GrantChecks): Promise<Grant> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status >= 500) {
    throw new TokenRequestError('unreachable', `The sign-in server answered ${response.status}.`);
  }
  if (response.status !== 200) {
    const refused = Refused.safeParse(body);
    if (!refused.success) {
      throw new TokenRequestError('unknown', `The sign-in server answered ${response.status} without JSON.`);
    }
    const { error, error_description: description } = refused.data;
    throw new TokenRequestError('refused', `Salesforce: ${error}: ${description}`, { error, description });
  }
  const granted = Granted.safeParse(body);
  if (!granted.success) {
    throw new TokenRequestError(
      'unknown',
      'The sign-in server answered 200 with something else than a grant.',
    );
  }
  return trusted(granted.data, checks);
}

function trusted(answer: z.output<typeof Granted>, checks: GrantChecks): Grant {
  const signed = createHmac('sha256', checks.clientSecret)
    .update(answer.id + answer.issued_at)
    .digest();
  const signature = Buffer.from(answer.signature, 'base64');
  if (signature.length !== signed.length || !timingSafeEqual(signature, signed)) {
    throw new TokenRequestError('distrusted', 'The grant is not signed with our client secret.');
  }
  const instanceUrl = orgOrigin(answer.instance_url, checks);
  if (instanceUrl === null) {
    throw new TokenRequestError('distrusted', 'The grant names an instance outside Salesforce.');
  }
  const identityOrigin = orgOrigin(answer.id, checks);
  const known = [checks.loginUrl, instanceUrl, 'https://login.salesforce.com', 'https://test.salesforce.com'];
  if (identityOrigin === null || !known.includes(identityOrigin)) {
    throw new TokenRequestError('distrusted', 'The grant names an identity at an unknown host.');
  }
  const [, orgId, userId] = IDENTITY_PATH.exec(new URL(answer.id).pathname) ?? [];
  if (orgId === undefined || userId === undefined) {
    throw new TokenRequestError('distrusted', 'The grant names no org and user.');
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    instanceUrl,
    orgId,
    userId,
  };
}
