import type { ServerResponse } from 'node:http';
import * as api from '../../api/live.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { permitCase } from '../care/case-sight.ts';
import { embedScopeOf } from '../care/embed-scope.ts';
import { type CaseMoved, EVERY_CASE, type LiveHub } from '../care/live-hub.ts';
import { ownList } from '../care/own-list.ts';
import type { CarePorts } from '../care/ports.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { identify } from './actor.ts';
import { route } from './route.ts';

/** Who may no longer listen is found out this often: it is to be within a minute. */
export const HEARTBEAT_MS = 15_000;
const PAGE = 200;
/** A reader this far behind is cut off and comes back with its last sequence: memory stays bounded. */
const MAX_BUFFERED_BYTES = 1_048_576;

export function liveRoutes(care: CarePorts, hub: LiveHub, heartbeatMs = HEARTBEAT_MS) {
  return [
    route(api.listEvents, async ({ actor, params, query }) => ({
      status: 200,
      body: await care.inAccount(actor.accountId, async (store) => {
        if (!(await store.summary(params.caseId))) throw new Problem('NOT_FOUND');
        const events = await store.events(params.caseId, query.after, query.limit + 1);
        return { events: events.slice(0, query.limit), more: events.length > query.limit };
      }),
    })),

    route(api.live, async ({ actor, query, request, reply, services }) => {
      const embed = request.visitor?.embed;
      const caseId = query.caseId ?? null;
      if (embed && caseId !== null && caseId !== embed.caseId) throw new Problem('NOT_FOUND');
      const summary =
        caseId === null ? null : await care.inAccount(actor.accountId, (store) => store.summary(caseId));
      if (caseId !== null && !summary) throw new Problem('NOT_FOUND');
      if (caseId !== null) await permitCase(care, actor, caseId);

      const isMine = embed && embedScopeOf(embed) === 'agent' ? await listOf(care, actor) : () => false;

      const response = reply.hijack().raw;
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      const stream = openStream(response);
      const end = (): void => {
        stream.send('end', { reason: 'token' });
        response.end();
      };
      /** @throws Problem for who was deactivated, signed out or lost the right or the record meanwhile. */
      const lookAgain = async (): Promise<void> => {
        const visitor = await identify(services.db, request, api.live.access);
        permit(visitor.actor, api.live);
        if (caseId !== null) await permitCase(care, visitor.actor, caseId);
      };
      let seen = query.after ?? summary?.seq ?? 0;
      let reading = false;
      let again = false;

      const catchUp = async (): Promise<void> => {
        if (caseId === null) return;
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        try {
          do {
            again = false;
            const events = await care.inAccount(actor.accountId, (store) => store.events(caseId, seen, PAGE));
            for (const event of events) {
              stream.send('case', event);
              seen = event.seq;
            }
            // The case may be somebody else's now, or this record no longer its own.
            if (events.some(({ type }) => type === 'salesforce_changed')) await lookAgain();
            else if (events.length > 0) await permitCase(care, actor, caseId);
            if (events.length === PAGE) again = true;
          } while (again && !stream.closed());
        } catch (error) {
          if (error instanceof Problem) return end();
          services.log.warn({ err: error, caseId }, 'live stream ended early');
          response.end();
        } finally {
          reading = false;
        }
      };

      const unwatch = hub.watch(actor.accountId, (moved) => {
        if (moved.caseId === caseId || (moved.caseId === '' && caseId !== null)) void catchUp();
        // Notices may have been missed, and there is no case to catch up on: whoever comes back looks for themselves.
        else if (moved.caseId === '') response.end();
        else if (moved.caseId === EVERY_CASE) {
          if (caseId !== null) stream.send('notice', { caseId, seq: seen });
        } else
          stream.send('notice', {
            caseId: moved.caseId,
            seq: moved.seq,
            ...(isMine(moved) && { mine: true }),
          });
      });
      const heartbeat = setInterval(() => {
        stream.beat();
        void catchUp();
        lookAgain().catch((error) => {
          if (error instanceof Problem) end();
        });
      }, heartbeatMs);
      const ending = embed && setTimeout(end, Math.max(0, Date.parse(embed.expiresAt) - Date.now()));
      response.once('close', () => {
        unwatch();
        clearInterval(heartbeat);
        if (ending) clearTimeout(ending);
      });
      stream.beat();
      await catchUp();
      return undefined;
    }),
  ];
}

async function listOf(care: CarePorts, actor: Actor): Promise<(moved: CaseMoved) => boolean> {
  const agentId = actingAgentId(actor);
  if (agentId === null) return () => false;
  return ownList(agentId, await care.inAccount(actor.accountId, (store) => store.openCaseIds(agentId)));
}

function openStream(response: ServerResponse) {
  const write = (text: string): void => {
    if (response.writableEnded) return;
    response.write(text);
    if (response.writableLength > MAX_BUFFERED_BYTES) response.destroy();
  };
  return {
    send: (event: 'case' | 'notice' | 'end', data: unknown): void =>
      write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: (): void => write(': beat\n\n'),
    closed: (): boolean => response.destroyed || response.writableEnded,
  };
}
