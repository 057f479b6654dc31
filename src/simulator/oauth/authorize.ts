import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import { errorPageUrl, obstacleOf } from './app-obstacle.ts';
import { escapeHtml, sendErrorPage, sendPage, sendRequestError } from './page.ts';
import { newSecret } from './secrets.ts';

interface AuthorizeQuery {
  response_type?: string;
  client_id?: string;
  redirect_uri?: string;
  scope?: string;
  state?: string;
  code_challenge?: string;
  code_challenge_method?: string;
  prompt?: string;
}

interface Pending {
  readonly userId: string;
  readonly query: AuthorizeQuery;
  readonly expiresAt: number;
}

const SCOPES: Readonly<Record<string, string>> = {
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  offline_access: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  id: 'Access the identity URL service',
  web: 'Manage user data via Web browsers',
  full: 'Full access',
};

/** The first half of the web server flow: checks the app's request, has the user sign in and approve, answers a code. */
export function registerAuthorize(app: FastifyInstance, org: Org): void {
  const client = org.grants.app;
  const targets = [new URL(client.callbackUrl).origin];
  /** Approval pages that were shown and not yet answered. */
  const pending = new Map<string, Pending>();

  const back = (reply: FastifyReply, query: AuthorizeQuery, parameters: Record<string, string>) => {
    const url = new URL(client.callbackUrl);
    for (const [name, value] of Object.entries({
      ...parameters,
      ...(query.state === undefined ? {} : { state: query.state }),
    })) {
      url.searchParams.set(name, value);
    }
    return reply.redirect(url.href, 302);
  };

  const grant = async (reply: FastifyReply, query: AuthorizeQuery, user: OrgUser) => {
    const code = org.grants.issueCode(
      user,
      query.scope ?? 'api refresh_token',
      query.redirect_uri ?? '',
      query.code_challenge ?? '',
    );
    await org.state.journal.flushed();
    return back(reply, query, { code });
  };

  app.get<{ Querystring: AuthorizeQuery }>('/services/oauth2/authorize', async (request, reply) => {
    const { query } = request;
    // These two are shown on a page of the org and never sent to the address in question (RFC 6749, 4.1.2.1).
    if (query.client_id !== client.clientId)
      return sendRequestError(reply, 'invalid_client_id', 'client identifier invalid');
    if (query.redirect_uri !== client.callbackUrl) {
      return sendRequestError(reply, 'redirect_uri_mismatch', 'redirect_uri must match configuration');
    }
    const refusal = refuse(query);
    if (refusal) return back(reply, query, refusal);
    const prompts = query.prompt?.split(' ') ?? [];
    const user = org.userFromRequest(request);
    if (!user || prompts.includes('login')) {
      // Having signed in, the user comes back here and must not be asked again.
      const again = new URLSearchParams(Object.entries(query).filter(([name]) => name !== 'prompt'));
      if (prompts.includes('consent')) again.set('prompt', 'consent');
      return reply.redirect(
        `/login?startURL=${encodeURIComponent(`/services/oauth2/authorize?${again}`)}`,
        302,
      );
    }
    const obstacle = obstacleOf(org, user);
    if (obstacle?.shown === 'here') return reply.redirect(errorPageUrl(obstacle), 302);
    if (obstacle) {
      const { error, error_description } = obstacle;
      return back(reply, query, { error, error_description });
    }
    const isApproved =
      org.grants.hasGrant(user) || org.policy.settings.permittedUsers === 'AdminApprovedPreAuthorized';
    if (isApproved && !prompts.includes('consent')) return grant(reply, query, user);
    const id = newSecret(18);
    pending.set(id, { userId: user.id, query, expiresAt: org.clock.now() + 15 * 60_000 });
    return sendPage(reply, 200, `Allow access? | ${org.orgName}`, approvalPage(id, query, user), targets);
  });

  app.post<{ Body: Record<string, string> }>('/services/oauth2/approve', async (request, reply) => {
    const { id = '', decision } = request.body ?? {};
    const asked = pending.get(id);
    pending.delete(id);
    const user = org.userFromRequest(request);
    if (!asked || asked.expiresAt < org.clock.now() || user?.id !== asked.userId) {
      return sendErrorPage(
        reply,
        'invalid_request',
        'this approval is no longer open; start again in the app',
      );
    }
    if (decision !== 'allow') {
      return back(reply, asked.query, {
        error: 'access_denied',
        error_description: 'end-user denied authorization',
      });
    }
    return grant(reply, asked.query, user);
  });
}

function refuse(query: AuthorizeQuery): { error: string; error_description: string } | null {
  if (query.response_type !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'response type not supported' };
  }
  if (!query.code_challenge)
    return { error: 'invalid_request', error_description: 'missing required code challenge' };
  if (query.code_challenge_method !== 'S256') {
    return { error: 'invalid_request', error_description: 'code challenge method must be S256' };
  }
  const unknown = (query.scope ?? '').split(' ').find((scope) => scope !== '' && !SCOPES[scope]);
  if (unknown)
    return { error: 'invalid_scope', error_description: `the requested scope is not allowed: ${unknown}` };
  return null;
}

function approvalPage(id: string, query: AuthorizeQuery, user: OrgUser): string {
  const scopes = (query.scope ?? 'api refresh_token').split(' ').flatMap((scope) => SCOPES[scope] ?? []);
  const items = [...new Set(scopes)].map((label) => `<li>${escapeHtml(label)}</li>`).join('');
  return `<h1>Allow access?</h1><p><strong>Care</strong> is asking to:</p><ul>${items}</ul>
<p>Do you want to allow access for ${escapeHtml(user.username)}?</p>
<form method="post" action="/services/oauth2/approve"><input type="hidden" name="id" value="${id}">
<button class="primary" type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button></form>
<p class="note">Not ${escapeHtml(user.name)}? <a href="/logout">Log out</a></p>`;
}
