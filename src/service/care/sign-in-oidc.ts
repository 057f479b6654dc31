import { createHmac } from 'node:crypto';
import { RETURN_TO, type ReturnTo } from '../../api/sign-in.ts';
import { newSecret } from '../ids.ts';
import { Problem } from '../problem.ts';
import { type NewSession, type SignInPorts, startSession } from './sign-in.ts';

/** What ties the answer of the company's sign-in to the browser that asked. */
export interface OidcChecks {
  state: string;
  nonce: string;
  /** PKCE: whoever redeems the code shows that they began. */
  verifier: string;
}

/** The company's sign-in; it checks issuer, signature, audience, time, state and nonce. */
export interface OidcServer {
  authorizeUrl(redirectUri: string, checks: OidcChecks): Promise<string>;
  /**
   * @param answer the address the browser was sent back to, whole.
   * @throws Problem SIGN_IN_REFUSED, SIGN_IN_FAILED
   */
  whoIs(answer: URL, checks: OidcChecks): Promise<{ email: string | null; verified: boolean }>;
}

/** A sign-in begun: where the browser goes, and the secret that stays in its cookie. */
export async function beginOidc(
  server: OidcServer,
  redirectUri: string,
  returnTo: ReturnTo,
): Promise<{ url: string; secret: string }> {
  const secret = newSecret();
  return { url: await server.authorizeUrl(redirectUri, checksOf(secret, returnTo)), secret };
}

/**
 * Lets in whom the company's sign-in vouches for, if they work here or were invited. Nobody is made a user by it.
 *
 * @throws Problem
 */
export async function finishOidc(
  ports: SignInPorts,
  server: OidcServer,
  answer: URL,
  secret: string | null,
): Promise<{ session: NewSession; returnTo: ReturnTo }> {
  const asked = answer.searchParams.get('state')?.split('.')[1];
  const returnTo = RETURN_TO.find((each) => each === asked);
  if (secret === null || returnTo === undefined) throw new Problem('SIGN_IN_INTERRUPTED');
  const checks = checksOf(secret, returnTo);
  if (answer.searchParams.get('state') !== checks.state) throw new Problem('SIGN_IN_INTERRUPTED');
  const { email, verified } = await server.whoIs(answer, checks);
  if (email === null || !verified) throw new Problem('SIGN_IN_EMAIL_UNVERIFIED');
  const [person, another] = await ports.peopleWithEmail(email);
  if (!person) throw new Problem('SIGN_IN_UNKNOWN_PERSON');
  if (another) throw new Problem('SIGN_IN_SEVERAL_ACCOUNTS');
  await ports.welcome(person.accountId, person.agentId);
  return { session: await startSession(ports, person.accountId, person.agentId), returnTo };
}

/** All of them come from the one secret in the cookie, so nothing of an attempt is kept here. */
function checksOf(secret: string, returnTo: ReturnTo): OidcChecks {
  const derive = (purpose: string): string =>
    createHmac('sha256', secret).update(purpose).digest('base64url');
  return {
    state: `${derive(`state ${returnTo}`)}.${returnTo}`,
    nonce: derive('nonce'),
    verifier: derive('verifier'),
  };
}
