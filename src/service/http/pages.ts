import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { createSendShell, type SendShell, type Shell } from './page-shell.ts';

/** The pages of the service: desk, sign-in, settings and the widget's frame, and the files they are made of. */
export async function addPages(app: FastifyInstance, services: Services): Promise<SendShell> {
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
  const send = createSendShell(services.config.webRoot);

  const desk: Shell = {
    title: 'Care',
    entry: 'src/web/desk/main.ts',
    element: 'care-desk-app',
    theme: 'brand',
    frameAncestors: [],
  };
  for (const url of ['/desk', '/desk/*', '/sign-in']) app.get(url, (_request, reply) => send(reply, desk));
  const settings: Shell = {
    title: 'Settings · Care',
    entry: 'src/web/settings/main.ts',
    element: 'care-settings-app',
    theme: 'brand',
    frameAncestors: [],
  };
  for (const url of ['/settings', '/settings/*']) app.get(url, (_request, reply) => send(reply, settings));
  app.get('/', (_request, reply) => reply.redirect('/desk'));

  app.get<{ Params: { orgKey: string } }>('/embed/:orgKey', async (request, reply) => {
    const hosts = await hostsOf(services, request.params.orgKey);
    if (hosts === null || hosts.length === 0) throw new Problem('NOT_FOUND');
    return send(reply, {
      title: 'Care case',
      inline: 'widget',
      entry: 'src/web/widget/start-widget.ts',
      element: 'care-widget-app',
      theme: 'salesforce',
      frameAncestors: hosts,
      meta: { 'care-hosts': JSON.stringify(hosts) },
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
