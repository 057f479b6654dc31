import type { UserShape } from '../../api/people.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { Problem } from '../problem.ts';
import { shown } from './people.ts';
import type { PeoplePorts, PeopleStore } from './people-ports.ts';
import { refuseMoreThanOwn } from './roles.ts';
import { createInvitation, type SignInPorts } from './sign-in.ts';

export interface Invited {
  user: UserShape;
  /** The link's secret, known only now; null: it goes by e-mail, and nobody here sees it. */
  ticket: string | null;
  expiresAt: string | null;
}

export interface InvitationPorts {
  people: PeoplePorts;
  signIn: SignInPorts;
  /** Whether the installation can send e-mail. */
  byEmail: boolean;
}

/** @throws Problem USER_EXISTS, ROLE_UNKNOWN, ROLE_EXCEEDS_YOURS */
export async function invite(
  ports: InvitationPorts,
  actor: AgentActor,
  input: { email: string; name: string; roleId: string },
): Promise<Invited> {
  return ports.people.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const role = await store.role(input.roleId);
    if (!role) throw new Problem('ROLE_UNKNOWN');
    refuseMoreThanOwn(actor, role.name, role.rights);
    const agentId = await store.addInvited(input);
    if (agentId === null) throw new Problem('USER_EXISTS');
    await store.audit(actor, 'person.invited', input.name, `role ${role.name}`);
    return handOut(ports, store, actor, agentId);
  });
}

/** @throws Problem NOT_FOUND, USER_NOT_INVITED, ROLE_EXCEEDS_YOURS */
export async function inviteAgain(
  ports: InvitationPorts,
  actor: AgentActor,
  agentId: string,
): Promise<Invited> {
  return ports.people.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const person = await store.person(agentId);
    if (!person) throw new Problem('NOT_FOUND');
    refuseMoreThanOwn(actor, person.role.name, person.role.rights);
    if (!person.invited) throw new Problem('USER_NOT_INVITED');
    await store.audit(actor, 'person.invited', person.name, 'again');
    return handOut(ports, store, actor, agentId);
  });
}

async function handOut(
  { signIn, byEmail }: InvitationPorts,
  store: PeopleStore,
  actor: AgentActor,
  agentId: string,
): Promise<Invited> {
  if (!byEmail) {
    const invitation = await createInvitation(signIn, actor.accountId, agentId);
    return { user: await shown(store, agentId), ...invitation };
  }
  await store.mailInvitation(agentId, actor.agentId);
  return { user: await shown(store, agentId), ticket: null, expiresAt: null };
}
