import type { GroupInput, GroupShape } from '../../../api/people.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { GroupsAsking, GroupsStore } from './store/groups-store.ts';

/** What the page of groups does. */
export interface GroupsWork {
  load(): Promise<unknown>;
  ask(asking: GroupsAsking): void;
  close(): void;
  /** Adds a group, or changes the one given. */
  save(group: GroupShape | null, input: GroupInput): Promise<unknown>;
  remove(group: GroupShape): Promise<unknown>;
}

interface GroupsWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: GroupsStore;
}

export function createGroupsWork({ api, store, say }: GroupsWorkOptions): GroupsWork {
  const { set } = store.getState();

  const load = async () => {
    try {
      const [{ groups }, { users }] = await Promise.all([
        api.call('GET /v1/groups', {}),
        api.call('GET /v1/users', {}),
      ]);
      set({ load: { status: 'ready', value: { groups, users } } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const acting = actOn(set);
  const act = (words: string, doIt: () => Promise<unknown>) =>
    acting(async () => {
      await doIt();
      set({ asking: { what: 'nothing' } });
      say(words);
      await load();
    });

  return {
    load,
    ask: (asking) => set({ asking, problem: null }),
    close: () => set({ asking: { what: 'nothing' }, problem: null }),
    save: (group, body) =>
      group === null
        ? act(`Group ${body.name} added`, () => api.call('POST /v1/groups', { body }))
        : act(`Group ${body.name} saved`, () =>
            api.call('PUT /v1/groups/:groupId', { params: { groupId: group.id }, body }),
          ),
    remove: ({ id, name }) =>
      act(`Group ${name} deleted`, () => api.call('DELETE /v1/groups/:groupId', { params: { groupId: id } })),
  };
}
