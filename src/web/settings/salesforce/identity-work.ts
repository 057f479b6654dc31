import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { IdentityLink, IdentityStore, SuggestedLink } from './store/identity-store.ts';

/** What can be done about who is who. */
export interface IdentityWork {
  load(): Promise<unknown>;
  link(suggested: SuggestedLink): Promise<unknown>;
  askToRemove(link: IdentityLink | null): void;
  remove(link: IdentityLink): Promise<unknown>;
}

interface IdentityWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: IdentityStore;
  readonly connectionId: string;
}

export function createIdentityWork({ api, store, connectionId, say }: IdentityWorkOptions): IdentityWork {
  const { set } = store.getState();
  const load = async () => {
    try {
      const path = 'GET /v1/salesforce/connections/:connectionId/identity-links';
      set({ load: { status: 'ready', value: await api.call(path, { params: { connectionId } }) } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const acting = actOn(set);
  const act = (words: string, doIt: () => Promise<unknown>) =>
    acting(async () => {
      await doIt();
      set({ removing: null });
      say(words);
      await load();
    });

  return {
    load,
    askToRemove: (link) => set({ removing: link, problem: null }),
    link: ({ salesforceUserId, username, agent }) =>
      act(`${username} is ${agent.name}`, () =>
        api.call('PUT /v1/salesforce/connections/:connectionId/identity-links/:salesforceUserId', {
          params: { connectionId, salesforceUserId },
          body: { agentId: agent.id },
        }),
      ),
    remove: ({ salesforceUserId, agent }) =>
      act(`${agent.name} is linked to nobody any more`, () =>
        api.call('DELETE /v1/salesforce/connections/:connectionId/identity-links/:salesforceUserId', {
          params: { connectionId, salesforceUserId },
        }),
      ),
  };
}
