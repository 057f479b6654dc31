import type { AnswerOf } from '../../../api/endpoint.ts';
import type { invite, UserShape } from '../../../api/people.ts';
import type { RoleShape } from '../../../api/roles.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { UsersAsking, UsersStore } from './store/users-store.ts';

export interface Invitee {
  readonly name: string;
  readonly email: string;
  readonly roleId: string;
}

/** What the page of users does. */
export interface UsersWork {
  load(): Promise<unknown>;
  search(words: string): void;
  ask(asking: UsersAsking): void;
  close(): void;
  invite(invitee: Invitee): Promise<unknown>;
  inviteAgain(user: UserShape): Promise<unknown>;
  /** Asks first when it is one's own role. */
  chooseRole(user: UserShape, role: RoleShape): Promise<unknown>;
  changeRole(user: UserShape, role: RoleShape): Promise<unknown>;
  setActive(user: UserShape, active: boolean): Promise<unknown>;
  setGroups(user: UserShape, groupIds: string[]): Promise<unknown>;
}

interface UsersWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly settings: SettingsStore;
  readonly store: UsersStore;
}

export function createUsersWork({ api, settings, store, say }: UsersWorkOptions): UsersWork {
  const { set } = store.getState();
  const myId = () => {
    const { start } = settings.getState();
    return start.status === 'signed_in' ? start.who.agent.id : null;
  };

  const load = async () => {
    try {
      const [{ users, invitationsBy }, { roles }, { groups }] = await Promise.all([
        api.call('GET /v1/users', {}),
        api.call('GET /v1/roles', {}),
        api.call('GET /v1/groups', {}),
      ]);
      set({ load: { status: 'ready', value: { users, roles, groups, invitationsBy } } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  /** What somebody may do is asked anew, so that the page refuses what they may no longer do. */
  const readMyself = async () => {
    const who = await api.call('GET /v1/session', {});
    settings.getState().set({ start: { status: 'signed_in', who } });
  };
  /** Puts somebody as they are now where they stood, or at the end. */
  const place = (user: UserShape) => {
    const { load: shown } = store.getState();
    if (shown.status !== 'ready') return;
    const { users } = shown.value;
    const isNew = !users.some(({ id }) => id === user.id);
    const changed = isNew ? [...users, user] : users.map((one) => (one.id === user.id ? user : one));
    set({ load: { status: 'ready', value: { ...shown.value, users: changed } } });
  };
  const act = actOn(set);
  const change = (
    { id }: UserShape,
    body: { roleId?: string; active?: boolean; groupIds?: string[] },
    words: (user: UserShape) => string,
  ) =>
    act(async () => {
      const { user } = await api.call('PUT /v1/users/:agentId', { params: { agentId: id }, body });
      place(user);
      set({ asking: { what: 'nothing' } });
      say(words(user));
      if (id === myId()) await readMyself();
    });
  const handOn = ({ user, link, expiresAt }: AnswerOf<typeof invite>) => {
    place(user);
    if (link !== null && expiresAt !== null) {
      set({ asking: { what: 'link', invitation: { user, link, expiresAt } } });
    } else {
      set({ asking: { what: 'nothing' } });
      say(`An invitation is on its way to ${user.email}`);
    }
  };
  const changeRole = (user: UserShape, role: RoleShape) =>
    change(user, { roleId: role.id }, (now) => `${now.name} has the role ${now.role.name}`);

  return {
    load,
    search: (words) => set({ search: words }),
    ask: (asking) => set({ asking, problem: null }),
    close: () => set({ asking: { what: 'nothing' }, problem: null }),
    invite: (invitee) =>
      act(async () => {
        handOn(await api.call('POST /v1/invitations', { body: invitee }));
      }),
    inviteAgain: ({ id }) =>
      act(async () => {
        const path = 'POST /v1/users/:agentId/invitation';
        handOn(await api.call(path, { params: { agentId: id } }));
      }),
    async chooseRole(user, role) {
      if (role.id === user.role.id) return;
      if (user.id === myId()) set({ asking: { what: 'role', user, role }, problem: null });
      else await changeRole(user, role);
    },
    changeRole,
    setActive: (user, active) =>
      change(user, { active }, ({ name }) => `${name} is ${active ? 'active again' : 'deactivated'}`),
    setGroups: (user, groupIds) => change(user, { groupIds }, ({ name }) => `Groups of ${name} changed`),
  };
}
