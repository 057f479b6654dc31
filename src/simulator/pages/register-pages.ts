import { createReadStream } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OrgCore, OrgUser } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { registerClassic } from '../visualforce/classic.ts';
import { PackagePages } from '../visualforce/package-pages.ts';
import { registerVisualforce } from '../visualforce/register-visualforce.ts';
import { registerApexRoute } from './api/apex.ts';
import { registerChangeRoute } from './api/changes.ts';
import { registerListRoutes } from './api/lists.ts';
import { registerRecordRoutes } from './api/records.ts';
import {
  type BuildOptions,
  buildLightningAssets,
  type LightningAssets,
} from './build/build-lightning-assets.ts';
import { CSRF_HEADER, createCsrfGuard } from './csrf.ts';
import { loadPackageMetadata } from './package-metadata.ts';
import { contentSecurityPolicy, renderPage } from './page-html.ts';
import { appsOf } from './user-apps.ts';

const FORCE_APP = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../force-app/main/default',
);
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

const signedIn = Symbol('signedIn');

/**
 * Adds the Lightning-like pages to the org's server: `/lightning/o/{object}/list`, `/lightning/r/{object}/{id}/view`,
 * `/lightning/n/{tab}` and the same under `/lightning/app/{app}`, their assets, and the endpoints their scripts call
 * under `/lightning/api`; Visualforce pages, and what there is of Classic.
 */
export async function registerPages(
  app: FastifyInstance,
  org: OrgCore,
  options: BuildOptions = {},
): Promise<void> {
  const assets = await buildLightningAssets(options);
  const careUrl = org.namedCredentials.get('Care_Service')?.url ?? '';
  const metadata = loadPackageMetadata(options.forceAppDir ?? FORCE_APP, careUrl);
  const csrf = createCsrfGuard();

  app.get<{ Params: { file: string } }>('/lightning/assets/:file', (request, reply) =>
    sendAsset(assets, request.params.file, reply),
  );

  app.get<{ Params: { file: string } }>('/jslibrary/:file', (request, reply) =>
    sendAsset(assets, request.params.file, reply),
  );
  registerVisualforce(app, org, new PackagePages(metadata.files), {
    scriptUrl: `/jslibrary/${assets.visualforce}`,
    sldsUrl: `/jslibrary/${assets.sldsScoped}`,
  });
  registerClassic(app, org);

  const sendPage = (request: FastifyRequest, reply: PageReply) => {
    // One address for the org: the service allows exactly that one to frame it.
    if (request.headers.host !== new URL(org.url).host) return reply.redirect(`${org.url}${request.url}`);
    const user = org.userFromRequest(request);
    if (!user) return reply.redirect(`/login?startURL=${encodeURIComponent(request.url)}`);
    const frameSources = [org.visualforceUrl, ...org.trustedUrls.frameSources('LEX')];
    return reply
      .header('content-security-policy', contentSecurityPolicy(frameSources))
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(
        renderPage(assets, {
          orgName: org.orgName,
          user: { id: user.id, name: user.name },
          csrfToken: csrf.tokenFor(user.id),
          labels: org.labels,
          apps: appsOf(metadata, org.schema, user),
          objects: recordObjects(org),
          visualforceUrl: org.visualforceUrl,
        }),
      );
  };
  app.get('/', (_request, reply) => reply.redirect('/lightning/o/Case/list'));
  for (const address of [
    '/lightning',
    '/lightning/page/home',
    '/lightning/o/:object/list',
    '/lightning/n/:tab',
    '/lightning/r/:object/:id/view',
    '/lightning/app/*',
  ]) {
    app.get(address, sendPage);
  }

  await app.register(
    async (api) => {
      api.addHook('onRequest', async (request) => {
        const user = org.userFromRequest(request);
        if (!user) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
        if (request.method !== 'GET' && !csrf.isValid(user.id, request.headers[CSRF_HEADER])) {
          throw new SalesforceError(403, 'INVALID_CSRF_TOKEN', 'The page is out of date. Reload it.');
        }
        Object.assign(request, { [signedIn]: user });
      });
      api.setErrorHandler((error, _request, reply) => {
        const refusal =
          error instanceof SalesforceError
            ? error
            : new SalesforceError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error');
        return reply.status(refusal.status).send(refusal.details());
      });
      const userOf = (request: object) => (request as { [signedIn]: OrgUser })[signedIn];
      registerRecordRoutes(api, org, userOf);
      registerListRoutes(api, org, metadata.files, userOf);
      registerApexRoute(api, org, userOf);
      registerChangeRoute(api, org, userOf);
    },
    { prefix: '/lightning/api' },
  );
}

/** Objects with record pages, by the start of their ids. */
function recordObjects(org: OrgCore): Record<string, string> {
  const objects = org.schema.list().filter(({ createable, setup }) => createable && !setup);
  return Object.fromEntries(objects.map(({ keyPrefix, name }) => [keyPrefix, name]));
}

interface PageReply {
  redirect(address: string): PageReply;
  header(name: string, value: string): PageReply;
  status(code: number): PageReply;
  type(contentType: string): PageReply;
  send(body: unknown): PageReply;
}

function sendAsset(assets: LightningAssets, file: string, reply: PageReply): PageReply {
  const { dir, ...files } = assets;
  if (!Object.values(files).includes(file)) return reply.status(404).send('');
  return reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .type(CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream')
    .send(createReadStream(path.join(dir, file)));
}
