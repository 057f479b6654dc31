import * as api from '../../api/people.ts';
import { deleteGroup, listGroups, saveGroup } from '../care/groups.ts';
import { type Invited, invite, inviteAgain } from '../care/invitations.ts';
import { changeUser, listUsers } from '../care/people.ts';
import type { PeoplePorts } from '../care/people-ports.ts';
import type { SignInPorts } from '../care/sign-in.ts';
import { personOf } from './actor.ts';
import { type Route, route } from './route.ts';

/** *Users* and *Groups*. */
export function peopleRoutes(people: PeoplePorts, signIn: SignInPorts, publicUrl: string): Route[] {
  // In the fragment: it reaches no server's log and no Referer header.
  const shown = ({ user, ticket, expiresAt }: Invited) => ({
    user,
    link: `${publicUrl}/sign-in#${ticket}`,
    expiresAt,
  });

  return [
    route(api.listUsers, async ({ actor }) => ({
      status: 200,
      body: { users: await listUsers(people, personOf(actor)) },
    })),
    route(api.changeUser, async ({ actor, params, body }) => ({
      status: 200,
      body: { user: await changeUser(people, personOf(actor), params.agentId, body) },
    })),
    route(
      api.invite,
      async ({ actor, body }) => ({
        status: 201,
        body: shown(await invite(people, signIn, personOf(actor), body)),
      }),
      { once: 'never' },
    ),
    route(
      api.inviteAgain,
      async ({ actor, params }) => ({
        status: 201,
        body: shown(await inviteAgain(people, signIn, personOf(actor), params.agentId)),
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
