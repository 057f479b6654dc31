import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sql } from 'kysely';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { type AppAssets, webAssets } from './web-assets.ts';

export interface Shell {
  title: string;
  /** Key in Vite's manifest, e.g. `src/web/desk/main.ts`. */
  entry: string;
  /** The app's element, e.g. `care-desk-app`. */
  element: string;
  theme: 'brand' | 'salesforce';
  /** Who may frame it: exact origins; empty means nobody. */
  frameAncestors: readonly string[];
  /** Read by the app from `<meta name="care-…">`. */
  meta?: Readonly<Record<string, string>>;
  /** Modules the entry will import by `import()`: fetched in its shadow. */
  soon?: readonly string[];
}

/** Sends the HTML of one web app under a policy that runs nothing but our own files. */
export type SendShell = (reply: FastifyReply, shell: Shell) => FastifyReply;

/** The pages of the service: desk, sign-in and the widget's frame, and the files they are made of. */
export async function addPages(app: FastifyInstance, services: Services): Promise<SendShell> {
  const assetsOf = webAssets(services.config.webRoot);
  await app.register(fastifyStatic, {
    root: services.config.webRoot,
    prefix: '/web/',
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
    setHeaders: (response) => {
      response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  const send: SendShell = (reply, shell) =>
    reply
      .header('content-security-policy', policy(shell.frameAncestors))
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8')
      .send(render(shell, assetsOf(shell.entry, shell.soon)));

  const desk: Shell = {
    title: 'Care',
    entry: 'src/web/desk/main.ts',
    element: 'care-desk-app',
    theme: 'brand',
    frameAncestors: [],
  };
  for (const url of ['/desk', '/desk/*', '/sign-in']) app.get(url, (_request, reply) => send(reply, desk));
  app.get('/', (_request, reply) => reply.redirect('/desk'));

  app.get<{ Params: { orgKey: string } }>('/embed/:orgKey', async (request, reply) => {
    const hosts = await hostsOf(services, request.params.orgKey);
    if (hosts === null || hosts.length === 0) throw new Problem('NOT_FOUND');
    return send(reply, {
      title: 'Care case',
      entry: 'src/web/widget/main.ts',
      element: 'care-widget-app',
      theme: 'salesforce',
      frameAncestors: hosts,
      meta: { 'care-hosts': JSON.stringify(hosts) },
      soon: ['src/web/widget/start-widget.ts'],
    });
  });
  return send;
}

async function hostsOf(services: Services, orgKey: string): Promise<string[] | null> {
  const { rows } = await sql<{ frame_hosts: string[] }>`select * from hosts_of_org_key(${orgKey})`.execute(
    services.db.lookup,
  );
  return rows[0]?.frame_hosts ?? null;
}

function policy(frameAncestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function render(shell: Shell, assets: AppAssets): string {
  const meta = Object.entries(shell.meta ?? {})
    .map(([name, content]) => `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`)
    .join('\n');
  return `<!doctype html>
<html lang="en" data-theme="${shell.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(shell.title)}</title>
<link rel="icon" href="data:,">
${meta}
${assets.styles.map((file) => `<link rel="stylesheet" href="/web/${escapeHtml(file)}">`).join('\n')}
${assets.preload.map((file) => `<link rel="modulepreload" href="/web/${escapeHtml(file)}">`).join('\n')}
<script type="module" src="/web/${escapeHtml(assets.script)}"></script>
${assets.soon.map((file) => `<link rel="modulepreload" fetchpriority="low" href="/web/${escapeHtml(file)}">`).join('\n')}
</head>
<body><${shell.element}></${shell.element}></body>
</html>
`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
