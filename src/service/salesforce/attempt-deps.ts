import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import type { SignInServer } from './sign-in-server.ts';
import type { TokenKeeper } from './token-keeper.ts';
import type { Vault } from './vault.ts';

/** What connecting reaches for; made once by integration.ts. */
export interface ConnectDeps {
  db: Database;
  vault: Vault;
  signIn: SignInServer;
  tokens: TokenKeeper;
  trustedOrigins: readonly string[];
  loginUrls: { production: string; sandbox: string };
  now: () => Date;
  log: Logger;
}

/** What an attempt's PKCE verifier is sealed with. */
export const verifierContext = (accountId: string, stateHash: Buffer) => ({
  kind: 'code_verifier' as const,
  accountId,
  stateHash: stateHash.toString('hex'),
});

/** What a grant that nobody has confirmed yet is sealed with. */
export const attemptGrantContext = (attempt: { accountId: string; id: string }) => ({
  kind: 'attempt_grant' as const,
  accountId: attempt.accountId,
  attemptId: attempt.id,
});
