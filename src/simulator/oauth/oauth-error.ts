/** A refusal of an OAuth endpoint: an object `{error, error_description}`, unlike REST's arrays. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';

  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400,
  ) {
    super(`${error}: ${description}`);
  }
}

/** Says that a grant is gone: rotated, revoked, evicted or idle too long (Help, "OAuth 2.0 Authorization Errors"). */
export const expiredGrant = () => new OAuthError('invalid_grant', 'expired access/refresh token');

/** Words of a locked org: our reading. */
export const inactiveOrg = () => new OAuthError('inactive_org', 'organization is inactive');

/** Words of the callback of an app the admin blocked; that the token endpoint says the same is our reading. */
export const appBlocked = () => new OAuthError('OAUTH_APP_BLOCKED', 'this app is blocked by admin');

export const NOT_APPROVED = 'user is not admin approved to access this app';
