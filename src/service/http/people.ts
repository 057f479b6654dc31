import * as api from '../../api/people.ts';
import { deleteGroup, listGroups, saveGroup } from '../care/groups.ts';
import { type Invited, invite, inviteAgain } from '../care/invitations.ts';
import { changeUser, listUsers } from '../care/people.ts';
import type { PeoplePorts } from '../care/people-ports.ts';
import { linkOfTicket, type SignInPorts } from '../care/sign-in.ts';
import type { ServiceConfig } from '../config.ts';
import { personOf } from './actor.ts';
import { type Route, route } from './route.ts';

/** *Users* and *Groups*. */
export function peopleRoutes(
  people: PeoplePorts,
  signIn: SignInPorts,
  { publicUrl, notices }: Pick<ServiceConfig, 'publicUrl' | 'notices'>,
): Route[] {
  const byEmail = Boolean(notices?.smtpUrl);
  const invitations = { people, signIn, byEmail };
  const shown = ({ user, ticket, expiresAt }: Invited) => ({
    user,
    link: ticket && linkOfTicket(publicUrl, ticket),
    expiresAt,
  });

  return [
    route(api.listUsers, async ({ actor }) => ({
      status: 200,
      body: { users: await listUsers(people, personOf(actor)), invitationsBy: byEmail ? 'email' : 'link' },
    })),
    route(api.changeUser, async ({ actor, params, body }) => ({
      status: 200,
      body: { user: await changeUser(people, personOf(actor), params.agentId, body) },
    })),
    route(
      api.invite,
      async ({ actor, body }) => ({
        status: 201,
        body: shown(await invite(invitations, personOf(actor), body)),
      }),
      { once: 'never' },
    ),
    route(
      api.inviteAgain,
      async ({ actor, params }) => ({
        status: 201,
        body: shown(await inviteAgain(invitations, personOf(actor), params.agentId)),
      }),
      { once: 'never' },
    ),
    route(api.listGroups, async ({ actor }) => ({
      status: 200,
      body: { groups: await listGroups(people, personOf(actor)) },
    })),
    route(api.createGroup, async ({ actor, body }) => ({
      status: 201,
      body: { group: await saveGroup(people, personOf(actor), null, body) },
    })),
    route(api.changeGroup, async ({ actor, params, body }) => ({
      status: 200,
      body: { group: await saveGroup(people, personOf(actor), params.groupId, body) },
    })),
    route(api.deleteGroup, async ({ actor, params }) => {
      await deleteGroup(people, personOf(actor), params.groupId);
      return { status: 204 };
    }),
  ];
}
