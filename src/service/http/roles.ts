import * as api from '../../api/roles.ts';
import type { PeoplePorts } from '../care/people-ports.ts';
import { changeRole, createRole, deleteRole, listRoles } from '../care/roles.ts';
import { personOf } from './actor.ts';
import { type Route, route } from './route.ts';

/** *Roles & permissions*. */
export function roleRoutes(people: PeoplePorts): Route[] {
  return [
    route(api.listRoles, async ({ actor }) => ({
      status: 200,
      body: { roles: await listRoles(people, personOf(actor)) },
    })),
    route(api.createRole, async ({ actor, body }) => ({
      status: 201,
      body: { role: await createRole(people, personOf(actor), body) },
    })),
    route(api.changeRole, async ({ actor, params, body }) => ({
      status: 200,
      body: { role: await changeRole(people, personOf(actor), params.roleId, body) },
    })),
    route(api.deleteRole, async ({ actor, params }) => {
      await deleteRole(people, personOf(actor), params.roleId);
      return { status: 204 };
    }),
  ];
}
