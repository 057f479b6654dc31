import type { FastifyInstance } from 'fastify';
import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import { appBlocked, NOT_APPROVED } from './oauth-error.ts';
import { sendPage } from './page.ts';

/** Why a user who has signed in cannot give the app access. */
export interface Obstacle {
  readonly error: string;
  readonly error_description: string;
  /** `here`: on a page of the org, and the app never hears of it. `callback`: at the app's own address. */
  readonly shown: 'here' | 'callback';
}

const ERROR_PAGE = '/setup/secur/RemoteAccessErrorPage.apexp';

/**
 * An app that is not installed is refused on Salesforce's own page (Help 005132365; observed), except to who may approve
 * uninstalled apps and, our reading, to who authorized it before. The others reach the callback (observed).
 */
export function obstacleOf(org: Org, user: OrgUser): Obstacle | null {
  const { presence, isBlocked } = org.policy.settings;
  if (presence === 'absent')
    return atCallback('OAUTH_EC_APP_NOT_FOUND', 'External client app is not installed in this org');
  const blocked = appBlocked();
  if (isBlocked) return atCallback(blocked.error, blocked.description);
  const mayApprove = user.rights.approveUninstalledApps || org.grants.hasGrant(user);
  if (presence === 'uninstalled' && !mayApprove)
    return { error: 'invalid_client', error_description: 'app must be installed into org', shown: 'here' };
  if (!org.policy.permits(user)) return atCallback('OAUTH_APP_ACCESS_DENIED', NOT_APPROVED);
  return null;
}

const atCallback = (error: string, error_description: string): Obstacle => ({
  error,
  error_description,
  shown: 'callback',
});

/** Does not carry the `state` (observed). */
export const errorPageUrl = ({ error, error_description }: Obstacle) =>
  `${ERROR_PAGE}?${new URLSearchParams({ error, error_description })}`;

/** The page where the way of an app that is not installed ends; its address alone says why (observed). */
export function registerErrorPage(app: FastifyInstance): void {
  app.get(ERROR_PAGE, async (_request, reply) =>
    sendPage(
      reply,
      200,
      'OAuth Error',
      `<h1>OAuth Error</h1><p>We can't authorize you because of an OAuth error. For more information, contact your Salesforce administrator.</p>
<p class="error">OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred during authentication. Please try again.</p>`,
    ),
  );
}
