import type { FastifyInstance } from 'fastify';
import type { OrgCore, OrgUser, RecordChange } from '../../core.ts';

const HEARTBEAT_MS = 15_000;

/**
 * Tells an open page which records changed, so that its lists and details are fresh without a reload. The platform
 * has no such channel for every page; its own components have theirs. Ids only: the page reads again as its user.
 */
export function registerChangeRoute(
  app: FastifyInstance,
  org: OrgCore,
  userOf: (request: object) => OrgUser,
): void {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  app.get('/changes', (request, reply) => {
    userOf(request);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(': open\n\n');
    const stop = org.onChange((changes) => raw.write(`data: ${JSON.stringify(changes.map(summary))}\n\n`));
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    const end = () => {
      stop();
      clearInterval(heartbeat);
      open.delete(end);
      raw.end();
    };
    open.add(end);
    request.raw.on('close', end);
  });
}

function summary({ id, object, type }: RecordChange): { id: string; object: string; type: string } {
  return { id, object, type };
}
