import type { SignInServer } from './sign-in-server.ts';
import { type Grant, TokenRequestError } from './token-answer.ts';
import type { Vault } from './vault.ts';

/** Whose refresh token it is: bound into what it is sealed with. */
export interface TokenHolder {
  accountId: string;
  connectionId: string;
  salesforceUserId: string;
}

/** A renewed access; its refresh token never leaves this file unsealed. */
export interface RenewedAccess extends Omit<Grant, 'refreshToken'> {
  sealedToken: Buffer;
}

interface Deps {
  vault: Vault;
  signIn: Pick<SignInServer, 'refresh' | 'revoke'>;
}

export const sealToken = (vault: Vault, holder: TokenHolder, refreshToken: string): Buffer =>
  vault.seal(refreshToken, contextOf(holder));

/** Shows a refresh token to Salesforce, once, and seals what came in its place. @throws TokenRequestError */
export async function renewSealed(
  { vault, signIn }: Deps,
  loginUrl: string,
  holder: TokenHolder,
  sealed: Buffer,
): Promise<RenewedAccess> {
  const present = openToken(vault, sealed, holder);
  const { refreshToken, ...access } = await signIn.refresh(loginUrl, present);
  return { ...access, sealedToken: sealToken(vault, holder, refreshToken ?? present) };
}

/** What cannot be opened was never shown: it is good again once its key is back. */
function openToken(vault: Vault, sealed: Buffer, holder: TokenHolder): string {
  try {
    return vault.open(sealed, contextOf(holder));
  } catch (cause) {
    throw new TokenRequestError(
      'unreachable',
      cause instanceof Error ? cause.message : 'It cannot be opened.',
    );
  }
}

/** Ends a grant at Salesforce. @returns whether Salesforce confirmed it. */
export const revokeSealed = (
  { vault, signIn }: { vault: Vault; signIn: Pick<SignInServer, 'revoke'> },
  loginUrl: string,
  holder: TokenHolder,
  sealed: Buffer,
): Promise<boolean> => signIn.revoke(loginUrl, vault.open(sealed, contextOf(holder)));

const contextOf = ({ accountId, connectionId, salesforceUserId }: TokenHolder) => ({
  kind: 'refresh_token' as const,
  accountId,
  connectionId,
  salesforceUserId,
});
