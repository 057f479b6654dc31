import { replyKinds } from '../../domain/profile.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { DemoClient, DemoThread } from '../clients/demo-client.ts';
import { openMessageStream } from '../clients/demo-stream.ts';
import type { CustomerStore, Writer } from './store/customer-store.ts';

export interface CustomerSession {
  start(): Promise<void>;
  chooseProfile(profileId: string): void;
  chooseWriter(writer: Writer): Promise<void>;
  send(): Promise<void>;
  setScripted(on: boolean): Promise<void>;
}

interface CustomerSessionOptions {
  readonly api: ApiClient;
  readonly demo: DemoClient;
  readonly store: CustomerStore;
}

/** The demo's other side: somebody with an account on a platform who writes to the brand. */
export function createCustomerSession({ api, demo, store }: CustomerSessionOptions): CustomerSession {
  const { set } = store.getState();

  const thread = (): DemoThread | null => {
    const { profileId, writer } = store.getState();
    return profileId && writer ? { profileId, customerExternalId: writer.id } : null;
  };
  const read = async () => {
    const of = thread();
    if (!of || store.getState().writer?.isNew) return;
    try {
      const messages = await demo.messages(of);
      const now = thread();
      if (now?.profileId === of.profileId && now.customerExternalId === of.customerExternalId)
        set({ messages });
    } catch (error) {
      set({ problem: asProblem(error) });
    }
  };

  const session: CustomerSession = {
    async start() {
      try {
        const [profiles, scripted] = await Promise.all([demo.profiles(), demo.scripted()]);
        set({ profiles, scripted, load: { status: 'ready' } });
        const [first] = profiles;
        if (first) session.chooseProfile(first.id);
        openMessageStream(api, () => void read());
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
    chooseProfile(profileId) {
      const profile = store.getState().profiles.find((one) => one.id === profileId);
      if (!profile) return;
      set({
        profileId,
        writer: null,
        messages: [],
        kind: replyKinds(profile.platform)[0] ?? 'public_reply',
        problem: null,
      });
      const [first] = profile.customers;
      if (first) void session.chooseWriter({ id: first.id, name: first.name, isNew: false });
    },
    async chooseWriter(writer) {
      set({ writer, messages: [], problem: null });
      await read();
      const last = store.getState().messages.at(-1);
      if (last) set({ kind: last.kind });
    },
    async send() {
      const of = thread();
      const { text, kind, writer } = store.getState();
      if (!of || !writer || text.trim() === '') return;
      set({ sending: true, problem: null });
      try {
        await demo.write(of, { text, kind, ...(writer.isNew ? { name: writer.name } : {}) });
        set({ text: '', writer: { ...writer, isNew: false } });
        await read();
      } catch (error) {
        set({ problem: asProblem(error) });
      } finally {
        set({ sending: false });
      }
    },
    async setScripted(on) {
      set({ scripted: on });
      try {
        await demo.setScripted(on);
      } catch (error) {
        set({ scripted: !on, problem: asProblem(error) });
      }
    },
  };
  return session;
}
