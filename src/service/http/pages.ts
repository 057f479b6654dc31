import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { type ReadFirstSight, VISIT_CHARACTERS, type VisitName } from '../care/first-sight.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { renderFirstSight, SIGHT_PLACE } from './first-sight-html.ts';
import { createSendShell, type SendShell, type Shell } from './page-shell.ts';

/** The part of a frame's nonce that its address shows. */
const VISIT = new RegExp(`^[A-Za-z0-9_-]{${VISIT_CHARACTERS}}$`);

/** The pages of the service: desk, sign-in, settings and the widget's frame, and the files they are made of. */
export async function addPages(
  app: FastifyInstance,
  services: Services,
  readFirstSight: ReadFirstSight,
): Promise<SendShell> {
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

  /** What goes wrong here costs the head start only: redeeming the code says it. */
  const begin = async (reply: FastifyReply, visit: VisitName): Promise<string> => {
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    try {
      const sight = await readFirstSight({ ...visit, signal: left.signal });
      return sight ? renderFirstSight(sight) : '';
    } catch (error) {
      services.log.warn({ err: error }, 'a frame begins without its case');
      return '';
    }
  };

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
    const { orgKey } = request.params;
    const hosts = await hostsOf(services, orgKey);
    if (hosts === null || hosts.length === 0) throw new Problem('NOT_FOUND');
    const visit = visitOf(request);
    return send(reply, {
      ...(visit === null ? {} : { sight: begin(reply, { orgKey, visit }) }),
      title: 'Care case',
      placeholder: SIGHT_PLACE,
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

/** A visit can be named by whoever frames us, but only a frame is shown what belongs to it. */
function visitOf({ query, headers }: FastifyRequest): string | null {
  const { visit } = query as { visit?: unknown };
  const isFrame = headers['sec-fetch-dest'] === 'iframe' && headers['sec-fetch-mode'] === 'navigate';
  return isFrame && typeof visit === 'string' && VISIT.test(visit) ? visit : null;
}

async function hostsOf(services: Services, orgKey: string): Promise<string[] | null> {
  const { rows } = await sql<{ frame_hosts: string[] }>`select * from hosts_of_org_key(${orgKey})`.execute(
    services.db.lookup,
  );
  return rows[0]?.frame_hosts ?? null;
}
