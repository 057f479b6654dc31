import * as api from '../../api/cases.ts';
import type { CaseSummary } from '../../api/shapes.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { seesAll } from '../care/case-sight.ts';
import * as change from '../care/change-case.ts';
import { addNote } from '../care/note.ts';
import type { CarePorts } from '../care/ports.ts';
import { listViews, openCase } from '../care/read-case.ts';
import { sendReply } from '../care/reply.ts';
import { Problem } from '../problem.ts';
import { route } from './route.ts';

/** The routes of api/cases.ts: each is one use case and the view of what came of it. */
export function caseRoutes(care: CarePorts) {
  const summary = (actor: Actor, caseId: string): Promise<CaseSummary> =>
    care.inAccount(actor.accountId, async (store) => {
      const found = await store.summary(caseId);
      if (!found) throw new Problem('NOT_FOUND');
      return found;
    });

  return [
    route(api.listCases, async ({ actor, query }) => ({
      status: 200,
      body: await care.inAccount(actor.accountId, (store) =>
        store.list({
          view: query.view,
          agentId: actingAgentId(actor),
          all: seesAll(actor),
          search: query.search ?? null,
          cursor: query.cursor ?? null,
          limit: query.limit,
        }),
      ),
    })),
    route(api.listViews, async ({ actor }) => ({
      status: 200,
      body: { views: await listViews(care, actor) },
    })),
    route(api.getCase, async ({ actor, params, query }) => ({
      status: 200,
      body: await openCase(care, actor, params.caseId, query.entries),
    })),
    route(api.listEntries, async ({ actor, params, query }) => ({
      status: 200,
      body: await care.inAccount(actor.accountId, async (store) => {
        if (!(await store.summary(params.caseId))) throw new Problem('NOT_FOUND');
        return store.entries(params.caseId, query.before ?? null, query.limit);
      }),
    })),
    route(api.sendReply, async ({ actor, params, body }) => {
      const { messageId } = await sendReply(care, actor, { caseId: params.caseId, ...body });
      const entry = await care.inAccount(actor.accountId, (store) => store.messageEntry(messageId));
      return { status: 201, body: { entry, case: await summary(actor, params.caseId) } };
    }),
    route(api.addNote, async ({ actor, params, body }) => {
      const { noteId } = await addNote(care, actor, params.caseId, body.text);
      return {
        status: 201,
        body: { entry: await care.inAccount(actor.accountId, (store) => store.noteEntry(noteId)) },
      };
    }),
    route(api.setStatus, async ({ actor, params, body }) => {
      await change.setStatus(care, actor, params.caseId, body.status);
      return { status: 200, body: { case: await summary(actor, params.caseId) } };
    }),
    route(api.setPriority, async ({ actor, params, body }) => {
      await change.setPriority(care, actor, params.caseId, body.priority);
      return { status: 200, body: { case: await summary(actor, params.caseId) } };
    }),
    route(api.setAssignee, async ({ actor, params, body }) => {
      await change.setAssignee(care, actor, params.caseId, body.agentId);
      return { status: 200, body: { case: await summary(actor, params.caseId) } };
    }),
    route(api.saveDraft, async ({ actor, params, body }) => {
      const agentId = actingAgentId(actor);
      if (!agentId) throw new Problem('FORBIDDEN', 'A draft belongs to a person.');
      await care.inAccount(actor.accountId, async (store) => {
        if (!(await store.summary(params.caseId))) throw new Problem('NOT_FOUND');
        if (body.text === '') await store.forgetDraft(agentId, params.caseId);
        else await store.saveDraft(agentId, params.caseId, body);
      });
      return { status: 204 };
    }),
    route(api.listAgents, async ({ actor }) => ({
      status: 200,
      body: { agents: await care.inAccount(actor.accountId, (store) => store.agents()) },
    })),
    route(api.listProfiles, async ({ actor }) => ({
      status: 200,
      body: { profiles: await care.inAccount(actor.accountId, (store) => store.profiles()) },
    })),
  ];
}
