import type { ApiClient } from '../../clients/api-client.ts';
import { ApiProblem, asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import { draftOf, type RoleDraft, sameDraft } from './store/role-draft.ts';
import type { RoleStore } from './store/role-store.ts';

/** What the editor of a role does. */
export interface RoleWork {
  load(): Promise<unknown>;
  edit(draft: RoleDraft): void;
  save(): Promise<unknown>;
  isChanged(): boolean;
  /** True: something would be lost, and the page asks; `leave` goes on where one wanted to go. */
  holds(leave: () => void): boolean;
  leave(): void;
  askToDelete(): void;
  remove(): Promise<unknown>;
  close(): void;
}

interface RoleWorkOptions extends Pick<SettingsContext, 'go' | 'say'> {
  readonly api: ApiClient;
  readonly store: RoleStore;
  /** Null: one to be added. */
  readonly roleId: string | null;
}

const LIST = '/settings/roles';

export function createRoleWork({ api, store, roleId, go, say }: RoleWorkOptions): RoleWork {
  const { set } = store.getState();
  let goOn: (() => void) | null = null;

  const isChanged = () => {
    const { saved, draft } = store.getState();
    return !sameDraft(saved, draft);
  };
  const finish = (words: string) => {
    // Nothing is left to lose, so that leaving asks nothing.
    set({ saved: store.getState().draft });
    say(words);
    go(LIST);
  };
  const acting = actOn(set);
  const act = (doIt: () => Promise<string>) => acting(async () => finish(await doIt()));

  return {
    isChanged,
    async load() {
      if (roleId === null) return set({ load: { status: 'ready', value: null } });
      try {
        const { roles } = await api.call('GET /v1/roles', {});
        const role = roles.find(({ id }) => id === roleId);
        if (!role) throw gone();
        const saved = draftOf(role);
        set({ load: { status: 'ready', value: role }, saved, draft: saved });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
    edit: (draft) => set({ draft, problem: null }),
    save: () =>
      act(async () => {
        const { name, permissions, contactsAndCases } = store.getState().draft;
        const body = { name: name.trim(), permissions: [...permissions], contactsAndCases };
        if (roleId === null) await api.call('POST /v1/roles', { body });
        else await api.call('PUT /v1/roles/:roleId', { params: { roleId }, body });
        return `Role ${body.name} ${roleId === null ? 'added' : 'saved'}`;
      }),
    holds(leave) {
      if (!isChanged()) return false;
      goOn = leave;
      set({ asking: 'leave' });
      return true;
    },
    leave: () => goOn?.(),
    askToDelete: () => set({ asking: 'delete', problem: null }),
    remove: () =>
      act(async () => {
        if (roleId === null) throw gone();
        await api.call('DELETE /v1/roles/:roleId', { params: { roleId } });
        return `Role ${store.getState().saved.name} deleted`;
      }),
    close: () => set({ asking: 'nothing', problem: null }),
  };
}

const gone = () =>
  new ApiProblem({
    code: 'NOT_FOUND',
    status: 404,
    detail: 'There is no such role any more.',
    remedy: 'Choose one from the list of roles.',
  });
