import type { ConnectedUserShape } from '../../../api/salesforce.ts';
import type { StatusSync } from '../../../domain/connection.ts';
import type { EscalationRules } from '../../../domain/decide-escalation.ts';
import type { ContactKind } from '../../../domain/person-account.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import { keepLooking } from './keep-looking.ts';
import type { AccountStore } from './store/account-store.ts';
import { disconnectedWords } from './store/disconnected-words.ts';

/** What the Overview of one Salesforce account does, the cards beside it aside. */
export interface AccountWork {
  /** Looks how it stands, and again now and then: tokens die without a word to this page. */
  load(): Promise<void>;
  loadRules(): Promise<void>;
  setRules(rules: EscalationRules): Promise<void>;
  showUser(userId: string): void;
  close(): void;
  disconnectUser(user: ConnectedUserShape): Promise<void>;
  makeDefault(user: ConnectedUserShape): Promise<void>;
  rehearse(): Promise<void>;
  /** Asks first: it decides about each case that is escalated from then on. */
  chooseStatusSync(mode: StatusSync): void;
  setStatusSync(mode: StatusSync): Promise<void>;
  /** What a new contact is made as; null: Care chooses. */
  setNewContacts(as: ContactKind | null): Promise<void>;
  /** Asks first: from then on nothing is kept in step. */
  askToPause(): void;
  setPaused(paused: boolean): Promise<void>;
  askToDisconnect(): void;
  disconnect(): Promise<void>;
  end(): void;
}

const LOOK_MS = 10_000;

const CHOSEN: Readonly<Record<StatusSync, string>> = {
  none: 'Status sync is off',
  automated: 'Automated sync is chosen, and waits for its setup',
  bidirectional: 'Bi-direction sync is on',
};

interface AccountWorkOptions extends Pick<SettingsContext, 'go' | 'say'> {
  readonly api: ApiClient;
  readonly store: AccountStore;
  readonly connectionId: string;
}

export function createAccountWork({ api, store, connectionId, go, say }: AccountWorkOptions): AccountWork {
  const params = { connectionId };
  const { set } = store.getState();
  const { look: load, end } = keepLooking({
    ask: () => api.call('GET /v1/salesforce/connections/:connectionId', { params }),
    shown: () => store.getState().load,
    show: (load) => set({ load }),
    everyMs: LOOK_MS,
  });
  /** True: it was done, and the page shows it. */
  const acting = actOn(set);
  const act = (doIt: () => Promise<unknown>): Promise<boolean> =>
    acting(async () => {
      await doIt();
      await load();
    });
  const close = () => set({ asking: { what: 'nothing' }, problem: null });

  return {
    load,
    async loadRules() {
      const rules = await api.call('GET /v1/salesforce/escalation-rules', {}).catch(() => null);
      set({ rules });
    },
    async setRules(rules) {
      const before = store.getState().rules;
      set({ rules });
      const done = await acting(() => api.call('PUT /v1/salesforce/escalation-rules', { body: rules }));
      if (done) say('Saved for every case from now on');
      else set({ rules: before });
    },
    showUser: (userId) => set({ asking: { what: 'user', userId, gone: null }, problem: null }),
    close,
    async disconnectUser({ id, displayName, agent }) {
      const name = agent?.name ?? displayName;
      const path = 'DELETE /v1/salesforce/connections/:connectionId/users/:userId';
      const done = await act(() => api.call(path, { params: { connectionId, userId: id } }));
      if (!done) return;
      const { asking } = store.getState();
      if (asking.what === 'user') set({ asking: { ...asking, gone: name } });
      say(`${name} is disconnected`);
    },
    async makeDefault({ id, displayName, agent }) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/default-user';
      const done = await act(() => api.call(path, { params, body: { userId: id } }));
      if (done) say(`${agent?.name ?? displayName} holds the default token`);
    },
    async rehearse() {
      set({ asking: { what: 'rehearsal', lines: { status: 'loading' } }, problem: null });
      try {
        const path = 'POST /v1/salesforce/connections/:connectionId/rehearsal';
        const { lines } = await api.call(path, { params });
        set({ asking: { what: 'rehearsal', lines: { status: 'ready', value: lines } } });
      } catch (error) {
        set({ asking: { what: 'rehearsal', lines: { status: 'failed', problem: asProblem(error) } } });
      }
    },
    chooseStatusSync: (mode) => set({ asking: { what: 'status_sync', mode }, problem: null }),
    async setStatusSync(mode) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/status-sync';
      if (!(await act(() => api.call(path, { params, body: { mode } })))) return;
      close();
      say(CHOSEN[mode]);
    },
    async setNewContacts(as) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/new-contacts';
      if (await act(() => api.call(path, { params, body: { as } })))
        say('Saved for every contact from now on');
    },
    askToPause: () => set({ asking: { what: 'pause' }, problem: null }),
    async setPaused(paused) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/sync-pause';
      if (!(await act(() => api.call(path, { params, body: { paused } })))) return;
      close();
      say(paused ? 'The sync is paused' : 'The sync goes on: what has waited is sent in order');
    },
    askToDisconnect: () => set({ asking: { what: 'disconnect' }, problem: null }),
    async disconnect() {
      await acting(async () => {
        const path = 'DELETE /v1/salesforce/connections/:connectionId';
        say(disconnectedWords(await api.call(path, { params })));
        go('/settings/integrations/salesforce', { replace: true });
      });
    },
    end,
  };
}
