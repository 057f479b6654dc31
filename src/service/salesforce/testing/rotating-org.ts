import { randomUUID } from 'node:crypto';
import type { SignInServer } from '../sign-in-server.ts';
import { type Grant, TokenRequestError } from '../token-answer.ts';

const IDLE_MS = 30 * 86_400_000;

/** Where the answer of a renewal gets lost. `after`: it was renewed, and nobody hears of it. */
type Lost = 'before' | 'after';

interface GrantThere {
  refreshToken: string;
  renewedAt: number;
}

/**
 * An org's grants in memory, by a clock of the test's: refresh tokens rotate, a spent one that comes back ends its
 * grant, and so do thirty days without a renewal.
 */
export class RotatingOrg implements Pick<SignInServer, 'refresh' | 'revoke'> {
  readonly orgId: string;
  readonly #now: () => number;
  /** By Salesforce user. */
  readonly #grants = new Map<string, GrantThere>();
  /** Whose it is, for every refresh token there ever was. */
  readonly #owners = new Map<string, string>();
  /** Renewals that succeeded. */
  renewals = 0;
  /** Grants ended by a spent token, and by idleness. */
  readonly ended = { replayed: 0, idle: 0 };
  reachable = true;
  /** What happens to the next answers, in order. */
  readonly lose: (Lost | null)[] = [];
  /** Called when a renewal has been made and is about to be answered. */
  beforeAnswer: () => void | Promise<void> = () => {};

  constructor(orgId: string, now: () => number) {
    this.orgId = orgId;
    this.#now = now;
  }

  /** A user lets Care in. @returns the first refresh token. */
  grant(userId: string): string {
    const refreshToken = `canary-refresh-${randomUUID()}`;
    this.#grants.set(userId, { refreshToken, renewedAt: this.#now() });
    this.#owners.set(refreshToken, userId);
    return refreshToken;
  }

  async refresh(loginUrl: string, shown: string): Promise<Grant> {
    if (!this.reachable) throw new TokenRequestError('unreachable', 'The org does not answer.');
    const lost = this.lose.shift() ?? null;
    if (lost === 'before') throw new TokenRequestError('unknown', 'Nothing came back.');
    const userId = this.#owners.get(shown) ?? '';
    const grant = this.#grants.get(userId);
    if (grant?.refreshToken !== shown) {
      if (grant) this.#end(userId, 'replayed');
      throw gone();
    }
    if (this.#now() - grant.renewedAt > IDLE_MS) {
      this.#end(userId, 'idle');
      throw gone();
    }
    const refreshToken = this.grant(userId);
    this.renewals += 1;
    await this.beforeAnswer();
    if (lost === 'after') throw new TokenRequestError('unknown', 'Nothing came back.');
    const accessToken = `canary-access-${randomUUID()}`;
    return { accessToken, refreshToken, instanceUrl: loginUrl, orgId: this.orgId, userId };
  }

  async revoke(): Promise<boolean> {
    return true;
  }

  #end(userId: string, why: keyof RotatingOrg['ended']): void {
    this.#grants.delete(userId);
    this.ended[why] += 1;
  }
}

const gone = (): TokenRequestError =>
  new TokenRequestError('refused', 'Salesforce: invalid_grant', {
    error: 'invalid_grant',
    description: 'expired access/refresh token',
  });
