import type { UserShape } from '../../api/people.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { Problem } from '../problem.ts';
import { shown } from './people.ts';
import type { PeoplePorts } from './people-ports.ts';
import { refuseMoreThanOwn } from './roles.ts';
import { createInvitation, type SignInPorts } from './sign-in.ts';

export interface Invited {
  user: UserShape;
  /** The link's secret, known only now. */
  ticket: string;
  expiresAt: string;
}

/** @throws Problem USER_EXISTS, ROLE_UNKNOWN, ROLE_EXCEEDS_YOURS */
export async function invite(
  ports: PeoplePorts,
  signIn: SignInPorts,
  actor: AgentActor,
  input: { email: string; name: string; roleId: string },
): Promise<Invited> {
  return ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const role = await store.role(input.roleId);
    if (!role) throw new Problem('ROLE_UNKNOWN');
    refuseMoreThanOwn(actor, role.name, role.rights);
    const agentId = await store.addInvited(input);
    if (agentId === null) throw new Problem('USER_EXISTS');
    await store.audit(actor, 'person.invited', input.name, `role ${role.name}`);
    const invitation = await createInvitation(signIn, actor.accountId, agentId);
    return { user: await shown(store, agentId), ...invitation };
  });
}

/** @throws Problem NOT_FOUND, USER_NOT_INVITED, ROLE_EXCEEDS_YOURS */
export async function inviteAgain(
  ports: PeoplePorts,
  signIn: SignInPorts,
  actor: AgentActor,
  agentId: string,
): Promise<Invited> {
  return ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const person = await store.person(agentId);
    if (!person) throw new Problem('NOT_FOUND');
    refuseMoreThanOwn(actor, person.role.name, person.role.rights);
    if (!person.invited) throw new Problem('USER_NOT_INVITED');
    await store.audit(actor, 'person.invited', person.name, 'again');
    const invitation = await createInvitation(signIn, actor.accountId, agentId);
    return { user: await shown(store, agentId), ...invitation };
  });
}
