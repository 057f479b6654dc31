import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppSettings } from '../control/setup-contract.ts';
import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import { sendPage } from './page.ts';
import { newSecret, sameSecret } from './secrets.ts';

const PAGE = '/lightning/setup/ConnectedAppsUsage/home';
const TITLE = 'Connected Apps OAuth Usage';

/** What each button of the page does. An uninstalled app can be installed; a blocked one is unblocked first. */
const DECISIONS: Readonly<Record<string, Partial<AppSettings>>> = {
  install: { presence: 'installed' },
  uninstall: { presence: 'uninstalled' },
  block: { isBlocked: true },
  unblock: { isBlocked: false },
};

/** Setup's *Connected Apps OAuth Usage*: the app, how many use it, and the admin's say over it. */
export function registerAppUsage(app: FastifyInstance, org: Org): void {
  /** By user id; a form of another page cannot know it. */
  const formKeys = new Map<string, string>();

  app.get(PAGE, async (request, reply) => {
    const user = org.userFromRequest(request);
    if (!user) return reply.redirect(`/login?startURL=${encodeURIComponent(PAGE)}`, 302);
    if (!isAdmin(user)) return sendPage(reply, 403, TITLE, INSUFFICIENT);
    const key = formKeys.get(user.id) ?? newSecret(18);
    formKeys.set(user.id, key);
    const users = new Set(org.grants.list().map(({ username }) => username)).size;
    return sendPage(reply, 200, TITLE, usagePage(org.policy.settings, users, key));
  });

  app.post<{ Body: Record<string, string> }>(PAGE, async (request, reply) => {
    const { key = '', decision = '' } = request.body ?? {};
    const user = signedInAdmin(org, request);
    const change = DECISIONS[decision];
    if (!user || !change || !sameSecret(key, formKeys.get(user.id) ?? newSecret(18)))
      return sendPage(reply, 403, TITLE, INSUFFICIENT);
    await org.setup.changeApp(change);
    return reply.redirect(PAGE, 303);
  });
}

/** Who may install and block apps (Help, "Manage OAuth Usage": Customize Application). */
const isAdmin = (user: OrgUser) => user.rights.customizeApplication;

function signedInAdmin(org: Org, request: FastifyRequest): OrgUser | null {
  const user = org.userFromRequest(request);
  return user && isAdmin(user) ? user : null;
}

const INSUFFICIENT =
  '<h1>Insufficient Privileges</h1><p>You do not have the level of access necessary to perform the operation you requested. Please contact the owner of the record or your administrator if access is necessary.</p>';

function usagePage({ presence, isBlocked }: AppSettings, users: number, key: string): string {
  const button = (decision: string, label: string) =>
    `<button type="submit" name="decision" value="${decision}">${label}</button>`;
  const buttons = [
    presence === 'uninstalled' && !isBlocked ? button('install', 'Install') : '',
    presence === 'installed' ? button('uninstall', 'Uninstall') : '',
    isBlocked ? button('unblock', 'Unblock') : button('block', 'Block'),
  ].join('');
  const installed = { installed: 'Installed', uninstalled: 'Not installed', absent: 'Not in this org' }[
    presence
  ];
  return `<h1>${TITLE}</h1><p class="note">Setup of a simulated Salesforce org.</p>
<dl><dt>External client app</dt><dd>Care</dd><dt>Users</dt><dd>${users}</dd>
<dt>App</dt><dd>${installed}</dd><dt>Access</dt><dd>${isBlocked ? 'Blocked' : 'Allowed'}</dd></dl>
<form method="post" action="${PAGE}"><input type="hidden" name="key" value="${key}">${buttons}</form>`;
}
