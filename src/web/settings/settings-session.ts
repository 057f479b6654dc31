import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { SettingsStore } from './store/settings-store.ts';

/** What the settings do that belongs to no page. */
export interface SettingsSession {
  /** Finds out who is here and what the account has; nobody: the sign-in page is next, and then this address again. */
  start(): Promise<void>;
  signOut(): Promise<void>;
  /** Says once, at the bottom, what was just done. */
  say(text: string): void;
  dismiss(id: string): void;
}

interface SettingsSessionOptions {
  readonly api: ApiClient;
  readonly store: SettingsStore;
  /** Leaves the settings for another page of ours. */
  readonly leaveFor?: (address: string) => void;
}

export function createSettingsSession({
  api,
  store,
  leaveFor = (address) => location.replace(address),
}: SettingsSessionOptions): SettingsSession {
  const { set } = store.getState();
  return {
    async start() {
      try {
        const who = await api.call('GET /v1/session', {});
        const { salesforce } = await api.call('GET /v1/integrations', {});
        set({ start: { status: 'signed_in', who }, salesforce });
      } catch (error) {
        const problem = asProblem(error);
        if (problem.status === 401) leaveFor(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
        else set({ start: { status: 'failed', problem } });
      }
    },
    async signOut() {
      await api.call('DELETE /v1/session', {}).catch(() => undefined);
      leaveFor('/sign-in');
    },
    // One at a time: the newest says what is true now.
    say: (text) => set({ toasts: [{ id: crypto.randomUUID(), tone: 'success', text }] }),
    dismiss: (id) => set({ toasts: store.getState().toasts.filter((toast) => toast.id !== id) }),
  };
}
