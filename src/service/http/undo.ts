import * as api from '../../api/undo.ts';
import type { UndoDesk } from '../salesforce/undo-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** Taking back what went to Salesforce. */
export function undoRoutes(desk: UndoDesk): Route[] {
  return [
    route(api.getUndoForm, async ({ actor, params }) => ({
      status: 200,
      body: await desk.form(actor, params.caseId, params.escalationId),
    })),
    route(
      api.undoEscalation,
      async ({ actor, params, body }) => {
        const { escalation, done } = await desk.undo(actor, params.caseId, params.escalationId, body);
        return { status: done ? 200 : 202, body: { escalation } };
      },
      ASKS_SALESFORCE,
    ),
  ];
}
