import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OrgCore, OrgUser } from '../core.ts';
import { createCsrfGuard } from '../pages/csrf.ts';
import { InsufficientPrivileges, type OpenedPage, openPage } from './open-page.ts';
import type { PackagePages } from './package-pages.ts';
import { registerRemoting, remotingSubject } from './remoting.ts';
import { escapeHtml } from './render-page.ts';
import { VisualforceError } from './visualforce-error.ts';

/** Addresses of files of the platform itself that a page loads. */
export interface VisualforceAssets {
  readonly scriptUrl: string;
  readonly sldsUrl: string;
}

type PageRequest = FastifyRequest<{
  Params: { page: string };
  Querystring: { id?: string; isdtp?: string; sfdcIFrameOrigin?: string };
}>;

/**
 * Serves the package's Visualforce pages at their own origin, `/apex/{page}?id={record}`, as a whole page or as a frame
 * of a Lightning or Classic page; with JavaScript remoting and static resources. At the org's own origin the same
 * addresses lead there.
 */
export function registerVisualforce(
  app: FastifyInstance,
  org: OrgCore,
  pages: PackagePages,
  assets: VisualforceAssets,
): void {
  const csrf = createCsrfGuard();
  registerRemoting(app, org, csrf);

  app.get('/apex/:page', async (request: PageRequest, reply) => {
    if (request.headers.host !== new URL(org.visualforceUrl).host)
      return reply.redirect(`${org.visualforceUrl}${request.url}`);
    const user = org.userFromRequest(request);
    if (!user) return reply.redirect(`${org.url}/login?startURL=${encodeURIComponent(request.url)}`);
    const { page } = request.params;
    try {
      const opened = await openPage(org, user, pages, {
        page,
        recordId: request.query.id || null,
        sldsUrl: assets.sldsUrl,
      });
      const context = {
        vid: page,
        lightningOrigin: lightningOrigin(org, request),
        actions: actionsOf(opened, csrf.tokenFor(remotingSubject(user, page))),
      };
      const policy = opened.cspHeader ? { 'content-security-policy': contentSecurityPolicy(org) } : {};
      return reply
        .headers(policy)
        .type('text/html; charset=utf-8')
        .send(document(org, user, opened, context, assets));
    } catch (error) {
      return sendRefusal(reply, error);
    }
  });

  app.get<{ Params: { stamp: string; name: string } }>('/resource/:stamp/:name', async (request, reply) => {
    const resource = pages.resource(request.params.name);
    if (!resource || resource.url !== request.url.split('?')[0]) return reply.code(404).send('');
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(`${resource.contentType}; charset=utf-8`)
      .send(resource.content);
  });
}

/** The Lightning page says where it is from; any other page is none of ours. */
function lightningOrigin(org: OrgCore, { query }: PageRequest): string | null {
  return query.isdtp === 'p1' && query.sfdcIFrameOrigin === org.url ? org.url : null;
}

function actionsOf(opened: OpenedPage, token: string): object {
  const entries = [...opened.extensions].map(([name, { remoteActions }]) => [
    name,
    Object.entries(remoteActions).map(([action, { parameters }]) => ({
      name: action,
      len: parameters.length,
      csrf: token,
    })),
  ]);
  return Object.fromEntries(entries);
}

/**
 * The policy of a page that asks for one (`cspHeader`), as far as it concerns us: Trusted URLs of context All or
 * VisualForce, and framed by nobody but the org's own pages.
 */
function contentSecurityPolicy(org: OrgCore): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `frame-src ${["'self'", ...org.trustedUrls.frameSources('VisualForce')].join(' ')}`,
    `frame-ancestors 'self' ${org.url}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

function document(
  org: OrgCore,
  user: OrgUser,
  page: OpenedPage,
  context: object,
  assets: VisualforceAssets,
): string {
  const header = page.showHeader ? `<header>${escapeHtml(`${org.orgName}, ${user.name}`)}</header>` : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(page.title)}</title>
<link rel="icon" href="data:,">
<script type="application/json" id="visualforce">${JSON.stringify(context).replaceAll('<', '\\u003c')}</script>
<script src="${assets.scriptUrl}"></script>
${page.head}
</head>
<body>
${header}${page.body}
</body>
</html>
`;
}

function sendRefusal(reply: FastifyReply, error: unknown): FastifyReply {
  const page = (status: number, title: string, text: string) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(`<!DOCTYPE html><title>${title}</title><h1>${title}</h1><p>${escapeHtml(text)}</p>\n`);
  if (error instanceof InsufficientPrivileges)
    return page(
      403,
      'Insufficient Privileges',
      'You do not have the level of access necessary to perform the operation you requested.',
    );
  if (error instanceof VisualforceError) return page(500, 'Visualforce Error', error.message);
  throw error;
}
