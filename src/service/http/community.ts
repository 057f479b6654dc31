import * as api from '../../api/community.ts';
import type { CommunityDesk } from '../salesforce/community-desk.ts';
import { personOf } from './actor.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** What the Community page does. */
export function communityRoutes(desk: CommunityDesk): Route[] {
  return [
    route(api.listCommunityMessages, async ({ actor, query }) => ({
      status: 200,
      body: await desk.list(personOf(actor), query),
    })),
    route(api.getCommunityMessage, async ({ actor, params }) => ({
      status: 200,
      body: await desk.open(personOf(actor), params.messageId),
    })),
    route(api.getCommunityForm, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.form(personOf(actor), params.messageId, query.object),
    })),
    route(
      api.createCommunityRecord,
      async ({ actor, params, body }) => {
        const record = await desk.create(personOf(actor), params.messageId, body);
        return { status: record.state === 'created' ? 201 : 202, body: { record } };
      },
      ASKS_SALESFORCE,
    ),
  ];
}
