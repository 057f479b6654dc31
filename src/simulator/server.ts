import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerApi, toReply } from './actions/dispatch.ts';
import { registerControl } from './control/register-control.ts';
import { type MakeCopy, registerCopies } from './control/register-copies.ts';
import type { SimulatedOrg, SimulatedOrgOptions } from './core.ts';
import { type PubSub, startPubSub } from './events/pub-sub-server.ts';
import { registerOAuth } from './oauth/register-oauth.ts';
import { Org } from './org.ts';
import { notFound } from './salesforce-error.ts';

/** What is served at the Visualforce origin; everything else of the org is at its own. */
const VISUALFORCE_PATHS = /^\/((apex|apexremote|resource|jslibrary)(\/|\?|$)|\w{15}(\w{3})?$)/;
const MAX_BODY = 50 * 1024 * 1024;

/**
 * Starts a simulated Salesforce org on loopback: its web server on 127.0.0.1 and, where there is one, ::1, the origin
 * of its Visualforce pages and the Pub/Sub API each on a port of its own. Rejects when the port is taken or the metadata cannot be read.
 */
export async function startSimulatedOrg(options: SimulatedOrgOptions): Promise<SimulatedOrg> {
  const pubSub = await startPubSub();
  const org = await startOrg(options, { pubSub, highest: options.organization?.number ?? 1 }).catch(
    async (error: unknown) => {
      await pubSub.stop();
      throw error;
    },
  );
  return {
    ...org,
    async stop() {
      await pubSub.stop();
      await org.stop();
    },
  };
}

/** What an org and the copies made of it share. */
interface Family {
  readonly pubSub: PubSub;
  /** Highest number of an org in it: each has a number of its own, and so an id. */
  highest: number;
}

async function startOrg(options: SimulatedOrgOptions, family: Family): Promise<SimulatedOrg> {
  const org = await Org.open(options);
  const stops: (() => Promise<unknown>)[] = [() => org.close()];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const makeCopy: MakeCopy = async ({ name, ...ports }) => {
    family.highest += 1;
    const organization = { number: family.highest };
    const copy = { of: org, name };
    const made = await startOrg({ ...options, ...ports, organization, copy, dataDir: null }, family);
    stops.push(() => made.stop());
    return made;
  };
  try {
    const app = await buildWebServer(org, options, makeCopy);
    stops.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: options.port });
    const { port } = app.server.address() as AddressInfo;
    org.url = `http://localhost:${port}`;
    const serve = () => createServer((request, response) => app.routing(request, response));
    const serveVisualforce = () =>
      createServer((request, response) => {
        if (VISUALFORCE_PATHS.test(request.url ?? '')) app.routing(request, response);
        else response.writeHead(404, { 'content-type': 'text/plain' }).end('No such page in this org.\n');
      });
    const visualforce = serveVisualforce();
    stops.push(closing(visualforce));
    await listening(visualforce, '127.0.0.1', options.visualforcePort ?? 0);
    const visualforcePort = (visualforce.address() as AddressInfo).port;
    org.visualforceUrl = `http://localhost:${visualforcePort}`;
    for (const [server, at] of [
      [serve(), port],
      [serveVisualforce(), visualforcePort],
    ] as const) {
      stops.push(closing(server));
      await listenOnIPv6(server, at);
    }
    family.pubSub.serve(org);
    const { url, visualforceUrl, orgId } = org;
    return { url, visualforceUrl, orgId, pubSubAddress: family.pubSub.address, core: org, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildWebServer(
  org: Org,
  { pages }: SimulatedOrgOptions,
  makeCopy: MakeCopy,
): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: MAX_BODY,
    routerOptions: { maxParamLength: 20_000 },
    forceCloseConnections: true,
    // The first start on a slow machine builds the Lightning pages' bundle: that takes as long as it takes.
    pluginTimeout: 0,
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', new Date(org.clock.now()).toUTCString());
  });
  app.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/services/')) {
      return reply.code(404).type('text/plain; charset=utf-8').send('No such page in this org.\n');
    }
    const { status, body } = toReply(notFound());
    return reply.code(status).send(body);
  });
  await app.register(async (scope) => registerOAuth(scope, org));
  await app.register(async (scope) => registerApi(scope, org));
  await app.register(async (scope) => {
    await registerControl(scope, org);
    registerCopies(scope, makeCopy);
  });
  if (pages) await app.register(async (scope) => pages(scope, org));
  return app;
}

/** Browsers may resolve `localhost` to ::1 first; a machine without IPv6 does without. */
async function listenOnIPv6(server: Server, port: number): Promise<void> {
  try {
    await listening(server, '::1', port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') throw error;
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: true }, () => resolve());
  });
}

const closing = (server: Server) => async () => {
  server.closeAllConnections();
  server.close();
};
