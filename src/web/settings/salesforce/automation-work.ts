import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { AutomationAgent, AutomationStore } from './store/automation-store.ts';

/** What can be done about who acts for flows. */
export interface AutomationWork {
  load(): Promise<void>;
  /** @param now who acts for flows until then, for whoever wants it back. */
  choose(agent: AutomationAgent, now: AutomationAgent): Promise<void>;
  undo(now: AutomationAgent): Promise<void>;
}

interface AutomationWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: AutomationStore;
  readonly connectionId: string;
  /** Shows the connection as it is now. */
  readonly changed: () => Promise<unknown>;
}

export function createAutomationWork(options: AutomationWorkOptions): AutomationWork {
  const { api, store, connectionId, say, changed } = options;
  const { set } = store.getState();
  const acting = actOn(set);
  const name = async (agent: AutomationAgent, before: AutomationAgent | undefined) => {
    const done = await acting(async () => {
      await api.call('PUT /v1/salesforce/connections/:connectionId/automation-agent', {
        params: { connectionId },
        body: { agentId: agent?.id ?? null },
      });
      await changed();
    });
    if (!done) return;
    set({ before });
    say(agent ? `${agent.name} acts for flows` : 'Nobody acts for flows');
  };

  return {
    async load() {
      try {
        const { agents } = await api.call('GET /v1/agents', {});
        set({
          load: { status: 'ready', value: agents.map(({ id, name: called }) => ({ id, name: called })) },
        });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
    choose: (agent, now) => name(agent, now),
    async undo(now) {
      const { before } = store.getState();
      if (before !== undefined && before?.id !== now?.id) await name(before, undefined);
    },
  };
}
