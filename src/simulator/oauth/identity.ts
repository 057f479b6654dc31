import type { FastifyInstance } from 'fastify';
import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';

export const identityUrl = (org: Org, user: OrgUser) => `${org.url}/id/${org.orgId}/${user.id}`;

export function bearerOf(authorization: string | undefined): string {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** Userinfo and the identity URL: who a token belongs to. */
export function registerIdentity(app: FastifyInstance, org: Org): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/services/oauth2/userinfo',
    handler: async (request, reply) => {
      const live = org.grants.find(bearerOf(request.headers.authorization));
      // Unlike REST: text, and 403 (observed; a client that waits for a 401 never refreshes here).
      if (!live) return reply.code(403).type('text/html;charset=UTF-8').send('Bad_OAuth_Token');
      return userInfo(org, live.user);
    },
  });

  app.get<{ Params: { orgId: string; userId: string } }>('/id/:orgId/:userId', async (request, reply) => {
    const live = org.grants.find(bearerOf(request.headers.authorization));
    if (!live) return reply.code(403).type('text/html;charset=UTF-8').send('Bad_OAuth_Token');
    const user = org.users.byId(request.params.userId);
    if (request.params.orgId !== org.orgId || user?.id !== live.user.id) {
      return reply.code(403).type('text/html;charset=UTF-8').send('Wrong_Org');
    }
    return {
      id: identityUrl(org, user),
      asserted_user: true,
      user_id: user.id,
      organization_id: org.orgId,
      username: user.username,
      nick_name: user.username.split('@')[0],
      display_name: user.name,
      email: user.email,
      email_verified: true,
      first_name: user.firstName,
      last_name: user.lastName,
      timezone: 'Europe/Berlin',
      urls: urlsOf(org),
      active: user.isActive,
      user_type: 'STANDARD',
      language: 'en_US',
      locale: 'en_US',
      utcOffset: 3600000,
      is_app_installed: org.policy.settings.presence === 'installed',
    };
  });
}

function userInfo(org: Org, user: OrgUser) {
  return {
    sub: identityUrl(org, user),
    user_id: user.id,
    organization_id: org.orgId,
    preferred_username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    email: user.email,
    email_verified: true,
    given_name: user.firstName,
    family_name: user.lastName,
    zoneinfo: 'Europe/Berlin',
    profile: `${org.url}/${user.id}`,
    urls: urlsOf(org),
    active: user.isActive,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 3600000,
  };
}

/** Addresses with the platform's own `{version}` placeholder. */
const urlsOf = (org: Org) => ({
  rest: `${org.url}/services/data/v{version}/`,
  sobjects: `${org.url}/services/data/v{version}/sobjects/`,
  query: `${org.url}/services/data/v{version}/query/`,
  custom_domain: org.url,
});
