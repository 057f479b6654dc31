import type { FastifyInstance } from 'fastify';
import type { Org } from '../org.ts';
import { SEED_PASSWORD } from '../seed/users.ts';
import { maySignIn } from '../users/users.ts';
import { escapeHtml, sendPage } from './page.ts';
import { sameSecret } from './secrets.ts';

/** Nobody is told why: a wrong password, a deactivated or frozen user and a locked org look the same. */
const LOGIN_REFUSED =
  "Please check your username and password. If you still can't log in, contact your Salesforce administrator.";

/** Where people sign in to the org: `/login`, and `/logout`. */
export function registerLogin(app: FastifyInstance, org: Org): void {
  const targets = () => [new URL(org.grants.app.callbackUrl).origin, org.visualforceUrl];

  const page = (startUrl: string, error: string | null) => {
    const { myDomain, isSandbox } = org.setup.organization();
    const hidden = `<input type="hidden" name="startURL" value="${escapeHtml(startUrl)}">`;
    const people = org.users
      .list()
      .filter(({ isActive }) => isActive)
      .map(
        ({ username, name, profile }) =>
          `<li><form method="post" action="/login">${hidden}<input type="hidden" name="username" value="${escapeHtml(username)}"><input type="hidden" name="pw" value="${SEED_PASSWORD}"><button type="submit">Log in as ${escapeHtml(name)}</button></form><span class="note">${escapeHtml(username)}<br>${escapeHtml(profile)}</span></li>`,
      );
    return `<h1>Log in to ${escapeHtml(org.orgName)}</h1><p class="note">A simulated Salesforce org. Not a Salesforce service.<br>${escapeHtml(myDomain)}.my.salesforce.com${isSandbox ? ' (sandbox)' : ''}</p>
${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ''}
<form method="post" action="/login">${hidden}
<label for="username">Username</label><input id="username" name="username" autocomplete="username" required>
<label for="password">Password</label><input id="password" name="pw" type="password" autocomplete="current-password" required>
<button class="primary" type="submit">Log In</button></form>
<hr><p class="note">People of this org. Everybody's password is <code>${SEED_PASSWORD}</code>.</p><ul class="people">${people.join('')}</ul>`;
  };

  app.get<{ Querystring: { startURL?: string } }>('/login', async (request, reply) =>
    sendPage(reply, 200, `Log in | ${org.orgName}`, page(localPath(request.query.startURL), null), targets()),
  );

  app.post<{ Body: Record<string, string> }>('/login', async (request, reply) => {
    const { username = '', pw = '', startURL } = request.body ?? {};
    const user = org.users.byUsername(username);
    const isRefused = !maySignIn(user) || org.organization.isLocked || !sameSecret(pw, SEED_PASSWORD);
    if (isRefused) {
      return sendPage(
        reply,
        200,
        `Log in | ${org.orgName}`,
        page(localPath(startURL), LOGIN_REFUSED),
        targets(),
      );
    }
    reply.header('set-cookie', org.sessions.start(user));
    await org.state.journal.flushed();
    return reply.redirect(localPath(startURL), 303);
  });

  app.get('/logout', async (request, reply) => {
    reply.header('set-cookie', org.sessions.end(request.headers.cookie));
    await org.state.journal.flushed();
    return reply.redirect('/login', 303);
  });
}

/** Never leads to another site, whatever the query says. */
function localPath(startUrl: string | undefined): string {
  return startUrl && /^\/(?![/\\])/.test(startUrl) ? startUrl : '/';
}
