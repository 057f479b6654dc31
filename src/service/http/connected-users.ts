import * as api from '../../api/connected-users.ts';
import { rehearseTokenLoss } from '../../api/rehearsal.ts';
import type { ConnectedUsersDesk } from '../salesforce/connected-users-desk.ts';
import type { IdentityDesk } from '../salesforce/identity-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** Who is connected to an org, and who is who in it. */
export function connectedUserRoutes(desk: ConnectedUsersDesk, identities: IdentityDesk): Route[] {
  return [
    route(api.getConnection, async ({ actor, params }) => ({
      status: 200,
      body: await desk.connection(actor, params.connectionId),
    })),
    route(api.disconnectOrg, async ({ actor, params }) => ({
      status: 200,
      body: await desk.disconnectOrg(actor, params.connectionId),
    })),
    route(api.disconnectUser, async ({ actor, params }) => ({
      status: 200,
      body: await desk.disconnectUser(actor, params.connectionId, params.userId),
    })),
    route(api.setDefaultUser, async ({ actor, params, body }) => ({
      status: 200,
      body: { connection: await desk.setDefault(actor, params.connectionId, body.userId) },
    })),
    route(
      rehearseTokenLoss,
      async ({ actor, params }) => ({
        status: 200,
        body: { lines: await desk.rehearse(actor, params.connectionId) },
      }),
      ASKS_SALESFORCE,
    ),
    route(
      api.pressKillSwitch,
      async ({ actor, body }) => ({ status: 200, body: await desk.killSwitch(actor, body.confirm) }),
      ASKS_SALESFORCE,
    ),
    route(api.listIdentityLinks, async ({ actor, params }) => ({
      status: 200,
      body: await identities.list(actor, params.connectionId),
    })),
    route(api.linkIdentity, async ({ actor, params, body }) => {
      await identities.save(actor, params.connectionId, params.salesforceUserId, body.agentId);
      return { status: 204 };
    }),
    route(api.unlinkIdentity, async ({ actor, params }) => {
      await identities.remove(actor, params.connectionId, params.salesforceUserId);
      return { status: 204 };
    }),
  ];
}
