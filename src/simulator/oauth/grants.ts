import type { SignInControl } from '../control/control.ts';
import type { GrantInfo } from '../control/setup-contract.ts';
import type { ExternalClientApp, OrgUser, OrgUsers } from '../core.ts';
import type { Json } from '../state/journal-entry.ts';
import type { OrgClock } from '../state/org-clock.ts';
import type { OrgState } from '../state/org-state.ts';
import type { Organization } from '../state/organization.ts';
import { maySignIn } from '../users/users.ts';
import type { AppPolicy } from './app-policy.ts';
import { appBlocked, expiredGrant, inactiveOrg, NOT_APPROVED, OAuthError } from './oauth-error.ts';
import { challengeOf, hashOf, newSecret, sameSecret } from './secrets.ts';

/** Lives in the journal; every token in it is a hash. */
type Grant = { userId: string; scope: string; refreshHash: string | null; createdAt: number; usedAt: number };
type Access = { userId: string; grantId: string; scope: string; issuedAt: number; expiresAt: number };
type Code = { userId: string; scope: string; redirectUri: string; challenge: string; expiresAt: number };

export interface IssuedTokens {
  readonly user: OrgUser;
  readonly scope: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly issuedAt: number;
}

export interface LiveToken {
  readonly user: OrgUser;
  readonly scope: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const CODE_MS = 15 * 60_000;
/** The default session timeout (Help, "Modify Session Security Settings"). */
const ACCESS_MS = 2 * 3600_000;
const GRANTS_PER_USER = 5;

/**
 * Codes, grants and tokens of the one external client app. Refresh tokens rotate; a spent one that comes back ends
 * the whole grant (Help 005316711). A user has five grants at most: the sixth ends the oldest, and says so to nobody.
 */
export class Grants implements SignInControl {
  constructor(
    private readonly state: OrgState,
    private readonly users: OrgUsers,
    readonly app: ExternalClientApp,
    readonly policy: AppPolicy,
    private readonly organization: Organization,
    private readonly clock: OrgClock,
  ) {}

  issueCode(user: OrgUser, scope: string, redirectUri: string, challenge: string): string {
    const code = `aPrx${newSecret()}`;
    const fact: Code = {
      userId: user.id,
      scope,
      redirectUri,
      challenge,
      expiresAt: this.clock.now() + CODE_MS,
    };
    this.#put('code', hashOf(code), fact);
    return code;
  }

  /** Spends a code, once, for a new grant. */
  exchange(code: string, redirectUri: string, verifier: string | undefined): IssuedTokens {
    const found = this.#get<Code>('code', hashOf(code));
    if (!found) throw new OAuthError('invalid_grant', 'invalid authorization code');
    this.#put('code', hashOf(code), null);
    if (found.expiresAt < this.clock.now())
      throw new OAuthError('invalid_grant', 'expired authorization code');
    if (this.organization.isLocked) throw inactiveOrg();
    if (this.policy.settings.isBlocked) throw appBlocked();
    if (found.redirectUri !== redirectUri)
      throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
    if (verifier === undefined) throw new OAuthError('invalid_grant', 'missing required code verifier');
    if (!sameSecret(challengeOf(verifier), found.challenge))
      throw new OAuthError('invalid_request', 'invalid code verifier');
    const user = this.#activeUser(found.userId);
    const grantId = newSecret(18);
    this.#evictOldest(user.id);
    const now = this.clock.now();
    this.#put('grant', grantId, {
      userId: user.id,
      scope: found.scope,
      refreshHash: null,
      createdAt: now,
      usedAt: now,
    } satisfies Grant);
    return this.#issue(grantId, hasRefresh(found.scope));
  }

  /**
   * Spends a refresh token for the next one. Where the org, the app, the address or the user stands in the way, the
   * token is left as it was.
   */
  refresh(refreshToken: string, address: string): IssuedTokens {
    if (this.organization.isLocked) throw inactiveOrg();
    if (this.policy.settings.isBlocked) throw appBlocked();
    if (!this.policy.allowsRefreshFrom(address)) throw new OAuthError('invalid_grant', 'ip restricted');
    const hash = hashOf(refreshToken);
    const [grantId, grant] = this.#grantList().find(([, each]) => each.refreshHash === hash) ?? [];
    if (!grantId || !grant) {
      const family = this.#get<string>('spent', hash);
      if (family) this.#end(family);
      throw expiredGrant();
    }
    const user = this.#activeUser(grant.userId);
    if (!this.policy.permits(user)) throw new OAuthError('invalid_app_access', NOT_APPROVED);
    const end = this.policy.endOf(grant);
    if (end.at <= this.clock.now()) {
      this.#end(grantId);
      throw end.by === 'idle' ? expiredGrant() : new OAuthError('invalid_grant', 'token validity expired');
    }
    this.#put('spent', hash, grantId);
    return this.#issue(grantId, true);
  }

  /** The user behind an access token, or null when it is unknown, expired or revoked. */
  find(accessToken: string): LiveToken | null {
    const access = this.#get<Access>('access', hashOf(accessToken));
    if (!access || access.expiresAt < this.clock.now()) return null;
    if (this.organization.isLocked) return null;
    const user = this.users.byId(access.userId);
    return maySignIn(user)
      ? { user, scope: access.scope, issuedAt: access.issuedAt, expiresAt: access.expiresAt }
      : null;
  }

  /** Revokes a token; a refresh token takes its access tokens with it. False when the token is unknown. */
  revoke(token: string): boolean {
    const hash = hashOf(token);
    const [grantId] = this.#grantList().find(([, { refreshHash }]) => refreshHash === hash) ?? [];
    if (grantId) {
      this.#end(grantId);
      return true;
    }
    if (!this.find(token)) return false;
    this.#put('access', hash, null);
    return true;
  }

  hasGrant(user: OrgUser): boolean {
    return this.#grantList().some(([, { userId }]) => userId === user.id);
  }

  list(): GrantInfo[] {
    return this.#grantList().map(([id, grant]) => {
      const { at } = this.policy.endOf(grant);
      return {
        id,
        username: this.users.byId(grant.userId)?.username ?? '',
        scope: grant.scope,
        createdAt: new Date(grant.createdAt).toISOString(),
        usedAt: new Date(grant.usedAt).toISOString(),
        expiresAt: Number.isFinite(at) ? new Date(at).toISOString() : null,
      };
    });
  }

  /** False when there is no grant of that id. */
  end(grantId: string): boolean {
    if (!this.#get('grant', grantId)) return false;
    this.#end(grantId);
    return true;
  }

  async expireAccessTokens(username?: string): Promise<void> {
    const user = this.#named(username);
    for (const [hash, access] of [...this.state.facts('access')])
      if (!user || (access as Access).userId === user.id) this.#put('access', hash, null);
    await this.state.journal.flushed();
  }

  async revokeGrants(username?: string): Promise<void> {
    const user = this.#named(username);
    for (const [grantId, { userId }] of this.#grantList())
      if (!user || user.id === userId) this.#end(grantId);
    await this.state.journal.flushed();
  }

  /** Drops what has run out, so that it does not pile up in the journal. */
  forgetExpired(now: number): void {
    for (const table of ['code', 'access'] as const) {
      for (const [key, value] of [...this.state.facts(table)]) {
        if ((value as Code | Access).expiresAt < now) this.#put(table, key, null);
      }
    }
  }

  #issue(grantId: string, withRefresh: boolean): IssuedTokens {
    const grant = this.#get<Grant>('grant', grantId);
    if (!grant) throw expiredGrant();
    const user = this.#activeUser(grant.userId);
    const issuedAt = this.clock.now();
    const accessToken = `${this.organization.id.slice(0, 15)}!${newSecret(72)}`;
    const refreshToken = withRefresh ? `5Aep${newSecret(60)}` : null;
    const access: Access = {
      userId: user.id,
      grantId,
      scope: grant.scope,
      issuedAt,
      expiresAt: issuedAt + ACCESS_MS,
    };
    this.state.commit({
      facts: [
        ['access', hashOf(accessToken), access],
        [
          'grant',
          grantId,
          { ...grant, usedAt: issuedAt, refreshHash: refreshToken ? hashOf(refreshToken) : null },
        ],
      ],
    });
    return { user, scope: grant.scope, accessToken, refreshToken, issuedAt };
  }

  /** Null stands for everybody. */
  #named(username: string | undefined): OrgUser | null {
    if (username === undefined) return null;
    const user = this.users.byUsername(username);
    if (user) return user;
    throw new Error(`Failed to find a user: nobody is called "${username}". Name one of core.users.list().`);
  }

  #activeUser(id: string): OrgUser {
    const user = this.users.byId(id);
    if (!maySignIn(user)) throw new OAuthError('inactive_user', 'user is inactive');
    return user;
  }

  #evictOldest(userId: string): void {
    const own = this.#grantList().filter(([, grant]) => grant.userId === userId);
    own.sort(([, left], [, right]) => left.createdAt - right.createdAt);
    for (const [grantId] of own.slice(0, Math.max(0, own.length - GRANTS_PER_USER + 1))) this.#end(grantId);
  }

  #end(grantId: string): void {
    const gone = [...this.state.facts('access')].filter(
      ([, access]) => (access as Access).grantId === grantId,
    );
    const spent = [...this.state.facts('spent')].filter(([, family]) => family === grantId);
    this.state.commit({
      facts: [
        ['grant', grantId, null],
        ...gone.map(([hash]) => ['access', hash, null] as const),
        ...spent.map(([hash]) => ['spent', hash, null] as const),
      ],
    });
  }

  #grantList(): [string, Grant][] {
    return [...this.state.facts('grant')] as [string, Grant][];
  }

  #get<T extends Json>(table: string, key: string): T | undefined {
    return this.state.fact(table, key) as T | undefined;
  }

  #put(table: string, key: string, value: Json): void {
    this.state.commit({ facts: [[table, key, value]] });
  }
}

const hasRefresh = (scope: string) =>
  scope.split(' ').some((part) => part === 'refresh_token' || part === 'offline_access');
