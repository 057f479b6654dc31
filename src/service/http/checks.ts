import * as api from '../../api/checks.ts';
import type { ChecksDesk } from '../salesforce/checks-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** The setup doctor of an org. */
export function checkRoutes(desk: ChecksDesk): Route[] {
  return [
    route(api.getChecks, async ({ actor, params }) => ({
      status: 200,
      body: await desk.last(actor, params.connectionId),
    })),
    route(
      api.runChecks,
      async ({ actor, params }) => ({
        status: 200,
        body: await desk.check(actor, params.connectionId),
      }),
      ASKS_SALESFORCE,
    ),
    route(
      api.mendCheck,
      async ({ actor, params }) => {
        const { checks } = await desk.mend(actor, params.connectionId, params.code);
        return { status: 200, body: { checks } };
      },
      ASKS_SALESFORCE,
    ),
  ];
}
